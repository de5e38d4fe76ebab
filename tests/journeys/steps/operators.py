"""What people do who run the house, on its pages: connect a wiki, and grant what it lacks."""

import re

from tests.journeys.steps import inside
from tests.journeys.steps.people import sign_in
from tests.journeys.steps.story import COMMUNITY, PASSWORD
from tests.journeys.steps.waiting import until

OPERATOR = "robin"
GATEKEEPER = "Gatekeeper"
"""The account on the wiki that is there for Comity alone, in a group of its own."""
GRANTS = "basic,highvolume,editpage,createeditmovepage,blockusers,sendemail,viewdeleted,privateinfo"
UNDONE = re.compile(r'id="n-(\w+)"')
NEWER_THAN_THIS_WIKI = {"temporary"}
"""Debian's MediaWiki has no passing accounts for people without one; nothing depends on them."""
AGED = """
from importlib import import_module
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
session = import_module(settings.SESSION_ENGINE).SessionStore(given["session"])
for one in session[AUTHENTICATION_METHODS_SESSION_KEY]:
    one["at"] -= 16 * 60
session.modified = True
session.save()
told = None
"""


def come(story):
    """Come as the first operator, whose page leads to what they look after."""
    visit = sign_in(story.doors.visit(), OPERATOR)
    visit.page("account/").expect()
    for part in ("/operators/", "/wikis/"):
        assert visit.links(part), part
    return visit


def connect_wiki(story, visit):
    """Connect the wiki on its pages: what is missing there is read, granted, and checked again."""
    wiki = story.wiki
    wiki.create_user(GATEKEEPER, email="gatekeeper@hill.example")
    login, password = wiki.bot_login("house", GRANTS, user=GATEKEEPER)
    here = f"communities/{COMMUNITY}/"
    visit.page(here).expect()
    visit.follow(f"/{here}wiki/").expect()
    visit.follow(f"/{here}wiki/connect/").expect()
    visit.send({"api_url": wiki.api_url, "login": login, "secret": password}).expect()

    until(lambda: undone(visit.page(f"{here}wiki/")) == MISSING, "the page says what is missing")
    assert password not in visit.html
    wiki.configure("\n".join(visit.preformatted("n-block", "n-block_mail", "n-read_deleted")))
    wiki.join_group(GATEKEEPER, "comity")
    visit.send().expect()
    until(
        lambda: undone(visit.page(f"{here}wiki/")) == NEWER_THAN_THIS_WIKI,
        "everything is granted",
    )


MISSING = {"block", "block_mail", "read_deleted"} | NEWER_THAN_THIS_WIKI


def undone(visit):
    """Name what the checklist has to say something about."""
    return set(UNDONE.findall(visit.expect().html))


def a_while_later(story, visit):
    """Let so much time pass that somebody has to confirm once more that it is them."""
    inside.run(story.served, AGED, session=visit.cookies["session"])


def confirm(visit, path):
    """Open a page that matters, be asked who one is, and be led back to it."""
    visit.page(path).expect()
    assert path not in visit.path, "nobody was asked who they are"
    visit.send({"password": PASSWORD}).expect()
    assert visit.path.endswith(path), visit.path
