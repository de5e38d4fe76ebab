"""People who serve and respondents, at their browsers."""

from datetime import timedelta

import time_machine
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


def at(story):
    """Let the pages know the time of a story."""
    return time_machine.travel(story.now + HOUR, tick=False)


def text_of(answer):
    """Read a page."""
    return answer.content.decode()
