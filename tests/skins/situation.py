"""One case under appeal with everybody who could want to look at it, each at a browser."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.test import Client

from comity.access.models import Grant
from comity.access.rules import Permission
from comity.cases import actions as cases
from comity.cases import tasks
from comity.cases.models import CaseReport, Delivery
from comity.cases.rules.seating import Hard
from comity.charter.models import CharterVersion
from comity.codes.actions import add_policy, publish_edition, talking
from comity.codes.actions.glossary import write_term
from comity.codes.models import CodeVersion, DraftEdition, GlossaryTerm, Policy, Talk
from comity.codes.rules.talk import TalkKind
from comity.communities.models import Community
from comity.consultation.models import Consultation, Contribution, Round
from comity.kernel.receipts import parse_receipt
from comity.measures.models import Measure
from comity.people.models import Person
from comity.people.rules import WIKI, AccountRef
from comity.record.models import Turn
from comity.reports import actions as reports
from comity.reports.rules import Mention
from comity.vault.rules import File, ReceiptKeys
from comity.web import receipts
from comity.wikis.models import SharedLogin
from comity.wikis.queries import every_wiki
from tests.factories.cases import PARTIAL, Story, code_in_force
from tests.factories.charter import InstallationFactory
from tests.factories.codes import OPERATOR, draft, local
from tests.factories.people import NOW, PersonFactory, as_actor
from tests.factories.reports import house, panel, send
from tests.factories.wikis import SharedLoginFactory, WikiFactory
from tests.skins.answering import position, proposal, proposed
from tests.skins.asking import asked_about, first_statement, statement_round
from tests.skins.consulting import consulted
from tests.skins.measuring import drawn_panel, open_panel, outreach_task, steered, ticket
from tests.web.serving import HOUR, at_browser

FILE = File("letter.txt", "text/plain", b"as it was")
LOCAL = ("Amal", "Bo", "Chidi", "Dana", "Emil", "Fola")
"""The first must not see the report; whoever is drawn first stands aside."""


@dataclass(frozen=True)
class Role:
    """Somebody with an account, with a receipt, or with neither."""

    account: Client | None = None
    receipt: str = ""

    @property
    def browser(self):
        """Give the browser they sit at. A receipt is opened in a new one: pages may forget it."""
        browser = self.account or Client()
        if self.receipt:
            held = HttpResponse()
            receipts.remember(held, parse_receipt(self.receipt))
            browser.cookies = held.cookies
        return browser

    @property
    def program(self):
        """Give what calls the API for them: with the receipt alone, or in their account."""
        if self.receipt:
            return Client(headers={"Comity-Receipt": self.receipt})
        return self.browser


@dataclass(frozen=True)
class Situation:
    """A case that has gone as far as its appeal, with a file in every room."""

    story: Story
    roles: dict[str, Role]
    reported_file: str
    panel_file: str
    respondent_file: str

    @property
    def case_id(self):
        return self.story.case_id

    @property
    def question(self):
        return self.story.questions(self.story.judges[0])[0]

    @property
    def measure(self):
        return Measure.objects.get().id

    @property
    def movement_id(self):
        return self.story.house.movement.id

    @property
    def project_id(self):
        return self.story.house.project.id

    @property
    def project_slug(self):
        return self.story.house.project.slug

    @property
    def body_slug(self):
        return self.story.house.local.body.slug

    @property
    def charter_version(self):
        return CharterVersion.objects.get().id

    @property
    def in_force(self):
        return CodeVersion.objects.get(state="in_force").id

    @property
    def draft(self):
        return CodeVersion.objects.get(state="draft").id

    @property
    def edition(self):
        return DraftEdition.objects.get().id

    @property
    def term(self):
        return GlossaryTerm.objects.get().id

    @property
    def talk(self):
        return Talk.objects.order_by("number").first().id

    @property
    def outreach_task(self):
        return outreach_task()

    @property
    def open_panel(self):
        return open_panel()

    @property
    def drawn_panel(self):
        return drawn_panel()

    @property
    def ticket(self):
        return ticket()

    @property
    def consultation(self):
        return Consultation.objects.get().id

    @property
    def round(self):
        return Round.objects.get(kind="text").id

    @property
    def statement_round(self):
        return statement_round()

    @property
    def statement(self):
        return first_statement()

    @property
    def contribution(self):
        return Contribution.objects.earliest("place").id

    @property
    def participant(self):
        return Contribution.objects.earliest("place").participant_id

    @property
    def policy(self):
        return Policy.objects.get().id

    @property
    def proposal(self):
        return proposal()

    @property
    def position(self):
        return position()

    @property
    def wiki(self):
        (wiki,) = every_wiki()
        return wiki.id

    @property
    def wiki_slug(self):
        (wiki,) = every_wiki()
        return wiki.community.slug

    @property
    def shared_login(self):
        return SharedLogin.objects.get().id

    @property
    def a_username(self):
        return Person.objects.earliest("id").username

    def filled(self, wanted):
        """Put the things of the situation where their names stand."""
        return {name: self._thing(value) for name, value in wanted.items()}

    def _thing(self, value):
        if isinstance(value, list):
            return [self._thing(one) for one in value]
        return getattr(self, value, value) if isinstance(value, str) else value


@dataclass
class Kept(Story):
    """A story that keeps the respondent's receipt as it was shown."""

    shown: str = ""

    def prove(self):
        started = cases.start_challenge(
            wiki_id=Delivery.objects.get(case=self.case_id).wiki_id,
            account_name=self.user.name,
            way="edit",
            visit="a visit",
            now=self.now,
        )
        self.paper.edit(self.user, started.summary, at=self.now)
        (self.shown,) = cases.prove(token=started.token, visit="a visit", now=self.now)
        self.respondent = ReceiptKeys.of(parse_receipt(self.shown))


def situation(paper):
    """Let a case go as far as its appeal, through the same actions as anywhere."""
    story, reporter = reported(paper)
    aside = _seated(story)
    cases.open_inquiry(**story.with_(story.members[0]))
    in_panel = cases.add_evidence(text="", files=[FILE], **story.with_(story.members[0]))
    story.allege()
    cases.serve(note="Take your time.", **story.with_(story.members[0]))
    tasks.deliver_notice(story.case_id, story.now)
    story.prove()
    by_respondent = cases.answer(
        receipt=story.respondent, text="I was upset.", files=[FILE], now=story.now
    )
    by_reporter = reports.reply(receipt=story.receipt, text="", files=[FILE], now=story.now)
    _judged(story)
    written = draft(local(), community=story.house.project)
    publish_edition(version_id=written.id, by=OPERATOR, now=story.now)
    add_policy(
        community_id=story.house.movement.id,
        title="Events",
        address="",
        language="en",
        licence="",
        text="Be kind at events.",
        by=OPERATOR,
        now=story.now,
    )
    _talked(story)
    consulted(story.house.project, story.now)
    steered(story.now)
    proposed(story.now)
    asked_about(story.now)
    return Situation(story, _roles(story, reporter, aside), by_reporter, in_panel, by_respondent)


def reported(paper):
    """Send a report that one member must not see, and open its case."""
    built = house(local=LOCAL)
    appeals = panel(built.movement, "Hana", "Ife", "Jun", stage="appeal")
    code_in_force(built.movement)
    WikiFactory(community=built.movement, api_url=paper.api_url)
    SharedLoginFactory(community=built.movement)
    paper.page("Lantern")
    user = paper.user("Ferron")
    account = AccountRef(WIKI, str(user.number), user.name)
    sent = send(
        built.project,
        accounts=(Mention(user.name, (account,)),),
        excluded=frozenset({built.local.people[0].id}),
    )
    tasks.open_case(sent.report.id, NOW)
    case_id = CaseReport.objects.get(report_id=sent.report.id).case_id
    return Kept(paper, built, appeals, user, sent.receipt, case_id), sent.text


def _talked(story):
    """Agree on a term of the code, and let somebody ask about a provision."""
    place = {"community_id": story.house.movement.id, "now": NOW}
    write_term(language="ar", term="answer", said="جواب", note="", by=OPERATOR, **place)
    talking.say(
        provision_id="respect",
        kind=TalkKind.QUESTION,
        language="en",
        text="Here too?",
        by=as_actor(story.members[0]),
        **place,
    )


def _seated(story):
    """Seat a panel, and give whoever has stood aside from it."""
    story.accepted()
    aside = story.people("invited")[0]
    cases.declare(conflicts=(Hard.PARTY,), **story.with_(aside))
    for person in story.people("invited"):
        cases.declare(conflicts=(), **story.with_(person))
    return aside


def _judged(story):
    """Decide, appeal, and propose how the appeal should end."""
    member = story.with_(story.members[0])
    cases.close_hearing(**member)
    story.vote("for")
    cases.conclude_findings(**member)
    cases.propose_measure(terms=PARTIAL, reason="so that others can work.", **member)
    story.vote("for")
    cases.decide(**member)
    story.run_measures()
    story.appeal(story.respondent)
    judge = story.with_(story.judges[0])
    cases.propose_outcome(outcome="uphold", reason="It was sound.", **judge)


def _roles(story, reporter, aside):
    house = story.house
    members = {
        "a member of another body": house.top.people[0],
        "the excluded member": house.local.people[0],
        "the recused member": aside,
        "a member": story.members[0],
        "an appeal member": story.judges[0],
    }
    return {
        "nobody": Role(),
        "the holder of another receipt": Role(receipt=send(house.project).text),
        "the reporter": Role(receipt=reporter),
        "the respondent": Role(receipt=story.shown),
        "a contributor": Role(at_browser(PersonFactory())),
        **{
            name: Role(at_browser(person, story.keyring(person)))
            for name, person in members.items()
        },
        "a member with locked keys": Role(at_browser(story.members[0])),
        "an operator": Role(at_browser(_operator(story))),
    }


def _operator(story):
    """Make somebody who may do everything that can be allowed, everywhere, and holds no key."""
    person = PersonFactory()
    bodies = [story.house.local.body, story.house.top.body, story.appeals.body]
    Turn.objects.create(name="a clock", minute=story.now + HOUR)  # it ticks, so all is ready
    for thing in [*Community.objects.all(), *bodies, InstallationFactory()]:
        for permission in Permission:
            Grant.objects.create(person_id=person.id, permission=permission, on=thing.id)
    return person
