"""Words about who takes part in a consultation, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "attribute_unknown": _("Nobody asks for this here. Choose one of the answers in the list."),
    "coverage_too_low": _(
        "Too few groups are reached, and %(count)s of them nobody went out to since this round "
        "opened. Go out to them, or write down why it could not be done. Then close the round."
    ),
    "equity:attributes_changed": _("Somebody changed what they say about themselves."),
    "equity:outreach_begun": _("Somebody goes out to a group that does not take part."),
    "equity:outreach_over": _("What was done to reach a group was written down."),
    "equity:session_held": _("A listening session was written down. People came: %(people)s."),
    "equity:targets_set": _("How large the groups are was said. Groups: %(groups)s."),
    "outreach_exists": _("Somebody is going out to this group already."),
    "outreach_note_missing": _(
        "Write what was done to reach the group, or why it could not be done, in at most "
        "%(most)s letters. Everybody can read it."
    ),
    "outreach_settled": _("What came of this was written down already."),
    "session_consent_missing": _(
        "Write how those who came agreed that the notes are published, in at most %(most)s letters."
    ),
    "session_day_wrong": _("Write a session down after it took place."),
    "session_language_wrong": _("Write a language tag, such as en or pt-br."),
    "session_notes_missing": _("Write what people said, in at most %(most)s letters."),
    "session_people_wrong": _("Say how many people came, from 1 to %(most)s."),
    "target_columns_wrong": _(
        "Line %(line)s does not have five columns: dimension, group, share, source and day."
    ),
    "target_day_wrong": _("Line %(line)s: write the day as in 2026-03-02."),
    "target_dimension_unknown": _(
        "Line %(line)s: the first column has to be language, region, tenure, role, "
        "community_size or gender."
    ),
    "target_group_wrong": _("Line %(line)s: name the group, in at most 80 letters."),
    "target_share_wrong": _("Line %(line)s: the share is a number from 0 to 100."),
    "target_source_missing": _("Line %(line)s: say where the figure comes from."),
    "target_sum_wrong": _("The shares of %(dimension)s add up to %(sum)s percent instead of 100."),
    "target_twice": _("Line %(line)s names a group that stands further up already."),
    "targets_too_many": _("There can be at most %(most)s groups."),
}
