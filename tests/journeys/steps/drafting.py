"""What somebody does who writes a code: bring it in, say what it asks exactly, let it bind."""

from dataclasses import dataclass
from pathlib import Path

from tests.journeys.steps import operators
from tests.journeys.steps.pages import press, unfold

MOVEMENT = "the-lantern-library"
DAYS = {"p0_called": "first answer", "p0_direction": "at_most", "p0_unit": "days"}
ANSWER = {"kind": "procedure", "modality": "must"}
COVENANT = Path(__file__).parents[4] / "shared/data/contributor-covenant/2.1"
OURS = Path(__file__).parents[3] / "src/comity/cli/sandbox/code-universal.toml"


@dataclass(frozen=True)
class Brought:
    """A text that a movement begins with.

    Attributes:
        said: where it comes from, as the page asks.
        title: what it is called.
        insults: the provision against them; ``answering`` that on answers to reports.
        quote: words of the latter.
        languages: how many it has.
    """

    said: dict[str, str]
    title: str
    insults: str
    answering: str
    quote: str
    languages: int


COVENANTS = Brought(
    {
        "source": "Contributor Covenant 2.1",
        "address": "https://www.contributor-covenant.org/version/2/1/",
        "licence": "CC-BY-4.0",
    },
    "Contributor Covenant Code of Conduct",
    "our-standards.7",
    "enforcement",
    "reported to the community leaders",
    10,
)
OUR_OWN = Brought(
    {"source": "The Common Code", "licence": "CC0-1.0"},
    "The Common Code",
    "insults",
    "answer",
    "a person has read the report",
    2,
)


def source():
    """Say with which text the journey begins: the Covenant where it is at hand, else our own."""
    return COVENANTS if COVENANT.is_dir() else OUR_OWN


def files(served, brought):
    """Give the text, the agreed language first."""
    if brought is COVENANTS:
        first, *others = sorted(COVENANT.glob("*.md"), key=lambda one: len(one.suffixes))
        return [(one.name, one.read_bytes()) for one in (first, *others)]
    exported = ("code", "export", str(OURS), "--form", "markdown", "--language")
    return [
        (name, served.comity(*exported, language).encode())
        for name, language in (("code.md", "en"), ("code.ar.md", "ar"))
    ]


def bring(story, visit, brought):
    """Bring a text in: look at what becomes of it, then write it down as the draft."""
    visit.page(f"code/{MOVEMENT}/bring/").expect()
    visit.send(brought.said, files=[("files", one) for one in files(story.served, brought)])
    assert "Nothing is written yet" in visit.expect().text
    assert visit.html.count("Arabic") > 2, visit.text
    press(visit, "form[action*='/write/'] button")
    assert visit.expect().path.endswith(f"/code/{MOVEMENT}/versions/"), visit.text


def say_exactly(visit, brought):
    """Say of two provisions what they ask of whom, so that local codes can be held to them."""
    said = {"kind": "unacceptable", "modality": "must_not", "new_behaviours": "insulting people"}
    write(visit, MOVEMENT, said, brought.insults)
    said = ANSWER | DAYS | {"p0_value": "7", "new_behaviours": "answering reports"}
    write(visit, MOVEMENT, said | {"new_actors": "community leaders"}, brought.answering)


def start_with_nothing(visit, slug, title):
    """Start a draft with nothing but its name."""
    visit.page(f"code/{slug}/draft/start/").expect()
    visit.send({"template": "nothing", "title": title, "language": "en"}).expect()
    assert visit.path.endswith(f"/code/{slug}/draft/"), visit.text


def write(visit, slug, said, provision=""):
    """Write a provision, or write it anew; what is not named stays."""
    visit.page(f"code/{slug}/draft/{f'rule/{provision}' if provision else 'add'}/").expect()
    unfold(visit).send(said).expect()
    assert visit.path.endswith(f"/code/{slug}/draft/"), visit.text


def publish(visit, slug):
    """Publish an edition of the draft, and give its id."""
    visit.page(f"code/{slug}/draft/publish/").expect()
    visit.send({"sure": True}).expect()
    assert "binds nobody" in visit.text
    return visit.path.split("/")[-2]


def freeze(story, visit, slug):
    """Ask for the draft to be frozen, after showing once more who one is."""
    operators.a_while_later(story, visit)
    operators.confirm(visit, f"code/{slug}/draft/freeze/")
    means = {
        "language": "en",
        "newcomers": "Each rule has an example for whoever has just come.",
        "silent": "People who only read were not asked; they can report now.",
    }
    return visit.send({**means, "sure": True})


def newest(program, slug):
    """Give the id of the newest version of a code."""
    return program.ask("GET", f"/codes/{slug}/versions")["items"][0]["id"]


def put_in_force(story, visit, program, slug):
    """Ask for the newest version to bind, after showing once more who one is."""
    operators.a_while_later(story, visit)
    operators.confirm(visit, f"code/{slug}/versions/{newest(program, slug)}/put-in-force/")
    return visit.send({"sure": True})
