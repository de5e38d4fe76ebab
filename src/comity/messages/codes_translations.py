"""Words about translations of codes, their glossaries, and talk about provisions, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "answer_to_answer": _(
        "This is an answer. Answer what began the talk, so that everybody finds it in one place."
    ),
    "nobody_signs_in_so": _(
        "Nobody signs in here with this name. Ask the person for the name they sign in with."
    ),
    "not_your_talk": _("Somebody else said this. Only they can take it back."),
    "own_term": _("You wrote this term. Somebody else who translates approves it."),
    "own_translation": _("You wrote these words. Somebody else who translates approves them."),
    "reason_missing": _("Say why, in a sentence or two. Everybody can read it."),
    "source_changed": _(
        "The agreed words changed while you were translating. Look at what changed, then save "
        "again."
    ),
    "source_not_translated": _(
        "No translation was made from those words, or they are the ones of now."
    ),
    "talk:hidden": _("Something that was said about a provision was hidden."),
    "talk:said": _("Somebody spoke about a provision of the code."),
    "talk:taken_back": _("Something that was said about a provision was taken back."),
    "talk_empty": _("There are no words yet. Write what you want to say."),
    "talk_gone": _("This was taken back or hidden, so nothing more can be done with it."),
    "talk_too_much": _(
        "You have said %(most)s things about this code today. Come back tomorrow for more."
    ),
    "term:approved": _("A term of the glossary was approved."),
    "term:removed": _("A term was taken out of the glossary."),
    "term:written": _("A term of the glossary was written."),
    "term_empty": _("A term needs the word and how it is said in the other language."),
    "terms_too_many": _(
        "This glossary has %(most)s terms, and no room for more. Take out one that nobody needs."
    ),
    "translation:kept": _("A change of a provision left its translations as they are."),
    "translation:keeping_ended": _(
        "That a change of a provision left its translations as they are was taken back."
    ),
    "translation:moved": _("A translation was put up for review, approved or sent back."),
    "translation_empty": _("There are no words yet. Write the translation first."),
    "translation_move_impossible": _(
        "This cannot be done with the translation as it is now. Look at its state, then choose "
        "again."
    ),
    "translation_outdated": _(
        "The agreed words changed after this translation was made. Bring it up to date first."
    ),
    "translation_state_given": _(
        "Nobody chooses the state %(state)s. It follows from what was done, or from the agreed "
        "words."
    ),
    "translations_kept_already": _("Somebody has said so before, and it holds."),
    "translations_not_kept": _("Nobody says so any more. Open the page again to see what holds."),
    "translator:allowed": _("Somebody may translate the code from now on."),
    "translator:dismissed": _("Somebody does not translate the code any more."),
}
