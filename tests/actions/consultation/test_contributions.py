"""Contributing, changing and taking back, by every way in."""

from datetime import timedelta

import pytest

from comity.codes import actions as codes
from comity.consultation.actions import consultations, contributions, rounds, taking_part
from comity.consultation.actions.own import forget
from comity.consultation.errors.contributions import (
    ChannelWrong,
    ConsentMissing,
    ContingentUsed,
    ContributionEmpty,
    ContributionLanguageWrong,
    ContributionNotReadable,
    ContributionTooLong,
    ContributionWithdrawn,
    FormSentBefore,
    NameWithoutAccount,
    ProvisionUnknown,
    QuoteNotThere,
    TooManyAnchors,
    TooManyNewcomers,
)
from comity.consultation.errors.rounds import ConsultationOver, RoundNotOpen
from comity.consultation.models import Contribution, Disposition, Participant
from comity.consultation.queries import contributions as queries
from comity.consultation.queries import rounds as rounds_query
from comity.consultation.queries.taking_part import part_of
from comity.consultation.rules.dispositions import Decision
from comity.consultation.rules.kinds import Channel, RoundKind
from comity.kernel.actors import SYSTEM, Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from tests.factories import codes as code_factory
from tests.factories import consultations as make
from tests.factories.communities import CommunityFactory
from tests.factories.people import NOW, TODAY, PersonFactory, as_actor

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)


def test_anybody_signed_in_contributes_in_any_language():
    round_ = make.opened()
    said = make.contributed(round_, text="عند النهر.", language="ar")
    assert (said.text, said.language, said.place, said.channel) == (
        "عند النهر.",
        "ar",
        1,
        Channel.WEB,
    )
    assert queries.contributions(round_.id) == [said]


def test_nobody_is_refused_for_having_been_blocked_or_having_left():
    round_ = make.opened()
    gone = PersonFactory(is_active=False, erase_on=TODAY)
    assert make.contributed(round_, by=as_actor(gone)).text


def test_somebody_without_an_account_contributes_with_a_receipt_and_comes_back():
    round_ = make.opened()
    by = make.receipt_holder()
    first = make.contributed(round_, by=by)
    second = make.contributed(round_, by=by)
    assert first.participant == second.participant
    assert {one.id for one in queries.own(by, round_.consultation_id)[1]} == {first.id, second.id}


@pytest.mark.parametrize(
    "by", [SYSTEM, Actor(ActorKind.OPERATOR, "setup"), Actor(ActorKind.RECEIPT_HOLDER, "")]
)
def test_whoever_cannot_speak_for_themselves_is_refused(by):
    with pytest.raises(NotPermitted):
        make.contributed(make.opened(), by=by)


def test_there_is_a_limit_a_day_and_it_is_named():
    round_ = make.opened(make.consultation(contingent=2))
    by = as_actor(PersonFactory())
    for _each in range(2):
        make.contributed(round_, by=by)
    with pytest.raises(ContingentUsed) as refusal:
        make.contributed(round_, by=by)
    assert refusal.value.detail == {"most": 2}
    assert make.contributed(round_, by=by, now=TOMORROW)
    assert make.contributed(round_)


def test_what_was_withdrawn_counts_for_its_day():
    round_ = make.opened(make.consultation(contingent=1))
    by = as_actor(PersonFactory())
    said = make.contributed(round_, by=by)
    contributions.withdraw(contribution_id=said.id, by=by, now=NOW)
    with pytest.raises(ContingentUsed):
        make.contributed(round_, by=by)


def test_ten_thousand_contributions_by_one_person_are_told_a_page_at_a_time(
    django_assert_max_num_queries,
):
    round_ = make.opened(make.consultation(contingent=20_000))
    by = as_actor(PersonFactory())
    said = make.contributed(round_, by=by)
    Contribution.objects.bulk_create(
        Contribution(
            round_id=round_.id,
            participant_id=said.participant.id,
            place=place,
            channel=Channel.API,
            language="en",
            text="Again.",
            made_on=TODAY,
        )
        for place in range(2, 10_001)
    )
    with django_assert_max_num_queries(6):
        _part, page = queries.own(by, round_.consultation_id)
    assert len(page) == queries.PAGE
    with django_assert_max_num_queries(4):
        assert len(queries.contributions(round_.id, after=9_990)) == 10
    assert make.contributed(round_, by=by).place == 10_001


def test_nobody_is_connected_from_one_consultation_to_another():
    person = PersonFactory(display_name="Noor Quill")
    first, second = (make.contributed(make.opened(), by=as_actor(person)) for _each in range(2))
    assert first.participant.id != second.participant.id
    assert first.participant.code_name != second.participant.code_name
    assert (first.participant.name, second.participant.name) == ("", "")


def test_a_name_is_chosen_for_one_consultation_and_taken_back():
    person = PersonFactory(display_name="Noor Quill")
    round_, by = make.opened(), as_actor(person)
    said = make.contributed(round_, by=by)
    elsewhere = make.contributed(make.opened(), by=by)
    for shows_name, shown in ((True, "Noor Quill"), (False, "")):
        taking_part.choose_shown(
            consultation_id=round_.consultation_id,
            shows_name=shows_name,
            wants_letters=False,
            by=by,
            now=NOW,
        )
        assert queries.contribution(said.id).participant.name == shown
    assert queries.contribution(elsewhere.id).participant.name == ""


def test_whoever_holds_a_receipt_has_no_name_and_gets_no_letters():
    round_, by = make.opened(), make.receipt_holder()
    make.contributed(round_, by=by)
    for chosen in ({"shows_name": True}, {"wants_letters": True}):
        with pytest.raises(NameWithoutAccount):
            taking_part.choose_shown(
                consultation_id=round_.consultation_id,
                by=by,
                now=NOW,
                **{"shows_name": False, "wants_letters": False, **chosen},
            )


def test_whoever_was_forgotten_leaves_their_words_and_no_name():
    person = PersonFactory(display_name="Noor Quill")
    round_, by = make.opened(), as_actor(person)
    said = make.contributed(round_, by=by)
    taking_part.choose_shown(
        consultation_id=round_.consultation_id, shows_name=True, wants_letters=True, by=by, now=NOW
    )
    forget(person.id, NOW)
    left = queries.contribution(said.id)
    assert (left.text, left.participant.name) == ("By the river.", "")
    assert part_of(by, round_.consultation_id) is None


def test_very_many_newcomers_without_an_account_wait_and_nobody_else_does(monkeypatch):
    monkeypatch.setattr("comity.consultation.actions.taking_part.MOST_NEWCOMERS", 1)
    round_, known = make.opened(), make.receipt_holder()
    make.contributed(round_, by=known)
    with pytest.raises(TooManyNewcomers):
        make.contributed(round_, by=make.receipt_holder())
    assert make.contributed(round_, by=known)
    assert make.contributed(round_)
    assert make.contributed(round_, by=make.receipt_holder(), now=TOMORROW)
    assert offline(round_)


def offline(round_, **changes):
    found = rounds_of(round_)
    asked = {
        "text": "Near the bus.",
        "language": "sw",
        "channel": Channel.PAPER,
        "consent": "She wrote so.",
        "speaker": make.receipt_holder(),
        "by": make.organiser_of(found),
        "now": NOW,
        **changes,
    }
    return contributions.contribute_for(round_id=round_.id, **asked)


def rounds_of(round_):
    return rounds_query.consultation(round_.consultation_id)


@pytest.mark.parametrize("channel", [one for one in Channel if one.offline])
def test_words_come_in_by_every_offline_way_with_who_wrote_them_down(channel):
    round_, speaker = make.opened(), make.receipt_holder()
    said = offline(round_, channel=channel, speaker=speaker)
    assert said.channel is channel
    assert said.entered_by
    assert queries.consent_of(said.id) == "She wrote so."
    changed = contributions.change(
        contribution_id=said.id, text="By the tram.", language="sw", by=speaker, now=TOMORROW
    )
    assert changed.text == "By the tram."


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"consent": "  "}, ConsentMissing),
        ({"channel": Channel.WEB}, ChannelWrong),
        ({"text": ""}, ContributionEmpty),
    ],
)
def test_what_is_wrong_in_somebody_elses_words_is_named(changes, refusal):
    with pytest.raises(refusal):
        offline(make.opened(), **changes)


def test_only_those_who_run_it_write_down_what_others_said():
    with pytest.raises(NotPermitted):
        offline(make.opened(), by=as_actor(PersonFactory()))
    person = as_actor(PersonFactory())
    with pytest.raises(NotPermitted):
        offline(make.opened(), speaker=person)


def test_how_somebody_agreed_is_forgotten_with_their_words():
    round_ = make.opened()
    speaker = make.receipt_holder()
    said = offline(round_, speaker=speaker)
    contributions.withdraw(contribution_id=said.id, by=speaker, now=NOW)
    assert queries.consent_of(said.id) == ""


def test_whoever_wrote_it_down_cannot_change_it():
    round_ = make.opened()
    by = make.organiser_of(rounds_of(round_))
    said = offline(round_, by=by)
    with pytest.raises(NotPermitted):
        contributions.withdraw(contribution_id=said.id, by=by, now=NOW)


def test_what_it_said_on_earlier_days_stays_until_it_is_withdrawn():
    round_, by = make.opened(), as_actor(PersonFactory())
    said = make.contributed(round_, by=by)
    for text, now in (("Same day.", NOW), ("Next day.", TOMORROW), ("Later that day.", TOMORROW)):
        contributions.change(contribution_id=said.id, text=text, language="en", by=by, now=now)
    assert [one.text for one in queries.earlier(said.id)] == ["Same day."]
    assert queries.contribution(said.id).edited_on == TOMORROW.date()
    contributions.withdraw(contribution_id=said.id, by=by, now=TOMORROW)
    left = queries.contribution(said.id)
    assert (left.text, left.withdrawn, queries.earlier(said.id)) == ("", True, [])


def test_it_is_changed_only_while_the_round_is_open_and_withdrawn_at_any_time():
    round_, by = make.opened(), as_actor(PersonFactory())
    said = make.contributed(round_, by=by)
    rounds.close(round_id=round_.id, by=SYSTEM, now=round_.closes)
    with pytest.raises(RoundNotOpen):
        contributions.change(contribution_id=said.id, text="x", language="en", by=by, now=NOW)
    contributions.withdraw(contribution_id=said.id, by=by, now=NOW)
    for again in (contributions.withdraw, contributions.change):
        words = {"text": "x", "language": "en"} if again is contributions.change else {}
        with pytest.raises(ContributionWithdrawn):
            again(contribution_id=said.id, by=by, now=NOW, **words)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"text": " "}, ContributionEmpty),
        ({"text": "x" * 5_000_000}, ContributionTooLong),
        ({"text": "a\x00"}, ContributionNotReadable),
        ({"language": "the Queen's"}, ContributionLanguageWrong),
        ({"channel": Channel.PAPER}, ChannelWrong),
        ({"about": [contributions.About("nothing")]}, ProvisionUnknown),
        ({"about": [contributions.About(str(n)) for n in range(11)]}, TooManyAnchors),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_kept(changes, refusal):
    round_ = make.opened()
    with pytest.raises(refusal):
        make.contributed(round_, **changes)
    assert not Contribution.objects.exists()
    assert not Participant.objects.exists()


def test_a_quote_is_looked_up_in_the_text_of_the_round():
    community = CommunityFactory()
    draft = code_factory.draft(code_factory.local(code_factory.KINDNESS), community=community)
    edition = codes.publish_edition(version_id=draft.id, by=code_factory.OPERATOR, now=NOW)
    found = make.consultation(community, code_id=edition.code_id)
    round_ = make.opened(found, kind=RoundKind.TEXT, edition_id=edition.id)
    said = make.contributed(round_, about=[contributions.About("kindness", "Insult nobody")])
    [anchor] = said.anchors
    assert (anchor.provision_id, anchor.quote.exact) == ("kindness", "Insult nobody")
    with pytest.raises(QuoteNotThere):
        make.contributed(round_, about=[contributions.About("kindness", "Praise everybody")])
    assert queries.by_provision(round_.id) == {"kindness": 1}


@pytest.mark.parametrize("kind", [RoundKind.PANEL])
def test_a_panel_takes_no_words(kind):
    with pytest.raises(RoundNotOpen):
        make.contributed(make.opened(kind=kind))


def test_a_round_that_is_not_there_is_not_found():
    round_ = make.opened()
    with pytest.raises(NotFound):
        contributions.contribute(
            round_id="nothing", text="x", language="en", by=make.receipt_holder(), now=NOW
        )
    with pytest.raises(RoundNotOpen):
        make.contributed(make.planned())
    assert round_.is_open


def test_nobody_begins_to_take_part_in_what_is_over():
    round_ = make.opened()
    found = rounds_of(round_)
    consultations.cancel(
        consultation_id=found.id, reason="No room.", by=make.organiser_of(found), now=NOW
    )
    with pytest.raises(ConsultationOver):
        taking_part.take_part(consultation_id=found.id, by=as_actor(PersonFactory()), now=NOW)


def test_a_form_that_comes_twice_is_kept_once():
    round_, by = make.opened(), as_actor(PersonFactory())
    first, again = (make.contributed(round_, by=by, once="the same") for _each in range(2))
    assert first == again
    assert queries.count(round_.id) == 1


def test_other_words_in_a_form_that_was_sent_before_are_not_lost():
    round_, by = make.opened(), as_actor(PersonFactory())
    for text in ("By the river.", "By the lake.", "By the river."):
        make.contributed(round_, by=by, text=text, once="a form that somebody went back to")
    assert [one.text for one in queries.contributions(round_.id)] == [
        "By the river.",
        "By the lake.",
    ]


def test_words_of_two_people_do_not_come_in_one_form():
    round_, speaker = make.opened(), make.receipt_holder()
    first, again = (offline(round_, speaker=speaker, once="one form") for _each in range(2))
    assert first == again
    with pytest.raises(FormSentBefore):
        offline(round_, speaker=speaker, once="one form", text="By the lake.")
    assert queries.count(round_.id) == 1


def test_what_waits_for_an_answer_is_listed_alone():
    round_ = make.opened()
    answered, missed, waiting = (make.contributed(round_) for _each in range(3))
    for said, objected_on in ((answered, None), (missed, TODAY)):
        Disposition.objects.create(
            contribution_id=said.id,
            decision=next(iter(Decision)),
            reason={"en": "Yes."},
            decided_on=TODAY,
            objected_on=objected_on,
            objection="No." if objected_on else "",
        )
    found = queries.contributions(round_.id, queries.Wanted(waiting=True))
    assert [one.id for one in found] == [missed.id, waiting.id]
