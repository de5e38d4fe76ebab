"""Words for whoever runs Comity: backups, keys, and what stands in their way, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "backup_not_whole": _(
        "%(file)s is no whole backup: it was cut off, or something in it was changed. "
        "Nothing was restored. Copy it again from where you keep it, or take an older one."
    ),
    "backup_too_new": _(
        "This backup was made by Comity %(version)s, which is newer than what is installed here. "
        "Nothing was restored. Install that version first."
    ),
    "cannot_write": _("%(file)s cannot be written: %(reason)s."),
    "disk_full": _(
        "There is not enough room: %(needed)s MB are needed, and %(free)s MB are free. "
        "What was begun was taken away again."
    ),
    "file_there": _("There is a file %(file)s already. It was left as it is. Choose another name."),
    "not_empty_here": _(
        "There is something in the database here. A backup is restored into an empty one only, "
        "so that nothing is lost. Name another database, or take this one away yourself."
    ),
    "restored_head_differs": _(
        "The signed head %(file)s says something else than the record in this backup. One of "
        "them is not genuine. Nothing was restored."
    ),
    "tables_newer": _(
        "A newer version of Comity has worked with this database. Nothing was written. "
        "Run this with that version."
    ),
    "restored_record_broken": _(
        "The record in this backup is not as it was written: the %(chain)s chain is broken at "
        "line %(number)s. Nothing was restored. Take an older backup."
    ),
}
