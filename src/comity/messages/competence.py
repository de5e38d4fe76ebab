"""Words of ``competence``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "competence_about_a_body": _("It is about a body, so the bodies above that one are asked."),
    "competence_about_a_community": _(
        "It is about a community as a whole, so only a body of the whole movement decides."
    ),
    "competence_about_a_member": _(
        "The person it is about sits here, or did so until a short time ago."
    ),
    "competence_about_its_community": _("It is about the community this body belongs to."),
    "competence_about_itself": _("It is about this body itself."),
    "competence_body_of_the_place": _("It is the body of the place where it happened."),
    "competence_danger": _(
        "Somebody may be in danger, so the emergency route is taken at the same time. Somebody "
        "looks within %(hours)s hours, day and night."
    ),
    "competence_decided_before": _("Some of its members decided the case before."),
    "competence_event_not_on": _("Its event is not on now, so it hands over to the host."),
    "competence_event_runs": _(
        "The event is on, so its own team acts first, with measures that end with the event."
    ),
    "competence_language_not_spoken": _("It works in no language of the people involved."),
    "competence_mandate_covers": _("Its mandate covers the subject and how grave it is."),
    "competence_measure_out_of_reach": _("It may not impose measures as grave as this could need."),
    "competence_movement_only": _(
        "A measure this grave is decided by a body of the whole movement only."
    ),
    "competence_nearest_above": _("It is the nearest body above the place that can decide."),
    "competence_next_in_line": _("It takes over when the bodies before it cannot."),
    "competence_no_mandate": _("It has no mandate for this now."),
    "competence_nobody_sits": _("Nobody sits in it now."),
    "competence_not_the_whole_movement": _(
        "A measure this grave is for a body of the whole movement."
    ),
    "competence_one_place": _(
        "It happened in one place, so the bodies there are asked first, then those above."
    ),
    "competence_several_events": _(
        "It happened at %(count)s events, so a body of the whole movement decides."
    ),
    "competence_several_places": _(
        "It happened in %(count)s places, so the bodies of the nearest place that holds them all "
        "are asked first."
    ),
    "competence_severity_not_covered": _("Its mandate does not cover matters this grave."),
    "competence_space_not_covered": _("Its mandate covers other spaces."),
    "competence_subject_not_covered": _("Its mandate covers other subjects."),
    "competence_too_few_eligible": _(
        "Only %(count)s of its members could open this report, and %(needed)s are needed."
    ),
    "competence_too_few_keys": _(
        "Only %(count)s of its members hold a certified key, and %(needed)s are needed."
    ),
    "concern_few_keys": _(
        "In the body “%(about)s”, members with a certified key: %(count)s. Needed: %(needed)s."
    ),
    "mend_concern_few_keys": _(
        "Ask its members to make their keys on their own page, and let two others confirm them."
    ),
    "concern_mandate_over": _("The last mandate of the body “%(about)s” ended on %(day)s."),
    "mend_concern_mandate_over": _("Give it a new mandate, or end its seats too."),
    "concern_no_contact": _("Nobody said how to reach the body “%(about)s”."),
    "mend_concern_no_contact": _("Write an address on the page where the body is changed."),
    "concern_nobody_reads": _(
        "Nobody in “%(body)s” reads a language of the community “%(about)s” (%(languages)s)."
    ),
    "mend_concern_nobody_reads": _(
        "Seat somebody who does. Members say on their own page which languages they read."
    ),
    "concern_nobody_sits": _("The body “%(about)s” has a mandate, and nobody sits in it."),
    "mend_concern_nobody_sits": _("Seat members, or end its mandate."),
    "concern_seats_end": _(
        "In the body “%(about)s”, terms end within 60 days without anybody to follow: %(count)s. "
        "The first ends on %(day)s."
    ),
    "mend_concern_seats_end": _("Choose and propose new members before that day."),
}
