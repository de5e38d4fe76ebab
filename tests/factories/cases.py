"""A case to test with: a small movement, a wiki of paper, and everybody on their way through it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from comity.bodies.rules import Stage
from comity.cases import actions, tasks
from comity.cases.actions import AllegationInput
from comity.cases.models import Case, CaseReport, CaseSeat, Delivery
from comity.cases.queries import hold
from comity.cases.rules.questions import MeasureTerms
from comity.codes.models import Code, CodeVersion, Provision, ProvisionText
from comity.kernel.receipts import parse_receipt
from comity.measures import tasks as measure_tasks
from comity.measures.models import Measure
from comity.measures.rules import State as MeasureState
from comity.people.rules import WIKI, AccountRef
from comity.reports.rules import Mention
from comity.vault.queries import person_tag
from comity.vault.rules import Keyring, ReceiptKeys
from tests.factories.people import NOW, as_actor
from tests.factories.reports import House, Panel, house, panel, send
from tests.factories.wikis import WikiFactory
from tests.wiki.paper import PaperUser, PaperWiki

PARTIAL = MeasureTerms(level=4, kind="partial_block", days=7, pages=("Lantern",))
WEEK = timedelta(days=7)


def code_in_force(community, *, keys=("respect",)):
    """Put a code with these provisions in force."""
    code = Code.objects.create(community=community, slug="code")
    version = CodeVersion.objects.create(
        code=code,
        number=3,
        level="universal",
        title={"en": "The Lantern code"},
        source_language="en",
    )
    for place, key in enumerate(keys, start=1):
        provision = Provision.objects.create(
            version=version,
            key=key,
            place=place,
            kind="expected",
            modality="must",
            behaviours=["civility"],
            actors=["everyone"],
            spaces=["everywhere"],
        )
        ProvisionText.objects.create(
            provision=provision, language="en", body=f"Mind {key}.", state="source"
        )
    for change in (
        {"state": "frozen", "content_hash": "0" * 64},
        {"state": "in_force", "in_force_since": NOW},
    ):
        CodeVersion.objects.filter(id=version.id).update(**change)
    return version


@dataclass
class Story:
    """A case and everybody in it. Each step brings it one state further."""

    paper: PaperWiki
    house: House
    appeals: Panel
    user: PaperUser
    receipt: ReceiptKeys
    case_id: str
    now: datetime = NOW
    respondent: ReceiptKeys | None = field(default=None)

    @property
    def case(self) -> Case:
        """The row as it is now."""
        return Case.objects.get(id=self.case_id)

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.case.state

    @property
    def account(self) -> AccountRef:
        """Whose conduct it is about."""
        return AccountRef(WIKI, str(self.user.number), self.user.name)

    def keyring(self, person) -> Keyring:
        """Find somebody's unlocked keys."""
        rows = (self.house.local, self.house.top, self.appeals)
        return next(
            one for row in rows for one in row.keyrings if one and one.person_id == person.id
        )

    def with_(self, person):
        """Act as a member: what every action of a member asks for."""
        return {
            "case_id": self.case_id,
            "keyring": self.keyring(person),
            "by": as_actor(person),
            "now": self.now,
        }

    def people(self, *seats, instance="first"):
        """Find the people who hold seats of this kind."""
        rows = (self.house.local, self.house.top, self.appeals)
        held = CaseSeat.objects.filter(
            case=self.case_id, seat__in=seats, instance=instance, past=False
        )
        tags = list(held.order_by("rank").values_list("member_tag", flat=True))
        everybody = [person for row in rows for person in row.people]
        return [person for tag in tags for person in everybody if person_tag(person.id) == tag]

    @property
    def members(self):
        """The seated members of the first panel."""
        return self.people("seated")

    @property
    def judges(self):
        """The seated members of the appeal panel."""
        return self.people("seated", instance="appeal")

    def passes(self, days):
        """Let time pass, and the clock do its work."""
        self.now += timedelta(days=days)
        measure_tasks.expire(self.now)
        tasks.watch(self.now)

    def taken(self):
        actions.take(**self.with_(self.people("alternate")[0]))
        return self

    def accepted(self):
        self.taken()
        actions.accept(severity=3, **self.with_(self.people("alternate")[0]))
        return self

    def seated(self):
        self.accepted()
        for person in self.people("invited"):
            actions.declare(conflicts=(), **self.with_(person))
        return self

    def inquired(self):
        self.seated()
        actions.open_inquiry(**self.with_(self.members[0]))
        return self

    def alleged(self, **change):
        self.inquired()
        self.allege(**change)
        return self

    def allege(self, **change):
        """State one allegation."""
        said = {
            "account": self.account,
            "provision": "respect",
            "what": "called another editor names.",
            "where": "the talk page of Lantern",
            "when": "on 1 March",
            "harm": 2,
            "intent": "knowing",
        }
        return actions.state_allegation(
            allegation=AllegationInput(**(said | change)), **self.with_(self.members[0])
        )

    def served(self):
        self.alleged()
        actions.serve(note="Take your time.", **self.with_(self.members[0]))
        return self

    def delivered(self):
        self.served()
        tasks.deliver_notice(self.case_id, self.now)
        return self

    def proven(self):
        self.delivered()
        self.prove()
        return self

    def prove(self):
        """Let the respondent prove their account by an edit."""
        delivery = Delivery.objects.get(case=self.case_id)
        started = actions.start_challenge(
            wiki_id=delivery.wiki_id,
            account_name=self.user.name,
            way="edit",
            visit="a visit",
            now=self.now,
        )
        self.paper.edit(self.user, started.summary, at=self.now)
        (text,) = actions.prove(token=started.token, visit="a visit", now=self.now)
        self.respondent = ReceiptKeys.of(parse_receipt(text))

    def answered(self):
        self.proven()
        actions.answer(receipt=self.respondent, text="I was upset.", now=self.now)
        return self

    def deliberating(self):
        self.answered()
        actions.close_hearing(**self.with_(self.members[0]))
        return self

    def questions(self, person):
        """List what somebody has to vote on."""
        asked = self.with_(person)
        held = hold(self.case_id, by=asked["by"], keyring=asked["keyring"], now=self.now)
        return [view.question.id for view in held.questions]

    def vote(self, choice, people=None):
        """Let everybody vote the same on everything."""
        for person in people or self.members:
            said = dict.fromkeys(self.questions(person), choice)
            actions.vote(choices=said, **self.with_(person))

    def found(self):
        self.deliberating()
        self.vote("for")
        actions.conclude_findings(**self.with_(self.members[0]))
        return self

    def proposed(self, terms=PARTIAL, **change):
        self.found()
        actions.propose_measure(
            terms=terms, reason="so that others can work.", **change, **self.with_(self.members[0])
        )
        return self

    def decided(self, terms=PARTIAL, **change):
        self.proposed(terms, **change)
        self.vote("for")
        actions.decide(**self.with_(self.members[0]))
        self.run_measures()
        return self

    def run_measures(self):
        """Carry out and take back whatever waits."""
        for measure in Measure.objects.filter(state=MeasureState.LIFTING):
            measure_tasks.take_back(measure.id, self.now)
        for measure in Measure.objects.filter(state=MeasureState.TO_EXECUTE):
            measure_tasks.execute(measure.id, self.now)

    def appealed(self, receipt=None):
        self.decided()
        self.appeal(receipt or self.respondent)
        return self

    def appeal(self, receipt):
        """Appeal, and seat the appeal panel."""
        actions.appeal(receipt=receipt, grounds=["hearing"], text="Not so.", now=self.now)
        for person in self.people("invited", instance="appeal"):
            actions.declare(conflicts=(), **self.with_(person))

    def judged(self, outcome, **change):
        self.appealed()
        self.judge(outcome, **change)
        return self

    def judge(self, outcome, **change):
        """Let the appeal panel agree on an outcome."""
        judge = self.judges[0]
        actions.propose_outcome(
            outcome=outcome, reason="The evidence was weak.", **change, **self.with_(judge)
        )
        self.vote("for", self.judges)
        actions.decide_appeal(**self.with_(judge))
        self.run_measures()


LOCAL = ("Amal", "Bo", "Chidi", "Dana")


def story(paper, *, emailable=False, local=LOCAL, **answers) -> Story:
    """Send a report about somebody on the paper wiki, and open its case."""
    built = house(local=local)
    appeals = panel(built.movement, "Hana", "Ife", "Jun", stage=Stage.APPEAL)
    code_in_force(built.movement)
    WikiFactory(community=built.movement, api_url=paper.api_url)
    paper.page("Lantern")
    user = paper.user("Ferron", emailable=emailable)
    account = AccountRef(WIKI, str(user.number), user.name)
    sent = send(built.project, accounts=(Mention(user.name, (account,)),), **answers)
    tasks.open_case(sent.report.id, NOW)
    case_id = CaseReport.objects.get(report_id=sent.report.id).case_id
    return Story(paper, built, appeals, user, sent.receipt, case_id)
