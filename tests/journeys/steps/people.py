"""What people with an account in Comity do before anything else: sign in, unlock, sign the code."""

from tests.journeys.steps.story import PASSPHRASE, PASSWORD


def sign_in(visit, name):
    """Sign in with name and password."""
    visit.page("account/sign-in/").expect()
    visit.send({"login": name, "password": PASSWORD}).expect()
    assert "sign-in" not in visit.path, visit.text
    return visit


def unlock(visit):
    """Unlock one's keys."""
    visit.page("keys/unlock/").expect()
    visit.send({"passphrase": PASSPHRASE}).expect()
    assert "unlock" not in visit.path, visit.text
    return visit


def sign(story, name):
    """Sign the code of the whole movement, and be known at the gate as one who has."""
    visit = sign_in(story.doors.visit(), name)
    visit.page("sign/").expect()
    visit.send({"version": visit.value("version")}).expect()
    assert not visit.value("version"), visit.text
    visit.page("code/").expect()
