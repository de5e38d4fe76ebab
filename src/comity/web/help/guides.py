"""What the help pages say: one guide for each task."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Guide:
    """How to do one thing.

    Attributes:
        slug: its short name in the address.
        title: what somebody wants to do.
        lead: what it is for, and how long it takes.
        steps: in their order, each a paragraph.
        sees: who sees what of it.
        good_to_know: what people ask about it.
        terms: slugs of the glossary that its words come from.
        start: name of the page where it begins; empty where that differs for everybody.
        quiet: whether its title and address bar should give nothing away.
    """

    slug: str
    title: Promise
    lead: Promise
    steps: tuple[Promise, ...]
    sees: tuple[Promise, ...]
    good_to_know: tuple[Promise, ...]
    terms: tuple[str, ...]
    start: str = ""
    quiet: bool = False


GUIDES = (
    Guide(
        "to-report",
        _("How to report something"),
        _(
            "You tell what happened to people who can act on it. It takes about ten minutes, and "
            "you need no account."
        ),
        (
            _("If there is danger now, get help first. A report is read within days."),
            _("Say where it happened. The place decides which body may handle it."),
            _(
                "Say what happened in your own words. It need not be complete. Links and files "
                "help, and you can add them later."
            ),
            _("Say who it is about, if you know. You need not say who you are."),
            _(
                "Look at the list of people who would be able to open your report. Tick those who "
                "must not see it, and look again."
            ),
            _(
                "Send it and keep your receipt. It is shown once. With it you read answers, add "
                "to your report, appeal, or take it back."
            ),
        ),
        (
            _("The members on the list that you saw before sending, and nobody else."),
            _("Not the people who run this service, and not the person it is about."),
            _(
                "If the body asks that person to answer, it writes down what is said about them. "
                "Your own words are not shown to them."
            ),
        ),
        (
            _("You can stop at any point. Nothing is stored before you send it."),
            _(
                "If you lose the receipt, send a new report and say that it belongs to an older "
                "one."
            ),
        ),
        ("report", "reporter", "receipt", "body", "harmed-person", "witness"),
        "reports:start",
        quiet=True,
    ),
    Guide(
        "to-answer",
        _("How to answer when somebody reported you"),
        _(
            "You learn exactly what is said about you and have time to answer. Nothing is decided "
            "before that."
        ),
        (
            _("A short notice reaches your account. It says that a message waits, and not why."),
            _("Show that the account is yours, by a code or by one edit. You get a receipt."),
            _("Read the particulars: each thing that is said about you, with its provision."),
            _(
                "Answer each in your own words. You can agree, disagree, explain, or do some of "
                "each. Files and links help."
            ),
            _("If you need more time, or help to answer, ask the panel on the same page."),
            _("You read the decision and its reasons in the same place, and you can appeal."),
        ),
        (
            _("The members who hear the case read your answer."),
            _("If there is an appeal, the people who decide it read it too."),
            _("The person who reported does not see it."),
        ),
        (
            _("Not answering is no admission. The panel then decides on what it has."),
            _("Do not try to find out who reported you. It can make things worse for you."),
            _("You can bring somebody who supports you. Ask the panel on the same page."),
        ),
        ("respondent", "particulars", "hearing", "allegation", "support-person", "receipt"),
        "respond:messages",
        quiet=True,
    ),
    Guide(
        "to-appeal",
        _("How to appeal"),
        _(
            "Other people look at the whole case again. Both sides can appeal, each once for a "
            "decision."
        ),
        (
            _(
                "Open your report or your case with your receipt. It says until when you can "
                "appeal."
            ),
            _("Choose what went wrong, such as the hearing, the procedure, or facts nobody knew."),
            _("Say in your own words why. Name what was overlooked, if you can."),
            _(
                "People who had no part in the decision read everything. They can uphold it, "
                "change it, or send it back."
            ),
            _("You read the outcome and its reasons in the same place."),
        ),
        (
            _("The people who decide the appeal."),
            _("Those who could already read what you wrote in this case."),
            _("The other side learns that there is an appeal, and does not read your words."),
        ),
        (
            _("An appeal by the respondent can never make the measure stricter."),
            _("The measure stays in place until the appeal is decided."),
        ),
        ("appeal", "finding", "measure", "remand", "statement-of-reasons"),
        quiet=True,
    ),
    Guide(
        "to-sign",
        _("How to sign the code"),
        _(
            "Signing says that you have read the code and will live by it. It takes as long as "
            "reading takes."
        ),
        (
            _("Make an account here and link the account you use on a wiki, if you have one."),
            _("Read the code in your language. Examples show what each provision means."),
            _("Sign the version that is in force."),
            _("When the code changes, you see what changed, and you decide again."),
        ),
        (
            _("You see your own signatures on your page."),
            _(
                "A wiki that asks about a linked account learns whether it has signed, which "
                "version, and on which day."
            ),
            _("Nothing else about you is told."),
        ),
        (
            _("The code holds for everybody, also for those who have not signed."),
            _("Reporting and answering never ask for a signature."),
        ),
        ("signature", "code", "provision", "redline", "gate"),
        "signup:sign",
    ),
    Guide(
        "to-handle-a-case",
        _("How to handle a case"),
        _(
            "For members of a body. Your inbox shows what only you can do next, and each page "
            "says what a step means before you take it."
        ),
        (
            _("Unlock your keys with your passphrase. Without them nobody can read a case."),
            _("Read the report. Say at once if you have a conflict: you then stand aside."),
            _("Accept it, or propose to decline it. A second member must agree to declining."),
            _("Gather what is known, and state each allegation under one provision."),
            _("Serve the particulars. The respondent has time to answer, and so have you to wait."),
            _(
                "Vote on each allegation, then on what should follow. Choose the mildest that "
                "works."
            ),
            _("Write the reasons for both sides in plain words, and decide."),
        ),
        (
            _("Members of the case see everything in it, and how each of you voted."),
            _("Members who stand aside lose the key to it, and cannot get it back."),
            _("Each side reads the reasons. Notes and votes are shown to neither."),
        ),
        (
            _("A deadline that passes goes on the record, and both sides see that you are late."),
            _("Never copy anything out of a case. Letters and chats are not locked."),
            _("If it weighs on you, say so to your body. Standing back is no weakness."),
        ),
        ("case", "allegation", "finding", "measure", "recusal", "particulars", "triage"),
        "cases:inbox",
    ),
    Guide(
        "to-run-a-body",
        _("How to run a body"),
        _(
            "For those who answer for a panel, a committee or an event team: its mandate, its "
            "members and how it can be reached."
        ),
        (
            _("Say what the body may decide: which subjects, how grave, where and since when."),
            _(
                "Seat members for a term. Two people confirm it, and compare the fingerprint of "
                "a key."
            ),
            _("Keep enough members: at least as many as the charter asks for can open each case."),
            _("Let each member declare conflicts in advance, so that reports leave them out."),
            _("Look at deadlines each week. Ask for help before one passes."),
            _("When a term ends, hand over: new reports go to new members without your doing."),
        ),
        (
            _("Everybody sees the mandate, the members, their terms and how to reach the body."),
            _("A member who is unsafe can be shown by a code name."),
            _("Which conflicts somebody declared is seen by that person only."),
        ),
        (
            _("Who seats members cannot read cases unless they hold a seat themselves."),
            _("A body without enough members cannot take a report: it goes to the next one."),
        ),
        ("body", "mandate", "seat", "term", "charter", "competence"),
    ),
)

BY_SLUG = {guide.slug: guide for guide in GUIDES}
"""Every guide by the short name in its address."""
