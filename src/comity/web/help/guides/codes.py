"""Help for those who sign a code, are asked about it, write it or translate it."""

from django.utils.translation import gettext_lazy as _

from comity.web.help.guides.guide import Guide

GUIDES = (
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
        "to-take-part",
        _("How to take part when people are asked"),
        _(
            "A community asks what people think before it decides. You can say something in any "
            "language, with or without an account. Five minutes are enough."
        ),
        (
            _("Choose a consultation that is open, and read what is asked and until when."),
            _(
                "Say something about the text or some of its words, or suggest how a rule should "
                "read. Some rounds ask whether you agree with what others said."
            ),
            _("Before you send it you see what was said like it. You can still send yours."),
            _(
                "Without an account you get a receipt. It is shown once. With it you read, change "
                "or take back what you said."
            ),
            _("Come back for the answer. Each contribution gets one, with a reason."),
            _("If the answer misses your point, say so once. People look at it again."),
        ),
        (
            _("Everybody reads what you said, under letters or under a name that you choose."),
            _("Nobody learns which account is behind it, and no addresses of devices are kept."),
            _("What you say about yourself is only counted, and never shown beside your words."),
        ),
        (
            _("If you cannot write here, somebody can write it down. You get a receipt for it."),
            _("Whoever is blocked or has left can take part too."),
            _(
                "After the round, answers to statements are published without names, so that "
                "anybody can check the result."
            ),
        ),
        ("consultation", "suggestion", "opinion-map", "agreement", "receipt"),
        "consultation:consultations",
    ),
    Guide(
        "to-run-a-consultation",
        _("How to run a consultation"),
        _(
            "For those who ask a community before it decides. Most of the work is to reach people "
            "who do not come by themselves, and to answer everybody."
        ),
        (
            _("Write what you ask, in each language you ask in, and what you will not change."),
            _(
                "Plan rounds: listen first, ask about the text, let people agree with statements, "
                "draw a panel. Each opens and closes by itself, and you can let it go on longer."
            ),
            _("Say how large the groups are whom it concerns, and where the figures come from."),
            _(
                "Look each week at who takes part. Go out to groups that are missing: invite them, "
                "hold a session with them, and write down what they say."
            ),
            _("Answer each contribution with what became of it and why, alone or several at once."),
            _(
                "Conclude it: say what the result means for newcomers and for groups that were "
                "silent. A draft that it was about is frozen with it."
            ),
        ),
        (
            _("Everybody reads the questions, the rounds, the answers and how you reached people."),
            _("You see no more of who takes part than everybody does."),
            _("Setting somebody aside is a public decision, with your name and a reason."),
        ),
        (
            _("A round does not close while a group is silent to whom nobody went out."),
            _("Nothing is frozen while somebody waits for an answer."),
            _("Programs can do all of it too, and so can you on a terminal."),
        ),
        ("consultation", "coverage", "outreach", "lot", "opinion-map", "agreement", "statement"),
        "consultation:consultations",
    ),
    Guide(
        "to-draft-a-code",
        _("How to draft a code"),
        _(
            "For those who write the rules of a community. You write rule by rule, and see at "
            "once where a draft would protect people less than the universal code."
        ),
        (
            _(
                "Begin with a template, with a text that you bring in, with an earlier version, or "
                "with what another community has."
            ),
            _("Write each rule in plain words: what is expected, of whom, where, and an example."),
            _(
                "Choose what a rule is about and how strict it is. These fields can be compared, "
                "words alone cannot."
            ),
            _("Look at the page about the floor. It names each rule that falls below, and why."),
            _("Publish the draft, so that people can read it as it is and talk about it."),
            _("Ask people in a consultation, take up what they suggest, and answer them."),
            _("Freeze it. From then on it never changes. Let it bind when your community agreed."),
        ),
        (
            _("A draft is seen by those who may edit it, and by everybody once it is published."),
            _("Every version and what changed between two can be read by everybody."),
        ),
        (
            _("Two people can write at once. Whoever saves second sees both, and decides."),
            _("What was taken out can be brought back until the draft is frozen."),
            _(
                "Words of a local code that touch the universal code are read by two people, one "
                "of them from another community."
            ),
        ),
        ("code", "provision", "floor", "edition", "redline", "policy"),
        "codes:code",
    ),
    Guide(
        "to-translate",
        _("How to translate a code"),
        _(
            "You translate one rule at a time, in any order, and stop when you like. A second "
            "person reads it before it counts as approved."
        ),
        (
            _("Ask those who edit the code to name you as a translator."),
            _("Open the languages of the code, choose yours, and take what is missing first."),
            _("The words to translate stand beside yours, with the terms that were agreed on."),
            _("Save. Somebody else reads it and approves it, or says what to change."),
            _(
                "When the source changes, your translation is marked as outdated and shows what "
                "is new. Often a word or two is enough."
            ),
        ),
        (
            _("Everybody reads your translation at once, with a mark until it is approved."),
            _("Your name stands beside it, and that of whoever approved it."),
        ),
        (
            _("Words by a machine are marked as such until a person has read them."),
            _("Which language counts stands on each page of a code."),
        ),
        ("code", "provision", "edition"),
        "codes:code",
    ),
)
