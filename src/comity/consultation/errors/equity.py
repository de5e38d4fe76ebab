"""What is refused about targets, attributes, outreach and the closing of a round."""

from comity.kernel.errors import DomainError, WrongInput


class TargetColumnsWrong(WrongInput):
    """A line has other than five columns. ``detail["line"]`` says which line."""

    code = "target_columns_wrong"


class TargetDimensionUnknown(WrongInput):
    """A line tells people apart by something that is not known. ``detail["line"]``."""

    code = "target_dimension_unknown"


class TargetGroupWrong(WrongInput):
    """A line names no group, or by too many letters. ``detail["line"]``."""

    code = "target_group_wrong"


class TargetShareWrong(WrongInput):
    """A line gives a share that is no number from 0 to 100. ``detail["line"]``."""

    code = "target_share_wrong"


class TargetSourceMissing(WrongInput):
    """A line does not say where its figure comes from. ``detail["line"]``."""

    code = "target_source_missing"


class TargetDayWrong(WrongInput):
    """A line gives no day that can be read. ``detail["line"]``."""

    code = "target_day_wrong"


class TargetTwice(WrongInput):
    """A line names a group that an earlier line named. ``detail["line"]``."""

    code = "target_twice"


class TargetsTooMany(WrongInput):
    """There are more groups than can be measured. ``detail["most"]`` says how many can be."""

    code = "targets_too_many"


class TargetSumWrong(WrongInput):
    """The shares of a dimension do not add up. ``detail``: ``dimension``, ``sum``."""

    code = "target_sum_wrong"


class AttributeUnknown(WrongInput):
    """Somebody named a group that cannot be chosen here. ``detail["field"]`` is the dimension."""

    code = "attribute_unknown"


class OutreachExists(DomainError):
    """Somebody is going out to this group already."""

    code = "outreach_exists"


class OutreachSettled(DomainError):
    """It was written down already how going out to this group went."""

    code = "outreach_settled"


class OutreachNoteMissing(WrongInput):
    """Whoever went out to a group, or gave up, writes down what was done."""

    code = "outreach_note_missing"


class SessionNotesMissing(WrongInput):
    """A listening session is written down with its notes. ``detail["most"]`` letters fit."""

    code = "session_notes_missing"


class SessionConsentMissing(WrongInput):
    """Notes of a session are published only as those who came agreed to."""

    code = "session_consent_missing"


class SessionDayWrong(WrongInput):
    """A session that is still to come cannot be written down."""

    code = "session_day_wrong"


class SessionLanguageWrong(WrongInput):
    """What is given as the language of a session is no language tag."""

    code = "session_language_wrong"


class SessionPeopleWrong(WrongInput):
    """A session was held with nobody, or with more people than ``detail["most"]``."""

    code = "session_people_wrong"


class CoverageTooLow(DomainError):
    """Too few are reached, and nobody went out to some of the groups that are missing.

    ``detail["count"]`` says how many groups, ``detail["groups"]`` names each with its dimension.
    """

    code = "coverage_too_low"
