"""The web application, for any WSGI server."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils.translation import override

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
application = get_wsgi_application()


def get_ready() -> None:
    """Read what is otherwise read when it is first wanted, so that nobody's first page waits."""
    from comity.web.components import direction  # noqa: PLC0415, needs what was set up above

    for tag, _name in settings.LANGUAGES:
        with override(tag):
            reverse("codes:code")
            direction(tag)
    # What is here now stays; looking through it for garbage again and again holds up pages.
    gc.collect()
    gc.freeze()


get_ready()
