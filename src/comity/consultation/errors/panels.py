"""What is refused about panels by lot."""

from comity.kernel.errors import DomainError, WrongInput


class QuotaNotUsable(WrongInput):
    """A quota asks for fewer than nobody, or for more at least than at most."""

    code = "quota_not_usable"


class QuotaTwice(WrongInput):
    """Two quotas are about the same group."""

    code = "quota_twice"


class QuotasAskForTooMany(WrongInput):
    """The least of all quotas of a dimension are more than the seats. ``detail["dimension"]``."""

    code = "quotas_ask_for_too_many"


class SeatsNotUsable(WrongInput):
    """A panel has at least one seat, and no more than ``detail["most"]``."""

    code = "seats_not_usable"


class PanelNameMissing(WrongInput):
    """A panel has a name, so that people know what they put themselves forward for."""

    code = "panel_name_missing"


class PanelStepNotPossible(DomainError):
    """Nothing of this kind can happen to a panel that stands where it does."""

    code = "panel_step_not_possible"


class PoolTooSmall(DomainError):
    """Fewer people put themselves forward than there are seats. ``detail``: ``pool``, ``seats``."""

    code = "pool_too_small"


class AnswersMissing(WrongInput):
    """Quotas ask for something that somebody did not say. ``detail["field"]``: the dimension."""

    code = "panel_answers_missing"


class BeaconMissing(WrongInput):
    """A public number was promised for the draw, and nobody wrote down which it is."""

    code = "panel_beacon_missing"


class NotSeated(DomainError):
    """Whoever should step down has no seat."""

    code = "panel_not_seated"


class AuditNotReadable(WrongInput):
    """The file is not one that a panel is checked by."""

    code = "lot_audit_not_readable"
