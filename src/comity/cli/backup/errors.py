"""What backing up and restoring refuse."""

from comity.kernel.errors import DomainError


class BackupNotWhole(DomainError):
    """The file was cut off, changed, or is no backup at all."""

    code = "backup_not_whole"


class BackupTooNew(DomainError):
    """The backup was made by a later version of Comity."""

    code = "backup_too_new"


class NotEmptyHere(DomainError):
    """There is something where a backup is to be restored."""

    code = "not_empty_here"


class FileThere(DomainError):
    """A file of this name is there already."""

    code = "file_there"


class DiskFull(DomainError):
    """There is not enough room for what is to be written."""

    code = "disk_full"


class CannotWrite(DomainError):
    """The folder does not exist, or we may not write there."""

    code = "cannot_write"


class RecordBroken(DomainError):
    """What was restored is not the record that was written."""

    code = "restored_record_broken"


class HeadDiffers(DomainError):
    """A signed head that was kept outside says something else than the record."""

    code = "restored_head_differs"


class TablesNewer(DomainError):
    """The database was brought up to date by a later version: we do not know all of its tables."""

    code = "tables_newer"
