"""Help for those in a case, and for those who handle it."""

from django.utils.translation import gettext_lazy as _

from comity.web.help.guides.guide import Guide

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
)
