"""For whom editing a draft, bringing one in and naming people are over the API, and the ways."""

from functools import partial

from comity.access.rules import Permission
from comity.codes.actions import publish_edition, remove_provision
from comity.codes.models import CodeImport, DraftEdition
from comity.codes.queries import document
from comity.codes.rules.drafts import fingerprint
from tests.factories.codes import ANSWER, OPERATOR, draft, local
from tests.factories.people import PersonFactory, somebody
from tests.skins.audiences import AUTHORS, BY_WORD, NOT_THEIRS, WRITING_DRAFT, Row
from tests.web.serving import at_browser, confirm

PROJECT = {"slug": "project_slug"}
ONE = PROJECT | {"provision_id": "answer"}
NAME = PROJECT | {"axis": "behaviours", "name": "insult"}
NO_IMPORT = PROJECT | {"import_id": "none"}
WHO = {"username": "a_username"}
WELCOME = {"kind": "expected", "en": {"title": "Welcome", "text": "Greet whoever comes."}}
ADDED = {"id": "welcome", "provision": WELCOME}
CHANGED = {"provision": WELCOME, "seen": ""}
EXPLAINED = {"axis": "actors", "name": "guests", "called": "guests"}
BROUGHT = {"files": [{"text": "# A code\n\n## Welcome\n\nGreet whoever comes.\n"}]}

EDITING_OPERATIONS = {
    "GET /codes/{slug}/draft/provisions": Row(WRITING_DRAFT, at=PROJECT),
    "POST /codes/{slug}/draft/provisions": Row(WRITING_DRAFT, at=PROJECT, typed=ADDED),
    "PUT /codes/{slug}/draft/provisions/{provision_id}": Row(WRITING_DRAFT, at=ONE, typed=CHANGED),
    "POST /codes/{slug}/draft/provisions/{provision_id}/removal": Row(
        WRITING_DRAFT, at=ONE, typed={"seen": ""}
    ),
    "POST /codes/{slug}/draft/provisions/{provision_id}/move": Row(
        WRITING_DRAFT, at=ONE, typed={"up": True}
    ),
    "POST /codes/{slug}/draft/provisions/{provision_id}/return": Row(
        WRITING_DRAFT, at=ONE, typed={"edition": "edition"}
    ),
    "PUT /codes/{slug}/draft/description": Row(WRITING_DRAFT, at=PROJECT, typed={"title": "Ours"}),
    "POST /codes/{slug}/draft/names": Row(WRITING_DRAFT, at=PROJECT, typed=EXPLAINED),
    "DELETE /codes/{slug}/draft/names/{axis}/{name}": Row(WRITING_DRAFT, at=NAME),
    "POST /codes/{slug}/imports": Row(AUTHORS, at=PROJECT, typed=BROUGHT),
    "GET /codes/{slug}/imports/{import_id}": Row(NOT_THEIRS, at=NO_IMPORT),
    "POST /codes/{slug}/imports/{import_id}/draft": Row(NOT_THEIRS, at=NO_IMPORT),
    "DELETE /codes/{slug}/imports/{import_id}": Row(NOT_THEIRS, at=NO_IMPORT),
    "POST /codes/{slug}/translators": Row(BY_WORD, at=PROJECT, typed=WHO),
    "POST /codes/{slug}/translators/dismissal": Row(BY_WORD, at=PROJECT, typed=WHO),
    "POST /codes/{slug}/reviewers": Row(BY_WORD, at=PROJECT, typed=WHO),
    "POST /codes/{slug}/reviewers/dismissal": Row(BY_WORD, at=PROJECT, typed=WHO),
}


def ways_to_editing(way, author):
    """Give the ways; ``author`` is who writes the code."""

    def here(walk, **more):
        return {"slug": walk.story.house.project.slug} | more

    def drafted(walk):
        walk.draft = draft(local(), community=walk.story.house.project)

    def taken_out(walk):
        drafted(walk)
        publish_edition(version_id=walk.draft.id, by=OPERATOR, now=walk.story.now)
        remove_provision(
            version_id=walk.draft.id,
            provision_id="answer",
            seen=_seen(walk),
            by=OPERATOR,
            now=walk.story.now,
        )

    def brought(walk):
        author(walk).post(
            f"/api/v1/codes/{walk.story.house.project.slug}/imports",
            BROUGHT,
            content_type="application/json",
        )

    def the_import(walk):
        return here(walk, import_id=CodeImport.objects.get().id)

    def naming(walk):
        person = somebody(
            Permission.CODE_EDIT, Permission.CODE_PUT_IN_FORCE, on=walk.story.house.project
        )
        client = at_browser(person)
        confirm(client)
        return client

    def sent(typed):
        return lambda _walk: typed

    def whom(_walk):
        return {"username": PersonFactory().username}

    one = partial(here, provision_id="answer")
    name = partial(here, axis="behaviours", name="insult")
    edits = partial(way, "received", author, before=drafted)
    return {
        "GET /codes/{slug}/draft/provisions": edits(here),
        "POST /codes/{slug}/draft/provisions": edits(here, sent(ADDED)),
        "PUT /codes/{slug}/draft/provisions/{provision_id}": edits(
            one, lambda walk: CHANGED | {"seen": _seen(walk)}
        ),
        "POST /codes/{slug}/draft/provisions/{provision_id}/removal": edits(
            one, lambda walk: {"seen": _seen(walk)}
        ),
        "POST /codes/{slug}/draft/provisions/{provision_id}/move": edits(one, sent({"up": True})),
        "POST /codes/{slug}/draft/provisions/{provision_id}/return": way(
            "received",
            author,
            one,
            lambda _walk: {"edition": DraftEdition.objects.get().id},
            taken_out,
        ),
        "PUT /codes/{slug}/draft/description": edits(here, sent({"title": "Ours"})),
        "POST /codes/{slug}/draft/names": edits(here, sent(EXPLAINED)),
        "DELETE /codes/{slug}/draft/names/{axis}/{name}": edits(name),
        "POST /codes/{slug}/imports": way("received", author, here, sent(BROUGHT)),
        "GET /codes/{slug}/imports/{import_id}": way(
            "received", author, the_import, before=brought
        ),
        "POST /codes/{slug}/imports/{import_id}/draft": way(
            "received", author, the_import, before=brought
        ),
        "DELETE /codes/{slug}/imports/{import_id}": way(
            "received", author, the_import, before=brought
        ),
        **{
            f"POST /codes/{{slug}}/{path}": way("received", naming, here, whom, drafted)
            for path in (
                "translators",
                "translators/dismissal",
                "reviewers",
                "reviewers/dismissal",
            )
        },
    }


def _seen(walk):
    (written,) = document(walk.draft.id, seen_by=OPERATOR).provisions
    assert written.provision.id == ANSWER.provision.id
    return fingerprint(written, "en")
