"""Who is in the main journey, what they say, and what becomes known on the way."""

from dataclasses import dataclass, field

PASSWORD = "lantern-in-the-window"
PASSPHRASE = "a-key-for-the-sandbox-vault"
COMMUNITY = "lighthouse"
EXCLUDED = "alder"
PANEL = ("birch", "cedar", "elm", "hazel")
APPEAL = ("heron", "lark", "maha", "swift", "tern")
SIGNER = "wren"


@dataclass(frozen=True)
class Said:
    """What people write. Every word of it is a canary: none may lie anywhere in the clear."""

    report: str = "Umbrella-sealed words: they called me a barnacle under everybody's eyes."
    reporter: str = "Quillfeather Anonyma"
    contact: str = "quillfeather@canary.example"
    keep_from: str = "Grizelda Featherstonehaugh"
    person: str = "Thaddeus Wintergreen"
    file_name: str = "photograph-of-the-parakeet.txt"
    file: bytes = b"Bytes of a parakeet that nobody else may see, 1917."
    message: str = "Since then the marmalade messages have gone on every evening."
    allegation: str = "The account wrote a periwinkle insult about another contributor."
    where: str = "The page about velvet anchors"
    when: str = "On the morning of the tangerine fog"
    note: str = "An apology in front of the hippogriff would help."
    among_members: str = "Between us: the chandelier version sounds more likely."
    answer: str = "I was angry about the kaleidoscope, and I regret my words."
    answer_file_name: str = "regrets-of-a-walrus.txt"
    answer_file: bytes = b"A walrus regrets, in bytes of its own, 1923."
    vote_reason: str = "The saxophone in the edit leaves no doubt to me."
    measure_reason: str = "A quieter week by the marzipan page protects her."
    appeal: str = "Nobody asked the trombone witness whom I had named."
    outcome_reason: str = "The lighthouse keeper's zeppelin shows another hand."

    def canaries(self):
        """Give each by its name."""
        return dict(vars(self))


@dataclass
class Story:
    """One journey under way.

    Attributes:
        served: the running Comity.
        wiki: the running wiki.
        cluster: the PostgreSQL server that it uses; none on SQLite.
        doors: open visits to the served pages.
        way: how people go: modules with the steps of members and respondents, and ``sign``.
        said: what people write.
        harasser: the name of the account on the wiki that does harm.
        harasser_id: its number.
        page: the page where it does.
        diff: the address of the edit.
        harm: what the edit said.
        receipt: of the reporter.
        answer_receipt: of the respondent.
        case_id: as members see it.
    """

    served: object
    wiki: object
    cluster: object = None
    doors: object = None
    way: object = None
    said: Said = field(default_factory=Said)
    harasser: str = "Vexatious Pomegranate"
    harasser_id: int = 0
    page: str = "Velvet anchors of the old pier"
    diff: str = ""
    harm: str = "Everybody knows that the parasol is a barnacle in disguise."
    receipt: str = ""
    answer_receipt: str = ""
    case_id: str = ""
    excluded_id: str = ""
    community_id: str = ""
