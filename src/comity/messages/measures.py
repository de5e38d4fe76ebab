"""Words of ``measures``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "measure:end_ordered": _("It was ordered that a measure ends."),
    "measure:ended": _("A measure was taken back."),
    "measure:expired": _("A measure ran out."),
    "measure:in_force": _("A measure took effect."),
    "measure:ordered": _("A measure was ordered."),
    "measure:refused": _("The wiki refused to carry out a measure, and a person was told."),
    "measure:retry_ordered": _("Somebody asked for a measure to be tried again."),
    "measure:stuck": _("A measure could not be carried out yet, and a person was told."),
    "measure_end_reason": _("The measure has ended."),
    "measure_kind_advice": _("Advice"),
    "measure_kind_block": _("No editing at all"),
    "measure_kind_event_limit": _("No part in some events"),
    "measure_kind_no_contact": _("No contact with somebody"),
    "measure_kind_none": _("No action"),
    "measure_kind_partial_block": _("No editing of some pages"),
    "measure_kind_plan": _("A plan of what to repair and to learn"),
    "measure_kind_topic_limit": _("No part in some topics"),
    "measure_kind_warning": _("A written warning"),
    "measure_reason": _("Decided under the code of conduct."),
    "measure_state_cannot": _("Could not be carried out"),
    "measure_state_expired": _("Ran out"),
    "measure_state_in_force": _("In force"),
    "measure_state_lifted": _("Taken back"),
    "measure_state_lifting": _("Being taken back"),
    "measure_state_overturned": _("Overturned: it never counts"),
    "measure_state_to_execute": _("Being carried out"),
    "measure_step_not_possible": _("This cannot happen to a measure that stands where it does."),
}
