"""The road of a case, stop by stop, and the operations that somebody entitled reaches at each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client
from django.utils import timezone

from comity.access.models import Grant
from comity.access.rules import Permission
from comity.cases import actions as cases
from comity.cases import tasks
from comity.cases.models import Delivery
from comity.cases.queries import respondent_view
from comity.codes import actions as codes
from comity.codes.models import CodeVersion
from comity.measures import tasks as measures
from comity.measures.models import Measure
from comity.reports import actions as reports
from tests.factories.cases import PARTIAL
from tests.factories.codes import MEANS, OPERATOR, draft, local
from tests.factories.people import PersonFactory
from tests.skins.operations import ALLEGATION, APPEAL, OPERATIONS, TEXT, VISIT, WHY
from tests.skins.road_codes import ways_to_codes
from tests.skins.road_others import ways_to_charters, ways_to_oneself
from tests.skins.road_wikis import ways_to_wikis
from tests.skins.situation import FILE, reported
from tests.web.serving import at_browser, confirm


class Walk:
    """Everybody on the road, and what they have met."""

    def __init__(self, paper):
        self.paper = paper
        self.story, self.reporter = reported(paper)
        self.file = ""

    @property
    def one(self):
        """Give whoever comes first in the seats of now."""
        seats = ("seated", "invited", "alternate")
        instance = "appeal" if self.story.state == "under_appeal" else "first"
        return next(
            people[0] for seat in seats if (people := self.story.people(seat, instance=instance))
        )

    def as_one(self):
        return self.story.with_(self.one)

    def votes(self):
        return {"choices": dict.fromkeys(self.story.questions(self.one), "for")}

    def member(self):
        return at_browser(self.one, self.story.keyring(self.one))

    def with_report(self):
        return Client(headers={"Comity-Receipt": self.reporter})

    def with_particulars(self):
        return Client(headers={"Comity-Receipt": self.story.shown})

    def author(self):
        person = PersonFactory()
        for place in (self.story.house.movement, self.story.house.project):
            for permission in (Permission.CODE_EDIT, Permission.CODE_PUT_IN_FORCE):
                Grant.objects.create(person_id=person.id, permission=permission, on=place.id)
        client = at_browser(person)
        confirm(client)
        return client


def _nothing(_walk):
    return {}


@dataclass(frozen=True)
class Way:
    """How somebody entitled reaches an operation.

    Attributes:
        stop: how far the case has come.
        who: who calls.
        at: what stands in the gaps of the address.
        typed: what is sent.
        before: what is done first.
    """

    stop: str
    who: Callable[[Walk], Client]
    at: Callable[[Walk], dict] = _nothing
    typed: Callable[[Walk], dict] = _nothing
    before: Callable[[Walk], object] = _nothing


def _take(walk):
    cases.take(**walk.as_one())


def _accept(walk):
    cases.accept(severity=3, **walk.as_one())


def _seat(walk):
    for person in walk.story.people("invited"):
        cases.declare(conflicts=(), **walk.story.with_(person))


def _inquire(walk):
    cases.open_inquiry(**walk.as_one())
    walk.file = cases.add_evidence(text="", files=[FILE], **walk.as_one())


def _allege(walk):
    walk.story.allege()


def _serve(walk):
    cases.serve(note="", **walk.as_one())
    tasks.deliver_notice(walk.story.case_id, walk.story.now)


def _prove(walk):
    walk.story.prove()


def _answer(walk):
    cases.answer(
        receipt=walk.story.respondent, text="I was upset.", files=[FILE], now=walk.story.now
    )


def _deliberate(walk):
    cases.close_hearing(**walk.as_one())


def _vote(walk):
    walk.story.vote("for")


def _conclude(walk):
    cases.conclude_findings(**walk.as_one())


def _propose(walk):
    cases.propose_measure(terms=PARTIAL, reason="so that others can work.", **walk.as_one())
    _vote(walk)


def _decide(walk):
    cases.decide(**walk.as_one())
    walk.story.run_measures()


def _appeal(walk):
    walk.story.appeal(walk.story.respondent)


def _judge(walk):
    cases.propose_outcome(outcome="uphold", reason="It was sound.", **walk.as_one())
    walk.story.vote("for", walk.story.judges)


STOPS = {
    "received": _nothing,
    "triage": _take,
    "seating": _accept,
    "seated": _seat,
    "inquiry": _inquire,
    "alleged": _allege,
    "served": _serve,
    "hearing": _prove,
    "answered": _answer,
    "deliberation": _deliberate,
    "voted": _vote,
    "measures": _conclude,
    "proposed": _propose,
    "decided": _decide,
    "under appeal": _appeal,
    "judged": _judge,
}
"""How the road goes on to each stop from the one before."""


def _declined(walk):
    first, second, *_more = walk.story.people("alternate")
    cases.propose_decline(reason="It is not ours.", **walk.story.with_(first))
    cases.decline(reason="It is not ours.", **walk.story.with_(second))


def _proposed_to_decline(walk):
    second = walk.story.people("alternate")[1]
    cases.propose_decline(reason="It is not ours.", **walk.story.with_(second))


def _withdrawn(walk):
    story = walk.story
    report = reports.withdraw(receipt=story.receipt, reason="", now=story.now)
    tasks.withdraw_case(report.id, story.now)


def _refused_by_the_wiki(walk):
    walk.paper.pages.clear()
    cases.decide(**walk.as_one())
    measures.execute(Measure.objects.get().id, walk.story.now)


def _same(**typed):
    return lambda _walk: typed


def _case(walk):
    return {"case_id": walk.story.case_id}


def _move(stop, typed=_nothing, before=_nothing):
    return Way(stop, Walk.member, _case, typed, before)


def _public(at=_nothing, typed=_nothing):
    return Way("received", lambda _walk: Client(), at, typed)


def _movement(walk):
    return {"slug": walk.story.house.movement.slug}


def _a_draft(walk):
    draft(local(), community=walk.story.house.project)


def _a_frozen_draft(walk):
    _a_draft(walk)
    codes.freeze(version_id=_the_draft(walk)["version_id"], by=OPERATOR, now=walk.story.now)


def _the_draft(walk):
    project = walk.story.house.project
    return {"version_id": CodeVersion.objects.get(code__community=project).id}


def _writing(before, typed=_nothing):
    return Way("received", Walk.author, _the_draft, typed, before)


def _version(walk):
    movement = walk.story.house.movement
    return {"version_id": CodeVersion.objects.get(code__community=movement).id}


def _as_json(walk):
    return _version(walk) | {"format_name": "json"}


def _twice(walk):
    version = _version(walk)["version_id"]
    return {"before": version, "later": version}


def _file(walk):
    return {"item_id": walk.file, "number": 0}


def _challenge(walk):
    wiki = Delivery.objects.get().wiki_id
    return {"wiki": wiki, "account": walk.story.user.name, "visit": VISIT}


def _proof(walk):
    started = cases.start_challenge(
        wiki_id=Delivery.objects.get().wiki_id,
        account_name=walk.story.user.name,
        way="edit",
        visit=VISIT,
        now=timezone.now(),
    )
    walk.paper.edit(walk.story.user, started.summary, at=timezone.now())
    return {"token": started.token, "visit": VISIT}


def _place(walk):
    return {"community": walk.story.house.project.id}


def _report(walk):
    return _place(walk) | {"what": "It hurt."}


def _reported_file(walk):
    sent = {"receipt": walk.story.receipt, "text": "", "files": [FILE], "now": walk.story.now}
    walk.file = reports.reply(**sent)


def _signing(walk):
    movement = walk.story.house.movement
    version = _version(walk)["version_id"]
    return {"community": movement.id, "version": version, "language": "en"}


def _allegation(walk):
    account = {"provider": "wiki", "subject": str(walk.story.user.number), "name": "Ferron"}
    return ALLEGATION | {"account": account}


def _answered_file(walk):
    _answer(walk)
    items = respondent_view(walk.story.respondent, now=walk.story.now).items
    walk.file = next(item.id for item in items if item.files)


WHOLE_CODE = OPERATIONS["POST /codes/{slug}/versions"].typed
TRANSLATION = {"title": "الجواب", "text": "لكل بلاغ جواب."}
TERMS = {"level": 4, "kind": "partial_block", "days": 7, "pages": ["Lantern"]}
REPORTER, RESPONDENT, AUTHOR = Walk.with_report, Walk.with_particulars, Walk.author

WAYS = {
    "GET /bodies": _public(),
    "GET /bodies/{slug}": _public(lambda walk: {"slug": walk.story.house.local.body.slug}),
    "GET /cases": Way("received", Walk.member),
    "GET /cases/{case_id}": _move("received"),
    "GET /cases/{case_id}/files/{item_id}/{number}": Way(
        "alleged", Walk.member, lambda walk: _case(walk) | _file(walk)
    ),
    "POST /cases/{case_id}/taking": _move("received"),
    "POST /cases/{case_id}/decline-proposal": _move("triage", _same(**WHY)),
    "POST /cases/{case_id}/decline": _move("triage", _same(**WHY), _proposed_to_decline),
    "POST /cases/{case_id}/acceptance": _move("triage", _same(severity=3)),
    "POST /cases/{case_id}/resumption": _move("triage", _same(**WHY), _withdrawn),
    "POST /cases/{case_id}/conflicts": _move("seating", _same(conflicts=[])),
    "POST /cases/{case_id}/recusal": _move("seated", _same(conflicts=[])),
    "POST /cases/{case_id}/inquiry": _move("seated"),
    "POST /cases/{case_id}/evidence": _move("inquiry", _same(**TEXT)),
    "POST /cases/{case_id}/allegations": _move("inquiry", _allegation),
    "POST /cases/{case_id}/service": _move("alleged", _same(note="")),
    "POST /cases/{case_id}/extension": _move("hearing"),
    "POST /cases/{case_id}/deliberation": _move("answered"),
    "POST /cases/{case_id}/votes": _move("deliberation", Walk.votes),
    "POST /cases/{case_id}/findings": _move("voted"),
    "POST /cases/{case_id}/proposals": _move("measures", _same(terms=TERMS, **WHY)),
    "POST /cases/{case_id}/decision": _move("proposed"),
    "POST /cases/{case_id}/outcomes": _move("under appeal", _same(outcome="overturn", **WHY)),
    "POST /cases/{case_id}/appeal-decision": _move("judged"),
    "POST /cases/{case_id}/messages": _move("inquiry", _same(to="panel", **TEXT)),
    "POST /cases/{case_id}/measures/{measure_id}/retry": Way(
        "proposed",
        Walk.member,
        lambda walk: _case(walk) | {"measure_id": Measure.objects.get().id},
        before=_refused_by_the_wiki,
    ),
    "GET /codes/versions/{version_id}": _public(_version),
    "GET /codes/versions/{version_id}/findings": _writing(_a_draft),
    "GET /codes/versions/{before}/changes/{later}": _public(_twice),
    "GET /codes/versions/{before}/summary/{later}": _public(_twice),
    "GET /codes/versions/{version_id}/file/{format_name}": _public(_as_json),
    "POST /codes/versions/{version_id}/freeze": _writing(_a_draft, _same(**MEANS)),
    "POST /codes/versions/{version_id}/put-in-force": _writing(_a_frozen_draft),
    "PUT /codes/versions/{version_id}/provisions/{provision_id}/{language}": Way(
        "received",
        AUTHOR,
        lambda walk: _the_draft(walk) | {"provision_id": "answer", "language": "ar"},
        _same(**TRANSLATION),
        _a_draft,
    ),
    "GET /codes/{slug}": _public(_movement),
    "GET /codes/{slug}/versions": _public(_movement),
    "POST /codes/{slug}/versions": Way("received", AUTHOR, _movement, _same(**WHOLE_CODE)),
    "GET /communities": _public(),
    "GET /communities/{slug}": _public(_movement),
    "GET /communities/{slug}/handlers": _public(_movement, _same(subject="harassment", severity=3)),
    "GET /measures/guideline": _public(),
    "GET /search": _public(typed=_same(q="respect")),
    "POST /messages/challenges": Way("served", lambda _walk: Client(), typed=_challenge),
    "POST /messages/proofs": Way("served", lambda _walk: Client(), typed=_proof),
    "GET /messages": Way("hearing", RESPONDENT),
    "POST /messages": Way("hearing", RESPONDENT, typed=_same(**TEXT)),
    "GET /messages/files/{item_id}/{number}": Way(
        "hearing", RESPONDENT, _file, before=_answered_file
    ),
    "POST /messages/appeal": Way("decided", RESPONDENT, typed=_same(**APPEAL)),
    "POST /messages/support": Way("hearing", RESPONDENT, typed=_same(**TEXT)),
    "GET /report/case": Way("received", REPORTER),
    "POST /report/appeal": Way("decided", REPORTER, typed=_same(**APPEAL)),
    "POST /report/review": Way("triage", REPORTER, typed=_same(**WHY), before=_declined),
    "GET /audience": _public(typed=_place),
    "POST /audience": _public(typed=_place),
    "POST /reports": _public(typed=_report),
    "GET /report": Way("received", REPORTER),
    "POST /report": Way("received", REPORTER, typed=_same(**TEXT)),
    "GET /report/files/{item_id}/{number}": Way("received", REPORTER, _file, before=_reported_file),
    "POST /report/withdrawal": Way("received", REPORTER),
    "GET /signups/{account}": _public(_same(account="wiki:1")),
    "GET /signups": Way("received", AUTHOR),
    "POST /signups": Way("received", AUTHOR, typed=_signing),
    **ways_to_codes(Way, AUTHOR),
    **ways_to_charters(Way),
    **ways_to_oneself(Way, AUTHOR),
    **ways_to_wikis(Way),
}
"""For every operation, a way on which somebody entitled gets what they ask for."""
