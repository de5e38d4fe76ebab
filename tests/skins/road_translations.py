"""The ways to the operations about translations and talk, at whatever stop a case has come to."""

from comity.codes.actions import talking, write_draft
from comity.codes.actions.glossary import write_term
from comity.codes.actions.keeping import keep_translations
from comity.codes.actions.translating import translate
from comity.codes.models import CodeVersion, GlossaryTerm, KeptTranslations, ProvisionText, Talk
from comity.codes.rules.documents import Text, TextState
from comity.codes.rules.talk import TalkKind
from tests.factories.codes import ANSWER, OPERATOR, draft, local
from tests.factories.people import PersonFactory, as_actor
from tests.skins.operations import OPERATIONS
from tests.web.serving import at_browser

UNIT = {"provision_id": "answer", "language": "de"}


def ways_to_translations(way, author):
    """List the ways; ``way`` makes one from its stop, its caller, its address and what is sent."""

    def writing(at=_the_draft, typed=None, before=_a_draft):
        return way("received", author, at, typed or _nothing, before)

    def speaking(at, typed=None, before=None):
        return way("received", _speaker, at, typed or _nothing, before or _nothing)

    return {
        "GET /codes/versions/{version_id}/languages": writing(),
        "GET /codes/versions/{version_id}/languages/{language}": writing(
            lambda walk: _the_draft(walk) | {"language": "de"}
        ),
        "GET /codes/versions/{version_id}/languages/{language}/{provision_id}": writing(_the_unit),
        "POST /codes/versions/{version_id}/provisions/{provision_id}/{language}/review": writing(
            _the_unit, lambda _walk: {"move": "take_back"}, _a_review
        ),
        "POST /codes/versions/{version_id}/kept/{provision_id}": writing(
            lambda walk: _the_draft(walk) | {"provision_id": "answer"}, _kept, _a_change
        ),
        "POST /codes/versions/{version_id}/kept/{provision_id}/end": writing(
            lambda walk: _the_draft(walk) | {"provision_id": "answer"}, _ended, _a_keeping
        ),
        "GET /codes/{slug}/glossary/{language}": way("received", _speaker, _glossary),
        "PUT /codes/{slug}/glossary/{language}": way(
            "received", author, _glossary, lambda _walk: {"term": "name", "said": "Name"}
        ),
        "POST /codes/glossary/{term_id}/approval": way(
            "received", author, _the_term, _nothing, _a_term
        ),
        "DELETE /codes/glossary/{term_id}": way("received", author, _the_term, _nothing, _a_term),
        "GET /codes/{slug}/talk": speaking(_movement),
        "POST /codes/{slug}/talk": speaking(
            _movement, lambda _walk: OPERATIONS["POST /codes/{slug}/talk"].typed
        ),
        "POST /codes/talk/{talk_id}/answers": speaking(
            _the_talk, lambda _walk: {"language": "en", "text": "Yes."}, _a_talk
        ),
        "POST /codes/talk/{talk_id}/withdrawal": way(
            "received", _whoever_spoke, _the_talk, _nothing, _a_talk
        ),
        "POST /codes/talk/{talk_id}/hiding": way(
            "received", author, _the_talk, lambda _walk: {"reason": "Because."}, _a_talk
        ),
    }


def _nothing(_walk):
    return {}


def _speaker(_walk):
    return at_browser(PersonFactory())


def _whoever_spoke(_walk):
    return at_browser(Talk.objects.get().person)


def _movement(walk):
    return {"slug": walk.story.house.movement.slug}


def _glossary(walk):
    return _movement(walk) | {"language": "de"}


def _a_draft(walk):
    draft(local(), community=walk.story.house.project)


def _the_draft(walk):
    return {"version_id": CodeVersion.objects.get(code__community=walk.story.house.project).id}


def _the_unit(walk):
    return _the_draft(walk) | UNIT


def _a_review(walk):
    _a_draft(walk)
    translate(
        **_the_unit(walk),
        text=Text("Antwort", "In einem Tag."),
        state=TextState.IN_REVIEW,
        by=OPERATOR,
        now=walk.story.now,
    )


def _a_change(walk):
    _a_review(walk)
    write_draft(
        community_id=walk.story.house.project.id,
        document=local(ANSWER),
        by=OPERATOR,
        now=walk.story.now,
    )


def _kept(_walk):
    return {"made_from": ProvisionText.objects.get(language="de").made_from, "reason": "A comma."}


def _a_keeping(walk):
    _a_change(walk)
    keep_translations(
        version_id=_the_draft(walk)["version_id"],
        provision_id="answer",
        before=_kept(walk)["made_from"],
        reason="A comma.",
        by=OPERATOR,
        now=walk.story.now,
    )


def _ended(walk):
    return _kept(walk) | {"right_for": KeptTranslations.objects.get().after}


def _a_term(walk):
    write_term(
        community_id=walk.story.house.movement.id,
        language="de",
        term="answer",
        said="Antwort",
        note="",
        by=OPERATOR,
        now=walk.story.now,
    )


def _the_term(_walk):
    return {"term_id": GlossaryTerm.objects.get().id}


def _a_talk(walk):
    talking.say(
        community_id=walk.story.house.movement.id,
        provision_id="respect",
        kind=TalkKind.QUESTION,
        language="en",
        text="Here too?",
        by=as_actor(PersonFactory()),
        now=walk.story.now,
    )


def _the_talk(_walk):
    return {"talk_id": Talk.objects.get().id}
