"""Words of the checklist of a wiki: what is needed, why, and what cannot be done without it."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "wiki_need_address": _("Its address is safe to send a password to"),
    "wiki_why_address": _("The password of our login travels to this address."),
    "wiki_without_address": _("Nothing is sent there at all."),
    "wiki_need_answer": _("A wiki answers there"),
    "wiki_why_answer": _("Everything we do there goes through its programming interface, api.php."),
    "wiki_without_answer": _("Nothing can be read or carried out. It is tried again later."),
    "wiki_need_login": _("It lets our login in"),
    "wiki_why_login": _("What we do is done in the name of one account, for everybody to see."),
    "wiki_without_login": _("Measures are not carried out, and nobody is written to."),
    "wiki_need_version": _("Its software is one we know"),
    "wiki_why_version": _("We ask every wiki what it can do. From MediaWiki 1.35 we know it."),
    "wiki_without_version": _("Everything may work all the same, but nobody has tried it."),
    "wiki_need_free": _("Our account there is not blocked"),
    "wiki_why_free": _("A blocked account cannot write, block or change groups."),
    "wiki_without_free": _("Measures are not carried out. Ask an administrator of the wiki."),
    "wiki_need_read": _("We may read pages"),
    "wiki_why_read": _("A reported edit is fetched and kept, in case it is hidden later."),
    "wiki_without_read": _("Edits that people report cannot be kept as evidence."),
    "wiki_need_write": _("We may write on talk pages"),
    "wiki_why_write": _("Whoever a case is about is told on their talk page that a message waits."),
    "wiki_without_write": _(
        "People whom a case is about cannot be told, so their cases stand still."
    ),
    "wiki_need_block": _("We may block accounts, and lift blocks"),
    "wiki_why_block": _("Blocks that a body decided are placed, and taken back when they end."),
    "wiki_without_block": _("Blocks wait until somebody grants this."),
    "wiki_need_block_mail": _("We may keep a blocked account from writing e-mail"),
    "wiki_why_block_mail": _("Some people go on by e-mail when they can no longer edit."),
    "wiki_without_block_mail": _("A block leaves e-mail through the wiki open."),
    "wiki_need_read_deleted": _("We may read deleted edits"),
    "wiki_why_read_deleted": _("What is reported is often deleted before a body sees it."),
    "wiki_without_read_deleted": _("Deleted edits have to be copied into the report by hand."),
    "wiki_need_partial_blocks": _("A block can close single pages only"),
    "wiki_why_partial_blocks": _("The mildest block closes the pages that matter, no others."),
    "wiki_without_partial_blocks": _(
        "A body can only block an account everywhere. The wiki needs MediaWiki 1.33 or newer."
    ),
    "wiki_need_mail": _("We may write to people through the wiki"),
    "wiki_why_mail": _("Somebody who no longer visits the wiki can still be told."),
    "wiki_without_mail": _(
        "People are told on their talk pages only. Our account also needs a confirmed address."
    ),
    "wiki_need_renames": _("Renamed accounts can be followed"),
    "wiki_why_renames": _("A new name must not end a measure or lose a case."),
    "wiki_without_renames": _(
        "A reported account that was renamed must be found by hand. MediaWiki below 1.40 needs "
        "the extension Renameuser."
    ),
    "wiki_need_temporary": _("People without an account edit under a passing name"),
    "wiki_why_temporary": _("Comity keeps no network addresses, so it can name only accounts."),
    "wiki_without_temporary": _(
        "Nothing can follow from edits that show a network address. This needs MediaWiki 1.42 "
        "or newer."
    ),
    "wiki_need_little": _("Our login holds nothing that it never uses"),
    "wiki_why_little": _("What our login cannot do, nobody can do who steals it."),
    "wiki_without_little": _("Take these rights away from it: untick them where you made it."),
    "wiki_need_group": _("We may keep the group of people who have signed"),
    "wiki_why_group": _("Whoever signs is put into this group, and into no other."),
    "wiki_without_group": _("The group stays as it is, whoever signs."),
    "wiki_need_only_group": _("Only people who have signed can edit"),
    "wiki_why_only_group": _("The community has decided so. The wiki itself has to carry it out."),
    "wiki_without_only_group": _("The decision has no effect: who has not signed edits as before."),
    "wiki_met_met": _("met"),
    "wiki_met_missing": _("missing"),
    "wiki_met_excess": _("too much"),
    "wiki_met_unknown": _("not known"),
    "wiki_standing_works": _("answers"),
    "wiki_standing_troubled": _("does not work"),
    "wiki_standing_unchecked": _("not checked yet"),
    "wiki_standing_disconnected": _("disconnected"),
}
