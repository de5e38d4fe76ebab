"""Letters: does the server take them, and what became of those before?"""

from collections.abc import Iterator
from datetime import datetime
from smtplib import SMTPAuthenticationError, SMTPException

from django.conf import settings
from django.core.mail import get_connection

from comity.notices import queries
from comity.upkeep.rules import Area, Trouble, Weight

NEARBY = {"localhost", "127.0.0.1", "::1"}


def letters(now: datetime) -> Iterator[Trouble]:
    """Count the letters that the mail server put off, and those that it will not take."""
    del now
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend") and not settings.COMITY_SANDBOX:
        yield Trouble(Area.MAIL, "check_mail_nowhere")
    delayed, refused = queries.delayed(), queries.refused()
    if delayed:
        yield Trouble(Area.MAIL, "check_mail_delayed", detail={"count": delayed})
    if refused:
        yield Trouble(Area.MAIL, "check_mail_refused", detail={"count": refused})


def server(now: datetime) -> Iterator[Trouble]:
    """Connect to the mail server and sign in, without sending anything."""
    del now
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return
    detail = {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT}
    connection = get_connection(fail_silently=False)
    try:
        connection.open()
    except SMTPAuthenticationError:
        yield Trouble(Area.MAIL, "check_mail_login", Weight.BROKEN, detail)
        return
    except (SMTPException, OSError) as problem:
        detail["problem"] = type(problem).__name__
        yield Trouble(Area.MAIL, "check_mail_away", Weight.BROKEN, detail)
        return
    finally:
        connection.close()
    secure = settings.EMAIL_USE_SSL or settings.EMAIL_USE_TLS
    if not secure and settings.EMAIL_HOST not in NEARBY:
        yield Trouble(Area.MAIL, "check_mail_open", Weight.BROKEN, detail)
