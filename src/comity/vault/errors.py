"""What the vault refuses."""

from comity.kernel.errors import DomainError, NotFound, WrongInput


class Sealed(NotFound):
    """There is no such room, or none that these keys open. The two look the same on purpose."""


class NoCertifiedKey(DomainError):
    """Somebody who should be able to open a room has no key that the service certified."""

    code = "no_certified_key"


class KeyAlreadyMade(DomainError):
    """Somebody has keys already; new ones would leave their rooms shut."""

    code = "key_already_made"


class NoKeyYet(DomainError):
    """Somebody wants to unlock keys that they have not made yet."""

    code = "no_key_yet"


class WrongPassphrase(WrongInput):
    """The passphrase or the recovery code opens nothing."""

    code = "wrong_passphrase"


class Barred(DomainError):
    """Somebody who stands aside from a room cannot be let in again."""

    code = "barred"


class Locked(DomainError):
    """Rooms open only with unlocked keys."""

    code = "locked"
    status = 403
