"""What the record refuses."""

from comity.kernel.errors import DomainError


class WrongKeyFile(DomainError):
    """The key file belongs to another database, or is an old copy: it opens nothing here."""

    code = "wrong_key_file"
