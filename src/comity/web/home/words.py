"""The words that Comity uses in one meaning each, explained for everybody."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Term:
    """One word and what it means here. ``slug`` is its anchor on the page."""

    slug: str
    name: Promise
    meaning: Promise


TERMS = (
    Term(
        "allegation",
        _("Allegation"),
        _("What somebody says happened. It is not yet decided whether it did."),
    ),
    Term(
        "appeal",
        _("Appeal"),
        _("Asking other people to look at a decision again. Who decided first does not decide it."),
    ),
    Term(
        "body",
        _("Body"),
        _("People with a mandate to decide: a panel, a committee, a board, an event team."),
    ),
    Term(
        "case",
        pgettext_lazy("what a body handles", "Case"),
        _("What a body handles. It starts with one report or several."),
    ),
    Term(
        "charter",
        _("Charter"),
        _("The numbers and procedures a movement agreed on, such as deadlines and majorities."),
    ),
    Term(
        "code",
        _("Code"),
        _("A code of conduct. The universal code holds everywhere; a local code adds to it."),
    ),
    Term(
        "community",
        _("Community"),
        _("A project, a language edition, an affiliate, an event or a technical space."),
    ),
    Term(
        "edition",
        _("Edition"),
        _("A draft of a code as it was on one day, for everybody to read. It binds nobody."),
    ),
    Term(
        "finding",
        _("Finding"),
        _("What a body decides, by vote, about what happened."),
    ),
    Term(
        "floor",
        _("Floor"),
        _(
            "The universal code as the least that everybody can count on. "
            "No local code may give less."
        ),
    ),
    Term(
        "hearing",
        _("Hearing"),
        _("The right to know what is said about you and to answer before anything is decided."),
    ),
    Term(
        "mandate",
        _("Mandate"),
        _("What a body may decide: which subjects, how grave, where, and since when."),
    ),
    Term(
        "measure",
        _("Measure"),
        _(
            "What follows from a finding, such as a warning or a block for a week. "
            "Most end on their own."
        ),
    ),
    Term(
        "movement",
        _("Movement"),
        _("All communities under one universal code."),
    ),
    Term(
        "particulars",
        _("Particulars"),
        _("The document that tells a respondent exactly what is said about them."),
    ),
    Term(
        "policy",
        _("Policy"),
        _("Rules that a community has beside its code, such as those of an event."),
    ),
    Term(
        "provision",
        _("Provision"),
        _("One numbered rule of a code."),
    ),
    Term(
        "receipt",
        _("Receipt"),
        _("A secret of 25 signs, shown once. With it a reporter comes back without an account."),
    ),
    Term(
        "recusal",
        _("Recusal"),
        _(
            "Standing aside from a case because one is too close to it. "
            "The file stays locked for that person."
        ),
    ),
    Term(
        "redline",
        _("Redline"),
        _("A comparison of two versions that shows what was added and what was removed."),
    ),
    Term(
        "report",
        pgettext_lazy("noun", "Report"),
        _("What one person tells a body about harm, by form or through somebody they trust."),
    ),
    Term(
        "reporter",
        _("Reporter"),
        _("Who sends a report: the harmed person, a witness, or somebody who helps them."),
    ),
    Term(
        "respondent",
        _("Respondent"),
        _("Who a report is about. Nothing has been decided about them yet."),
    ),
    Term(
        "room",
        _("Room"),
        _("A locked set of messages and files. Only the people named for it hold a key."),
    ),
    Term(
        "seat",
        _("Seat"),
        _("A place in a body, held for a term."),
    ),
    Term(
        "signature",
        _("Signature"),
        _("Your acceptance of one version of the code. When it changes, you see what changed."),
    ),
    Term(
        "statement-of-reasons",
        _("Statement of reasons"),
        _("The text that says what was decided, under which provisions, and why."),
    ),
    Term(
        "triage",
        _("Triage"),
        _("The first look at a report: how urgent is it, and which body may decide?"),
    ),
    Term(
        "agreement",
        _("Agreement"),
        _(
            "How far those asked go along with a proposal: they support it, stand aside, are "
            "concerned, or block it. It is no vote."
        ),
    ),
    Term(
        "alert",
        _("Alert"),
        _(
            "An announced change in the health of a community, with its reason, told to those "
            "who can act."
        ),
    ),
    Term(
        "ballot",
        _("Ballot"),
        _("A vote of many people on a text or a question, with a list of who may vote."),
    ),
    Term("band", _("Target range"), _("Between which values a sign of health should lie.")),
    Term(
        "competence",
        _("Competence"),
        _("Which body may decide something, with the reasons why it and not another."),
    ),
    Term(
        "consultation",
        _("Consultation"),
        _("A time in which everybody can say what they think of a text, in any language."),
    ),
    Term("contribution", _("Contribution"), _("What one person says in a consultation.")),
    Term(
        "coverage",
        _("Coverage"),
        _("Of how many of the people concerned the groups take part in a consultation."),
    ),
    Term(
        "lot",
        _("Lot"),
        _("A draw that decides who is on a panel, so that everybody can check it."),
    ),
    Term(
        "outreach",
        _("Going out to people"),
        _("What is done so that a group is heard that hardly takes part."),
    ),
    Term("disposition", _("Reasoned answer"), _("What became of a contribution, and why.")),
    Term(
        "eligibility",
        _("Right to vote"),
        _("Who may vote in a ballot, by rules that were set before it began."),
    ),
    Term(
        "gate",
        _("Gate"),
        _(
            "Where another system asks whether somebody has signed, so that it can let them take "
            "part."
        ),
    ),
    Term(
        "harmed-person",
        _("Harmed person"),
        _("Who was harmed. They need not be the one who reports."),
    ),
    Term(
        "health",
        _("Health"),
        _(
            "How well people in a community can work together, told by a few signs. Never a mark "
            "for a person."
        ),
    ),
    Term(
        "instrument",
        _("Agreement that contains the code"),
        _(
            "Terms of use, a grant agreement or the rules of an event that a version of the code "
            "is part of."
        ),
    ),
    Term(
        "interim-measure",
        _("Interim measure"),
        _("A measure that keeps people safe until a decision is made. It is no finding."),
    ),
    Term(
        "matching-escrow",
        _("Report that waits for others"),
        _("A report that stays locked until other people name the same person."),
    ),
    Term(
        "record",
        _("Record"),
        _(
            "The list of what was done. Nobody can change or remove a line without everybody "
            "noticing."
        ),
    ),
    Term(
        "remand",
        _("Sending back"),
        _("Those who decide on appeal let the first body decide again, and say what was missing."),
    ),
    Term(
        "resolution",
        _("Resolution"),
        _("The formal act by which a board adopts a text or sends it back."),
    ),
    Term(
        "opinion-map",
        _("Opinion map"),
        _(
            "What people think who voted on statements: what all groups share, "
            "and where they differ."
        ),
    ),
    Term("round", _("Round"), _("One part of a consultation, with a beginning and an end.")),
    Term(
        "sign",
        pgettext_lazy("of the health of a community", "Sign"),
        _("One thing that shows how a community fares, such as how soon reports are answered."),
    ),
    Term(
        "stability",
        _("Stability"),
        _("How far an opinion map comes out the same when other people are picked."),
    ),
    Term(
        "statement",
        _("Statement"),
        _("One thought that people agree with, disagree with, or pass on."),
    ),
    Term(
        "stay",
        _("Putting on hold"),
        _("What was decided has no effect until the appeal is decided."),
    ),
    Term(
        "suggestion",
        _("Suggestion"),
        _("What a contribution would change in a rule, shown beside the text."),
    ),
    Term(
        "support-person", _("Support person"), _("Somebody you choose to read and answer with you.")
    ),
    Term(
        "systemic-review",
        _("Systemic review"),
        _("A case about a whole community that may not act again and again."),
    ),
    Term("tally", _("Count of votes"), _("The result of a ballot. Everybody can check it again.")),
    Term(
        "term", pgettext_lazy("of a seat", "Term"), _("From when until when somebody holds a seat.")
    ),
    Term(
        "tracker",
        _("Ballot number"),
        _(
            "A public number with which a voter finds their own ballot in the list, and nobody "
            "else does."
        ),
    ),
    Term("witness", _("Witness"), _("Somebody who saw or read what happened and tells it.")),
    Term(
        "code-name",
        _("Code name"),
        _("What a member is called everywhere, where it would be dangerous to be named."),
    ),
    Term(
        "erasure",
        _("Erasure"),
        _("Forgetting a person who asked for it. The record of what bodies did stays whole."),
    ),
    Term(
        "fingerprint",
        _("Fingerprint"),
        _("32 digits that name a key. Two people compare them by voice, outside this website."),
    ),
    Term(
        "founding-seat",
        _("Founding seat"),
        _("A seat that one person alone could give, because the body was only being set up."),
    ),
    Term(
        "token",
        _("Token"),
        _(
            "What a program shows to do things for you. You make it on your page and can end it "
            "there."
        ),
    ),
    Term(
        "scope",
        _("What a token is for"),
        _("One kind of thing that a token lets a program do. It opens nothing else."),
    ),
    Term(
        "signed-group",
        _("Signed group"),
        _("The group on a wiki into which people are put who have signed the code."),
    ),
)

BY_SLUG = {term.slug: term for term in TERMS}
"""Every term by its anchor."""
