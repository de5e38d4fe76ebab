"""What the shell of every page needs to know."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi

from comity.web.languages import State, state_of


def shell(request: HttpRequest) -> dict[str, object]:
    """Tell templates about language, direction and who is here."""
    return {
        "direction": "rtl" if get_language_bidi() else "ltr",
        "language": get_language() or settings.LANGUAGE_CODE,
        "languages": settings.LANGUAGES,
        "needs_review": state_of(get_language() or settings.LANGUAGE_CODE) is State.UNREVIEWED,
        "is_sandbox": settings.COMITY_SANDBOX,
        "has_receipt": getattr(request, "receipt", None) is not None,
        "is_unlocked": getattr(request, "keyring", None) is not None,
    }
