"""People who serve and respondents, at their browsers."""

from datetime import timedelta
from time import time

import time_machine
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.test import Client

from comity.web import keyrings

HOUR = timedelta(hours=1)


class Asking:
    """Just enough of a request to keep keys in a session."""

    def __init__(self, session):
        self.session = session


def at_browser(person, keyring=None):
    """Sign somebody in, with their keys unlocked if they are given."""
    client = Client()
    client.force_login(person)
    if keyring is not None:
        session = client.session
        keyrings.keep(Asking(session), keyring)
        session.save()
    return client


def confirm(client):
    """Let somebody who is signed in have just confirmed that it is them."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time()}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = session["_auth_user_id"]
    session.save()


def at(story):
    """Let the pages know the time of a story."""
    return time_machine.travel(story.now + HOUR, tick=False)


def text_of(answer):
    """Read a page."""
    return answer.content.decode()
