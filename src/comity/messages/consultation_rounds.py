"""Words of consultations, rounds and contributions, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "channel_wrong": _("Words cannot arrive this way. Choose paper, meeting, call or partner."),
    "consent_missing": _(
        "Write how the person agreed that their words are published, such as: she said so on the "
        "telephone after I read her words back."
    ),
    "consultation:cancelled": _("A consultation was cancelled. Reason: %(reason)s"),
    "consultation:changed": _("What a consultation asks was said differently: %(what)s."),
    "consultation:concluded": _("A consultation was concluded. Everything said has an answer."),
    "consultation:joined": _("Somebody began to take part in a consultation."),
    "consultation:prepared": _("A community prepared a consultation."),
    "consultation:shown_changed": _("Somebody chose how a consultation shows and tells them."),
    "consultation_code_wrong": _(
        "A community asks about its own code or about a decision of its own. This is the code of "
        "another community."
    ),
    "consultation_has_open_round": _(
        "A round of this consultation is still planned, open or without answers. End it first."
    ),
    "consultation_number_wrong": _("Choose a whole number from %(least)s to %(most)s."),
    "consultation_over": _("This consultation is over. Nothing can be added to it."),
    "consultation_reason_missing": _("Write the reason. Everybody can read it."),
    "consultation_without_answers": _(
        "No round of this consultation was answered, so there is nothing to conclude. "
        "You can cancel it."
    ),
    "consultation_words_missing": _("Write a title and what you want to ask."),
    "consultation_words_too_long": _("This is too long. There can be %(most)s characters."),
    "contingent_used": _(
        "You have contributed %(most)s times in this round today, and there are no more than that "
        "in a day, so that everybody is heard. You can go on tomorrow."
    ),
    "contribution:changed": _("A contribution was changed by its author."),
    "contribution:made": _("Somebody contributed to a consultation."),
    "contribution:translated": _("A contribution was translated."),
    "contribution:withdrawn": _("A contribution was withdrawn by its author."),
    "contribution_empty": _("Write something first."),
    "contribution_language_wrong": _(
        "%(language)s is no language tag. Write one such as en, ar or pt-br."
    ),
    "contribution_not_readable": _(
        "There are characters in this text that cannot be shown. Copy it again as plain text."
    ),
    "contribution_same_language": _("This is in that language already. Choose another one."),
    "contribution_too_long": _(
        "This text is too long. A contribution can have %(most)s characters; you can send several."
    ),
    "contribution_withdrawn": _("This contribution was withdrawn by its author."),
    "form_sent_before": _(
        "This form was sent before, with other words. Open it anew, so that whoever says this gets "
        "a receipt of their own."
    ),
    "name_without_account": _(
        "Without an account you have no name here that others could rely on. Sign your text "
        "instead, if you like."
    ),
    "provision_unknown": _("The text of this round has no such provision. Choose one of the list."),
    "quote_not_there": _(
        "These words do not stand in this provision. Copy them from the text exactly, or leave "
        "the field empty to speak about the whole provision."
    ),
    "reply_names_somebody": _(
        "There was an e-mail address of yours in it, or the one that it went to. Everybody could "
        "have read it. Take it out, also of what you quote and of your signature, and send your "
        "letter again."
    ),
    "reply_too_large": _("It was too large. A contribution is plain text without files."),
    "reply_without_text": _(
        "There was no plain text in it. Write it as plain text, without forms."
    ),
    "round:answered": _("Everything that was said in a round has an answer."),
    "round:cancelled": _("A round was cancelled. Reason: %(reason)s"),
    "round:changed": _("The plan of a round was changed: %(what)s."),
    "round:closed": _("A round of a consultation closed."),
    "round:extended": _("A round goes on until %(closes)s. Reason: %(reason)s"),
    "round:opened": _("A round of a consultation opened: everybody can contribute."),
    "round:planned": _("A round of a consultation was planned."),
    "round:unmeasured": _(
        "Those who run a round said why nobody measured who took part in it. Reason: %(reason)s"
    ),
    "round_dates_wrong": _("A round has to close after it opens, and in the future."),
    "round_edition_wrong": _(
        "This is no published draft of the code that the consultation is about."
    ),
    "round_language_missing": _("Choose at least one language in which people are asked."),
    "round_language_wrong": _(
        "%(language)s is no language tag. Write one such as en, ar or pt-br."
    ),
    "round_letter": _(
        "A consultation in which you take part has opened a round: %(title)s\n\n"
        "You can say something until %(closes)s:\n%(address)s\n\n"
        "You asked for this letter. On the same page you can end it."
    ),
    "round_letter_reply": _(
        "A consultation in which you take part has opened a round: %(title)s\n\n"
        "Answer this letter to say something, in plain text and in your own language, until "
        "%(closes)s. What you write above the line of waves is published there. Your name and your "
        "address are not. Whoever has this letter can answer in your place, so do not pass it on."
        "\n\nOr write on the page:\n%(address)s\n\n"
        "You asked for this letter. On the same page you can end it."
    ),
    "round_letter_subject": _("A consultation has opened a round"),
    "round_not_due": _("It is not time yet. You can do it now if you give a reason."),
    "round_not_open": _("This round is not open. Nothing can be added to it now."),
    "round_reply_refused": _(
        "Your letter was not published.\n\n%(why)s\n\nYou can write on the page:\n%(address)s"
    ),
    "round_reply_subject": _("Your letter was not published"),
    "round_step_not_possible": _("This cannot happen to a round that stands where it does."),
    "round_too_long": _("A round lasts %(most)s days at most."),
    "round_unanswered": _(
        "Contributions without an answer: %(count)s. Everybody gets one before the round is "
        "called answered."
    ),
    "round_unmeasured": _(
        "Nobody has said how large the groups are whom this concerns, so nobody knows whose voices "
        "are missing. Say how large they are, or write why nobody measured it."
    ),
    "round_without_text": _(
        "People are asked about a text in this round, and none has been chosen. Publish the draft "
        "and choose it first."
    ),
    "taking_part_unknown": _(
        "Nobody takes part here with this receipt. Look at each letter and digit again."
    ),
    "too_many_anchors": _("One contribution can be about %(most)s places at most."),
    "too_many_newcomers": _(
        "Very many people began to take part without an account today. Sign in, or come back "
        "tomorrow."
    ),
    "too_many_rounds": _("A consultation has %(most)s rounds at most."),
    "too_many_translations": _(
        "This contribution stands in %(most)s languages already. More are not kept, so that its "
        "page stays short enough to read."
    ),
    "translated_by_a_person": _(
        "A person has translated this already. A machine does not replace them."
    ),
}
