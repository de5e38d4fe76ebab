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
)
