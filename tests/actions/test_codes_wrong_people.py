"""Every action on a code, tried by who may do the same next door, who may nothing, or too late."""

from functools import partial

import pytest
from django.db import transaction

from comity.access.rules import Permission
from comity.codes import actions
from comity.codes.actions.advice import ask_advice
from comity.codes.actions.glossary import approve_term, remove_term, write_term
from comity.codes.actions.importing import Wish, begin_import, discard_import, write_import
from comity.codes.actions.keeping import keep_translations, stop_keeping_translations
from comity.codes.actions.reviewers import dismiss_reviewer, name_reviewer
from comity.codes.actions.reviews import judge_words, leave_review, take_review
from comity.codes.actions.talking import TalkKind, hide, say, take_back
from comity.codes.actions.translating import review
from comity.codes.actions.translators import allow_translator, dismiss_translator
from comity.codes.errors import CodeVersionFrozen, CodeVersionNotFrozen
from comity.codes.errors.floor import ReviewNotTaken
from comity.codes.errors.talk import NotYourTalk
from comity.codes.models import WordsReview
from comity.codes.rules.documents import Text, TextState, Written
from comity.codes.rules.drafts import fingerprint
from comity.codes.rules.imports import File, Form
from comity.codes.rules.moves import Move
from comity.codes.rules.policies import Relation
from comity.codes.rules.provisions import Provision
from comity.codes.rules.review import Verdict
from comity.codes.rules.sources import source_hash
from comity.kernel.errors import DomainError, NotFound, NotPermitted
from comity.record.models import Line
from tests.factories.codes import (
    EFFECTS,
    KINDNESS,
    OPERATOR,
    answer_in,
    draft,
    in_force,
    local,
    universal,
)
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody

pytestmark = pytest.mark.django_db
SPIRIT = Written(
    Provision("spirit"), {"en": Text("In good spirit", "Some insults are fine among friends.")}
)
CODES = [one for one in Permission if one.startswith("code:")]
SEEN = fingerprint(answer_in(2), "en")


class Place:
    """A community with a code in force, one that is frozen, a draft, and all that hangs on them."""

    def __init__(self):
        self.movement = MovementFactory()
        in_force(universal(), community=self.movement)
        self.here = CommunityFactory(parent=self.movement)
        self.binding = in_force(local(answer_in(2)), community=self.here)
        self.frozen = draft(local(SPIRIT), community=self.here)
        actions.freeze(version_id=self.frozen.id, effects=EFFECTS, by=OPERATOR, now=NOW)
        self.draft = draft(local(answer_in(2), KINDNESS), community=self.here)
        self.edition = actions.publish_edition(version_id=self.draft.id, by=OPERATOR, now=NOW)
        self.review = WordsReview.objects.get(code=self.binding.code_id, key="spirit")
        files = [File("code.md", "# Ours\n\n## Answer\n\nWe answer.\n", Form.MARKDOWN)]
        self.bring = partial(begin_import, community_id=self.here.id, files=files, wish=Wish())
        self.brought = self.bring(by=OPERATOR, now=NOW)
        self.policy = self.add_policy(by=OPERATOR, now=NOW)
        self.term = self.write_term(by=OPERATOR, now=NOW)
        self.author = as_actor(PersonFactory())
        self.talk = self.say(by=self.author, now=NOW)
        self.french(by=OPERATOR, now=NOW)

    @property
    def add_policy(self):
        return partial(
            actions.add_policy,
            community_id=self.here.id,
            title="Policy",
            address="",
            language="en",
            licence="",
            text="## Kind\n\nBe kind.\n",
        )

    @property
    def write_term(self):
        words = {"term": "insult", "said": "insulte", "note": ""}
        return partial(write_term, community_id=self.here.id, language="fr", **words)

    @property
    def say(self):
        return partial(
            say,
            community_id=self.here.id,
            provision_id="answer",
            kind=TalkKind.QUESTION,
            language="en",
            text="Why two days?",
        )

    @property
    def french(self):
        return partial(
            actions.translate,
            version_id=self.draft.id,
            provision_id="answer",
            language="fr",
            text=Text("Réponse", "Une réponse vient."),
            state=TextState.DRAFT,
        )

    def editing(self, version):
        """List what changes one version, by name."""
        edit = {"version_id": version.id}
        return {
            "add": partial(actions.add_provision, **edit, written=SPIRIT),
            "change": partial(actions.change_provision, **edit, written=answer_in(1), seen=SEEN),
            "remove": partial(actions.remove_provision, **edit, provision_id="answer", seen=SEEN),
            "move": partial(actions.move_provision, **edit, provision_id="answer", up=False),
            "bring back": partial(
                actions.bring_back_provision,
                **edit,
                provision_id="answer",
                edition_id=self.edition.id,
            ),
            "describe": partial(
                actions.describe_draft, **edit, title="Mine", summary="", licence=""
            ),
            "explain": partial(
                actions.explain_name, **edit, axis="behaviours", name="a", called="a", parent=""
            ),
            "forget": partial(actions.forget_name, **edit, axis="parameters", name="days"),
            "publish": partial(actions.publish_edition, **edit),
            "discard": partial(actions.discard_draft, **edit),
            "freeze": partial(actions.freeze, **edit, effects=EFFECTS),
        }

    def everything(self):
        """List every action that asks for a permission here, by name."""
        here, person = self.here.id, PersonFactory().username
        wish = {"version_id": self.draft.id, "provision_id": "answer"}
        was = source_hash("en", answer_in(2).texts["en"])
        reason = "They say the same."
        return self.editing(self.draft) | {
            "put in force": partial(actions.put_in_force, version_id=self.frozen.id),
            "write": partial(actions.write_draft, community_id=here, document=local()),
            "start": partial(
                actions.start_draft, community_id=here, template="", title="", language="en"
            ),
            "add policy": self.add_policy,
            "map policy": partial(
                actions.map_provision,
                policy_id=self.policy.id,
                provision_id="answer",
                relation=Relation.EQUAL,
                part=1,
                note="",
            ),
            "remove policy": partial(actions.remove_policy, policy_id=self.policy.id),
            "bring": self.bring,
            "write import": partial(write_import, import_id=self.brought.id),
            "discard import": lambda by, **_: discard_import(import_id=self.brought.id, by=by),
            "translate": self.french,
            "ask for review": partial(
                review, **wish, language="fr", move=Move.ASK_REVIEW, reason=""
            ),
            "keep": partial(keep_translations, **wish, before=was, reason=reason),
            "stop keeping": partial(
                stop_keeping_translations, **wish, before=was, after=was, reason=reason
            ),
            "write term": self.write_term,
            "approve term": partial(approve_term, term_id=self.term.id),
            "remove term": partial(remove_term, term_id=self.term.id),
            "hide": partial(hide, talk_id=self.talk.id, reason="Rude."),
            "ask": partial(ask_advice, edition_id=self.edition.id, question="Well?", language="en"),
            "take": partial(take_review, review_id=self.review.id),
            "name reviewer": partial(name_reviewer, community_id=here, username=person),
            "dismiss reviewer": partial(dismiss_reviewer, community_id=here, username=person),
            "allow translator": partial(allow_translator, community_id=here, username=person),
            "dismiss translator": partial(dismiss_translator, community_id=here, username=person),
        }


@pytest.fixture
def place():
    return Place()


@pytest.mark.parametrize("where", ["nowhere", "next door", "below", "elsewhere above"])
def test_who_may_do_all_of_it_elsewhere_does_nothing_here(place, where):
    beside = CommunityFactory(parent=place.movement)
    by = {
        "nowhere": PersonFactory,
        "next door": lambda: somebody(*CODES, on=beside),
        "below": lambda: somebody(*CODES, on=CommunityFactory(parent=place.here)),
        "elsewhere above": lambda: somebody(*CODES, on=CommunityFactory(parent=beside)),
    }[where]()
    before = Line.objects.count()
    for act in place.everything().values():
        with pytest.raises((NotPermitted, NotFound)):
            act(by=as_actor(by), now=NOW)
    assert Line.objects.count() == before


def test_whoever_may_do_it_here_is_let_through(place):
    by = as_actor(somebody(*CODES, on=place.here))
    kept_out = set()
    for name, act in place.everything().items():
        with transaction.atomic():
            try:
                act(by=by, now=NOW)
            except (NotPermitted, NotFound):
                kept_out.add(name)
            except DomainError:
                pass  # it is refused for what it asks, and not for who asks
            transaction.set_rollback(True)
    assert kept_out == set()


@pytest.mark.parametrize("state", ["frozen", "binding"])
def test_who_may_do_all_of_it_changes_no_version_that_froze(place, state):
    version, by = getattr(place, state), as_actor(somebody(*CODES, on=place.here))
    for name, act in place.editing(version).items():
        with pytest.raises(CodeVersionFrozen):
            act(by=by, now=NOW)
        assert name
    for other in (place.draft, place.binding):
        with pytest.raises(CodeVersionNotFrozen):
            actions.put_in_force(version_id=other.id, by=by, now=NOW)


def test_what_is_somebodys_own_is_for_nobody_else(place):
    by = as_actor(somebody(*CODES, on=place.movement))
    with pytest.raises(NotYourTalk):
        take_back(talk_id=place.talk.id, by=by, now=NOW)
    with pytest.raises(ReviewNotTaken):
        leave_review(review_id=place.review.id, by=by, now=NOW)
    with pytest.raises(ReviewNotTaken):
        judge_words(review_id=place.review.id, verdict=Verdict.AT, reason="Fine.", by=by, now=NOW)
