"""Words of ``upkeep``, by code: what is wrong, and behind ``_mend`` how to mend it."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "check_backlog": _(
        "For %(minutes)s minutes things have been waiting to be done (%(count)s now)."
    ),
    "check_backlog_mend": _("See that a worker runs: comity worker, or comity serve."),
    "check_broke": _("The check %(check)s broke itself (%(problem)s)."),
    "check_broke_mend": _("Look in the log for what failed, and tell the makers of Comity."),
    "check_checksums_off": _("PostgreSQL would not notice if the disk changed what is stored."),
    "check_checksums_off_mend": _(
        "Stop PostgreSQL, run pg_checksums --enable, and start it again."
    ),
    "check_clock_back": _(
        "The clock of this machine shows a time %(minutes)s minutes before the last line of the "
        "record."
    ),
    "check_clock_back_mend": _(
        "Set the clock right, with time from the network. Nothing is lost: the record keeps its "
        "order, and what is due waits until its time comes again."
    ),
    "check_database_damaged": _("The database file is damaged."),
    "check_database_damaged_mend": _("Stop Comity and restore the newest backup that is whole."),
    "check_database_gone": _("The database does not answer (%(problem)s)."),
    "check_database_gone_mend": _(
        "See that it runs and that COMITY_DATABASE_URL names it. Comity goes on by itself when it "
        "answers again."
    ),
    "check_dead": _("Tasks that failed again and again: %(count)s (%(handlers)s)."),
    "check_dead_mend": _(
        "Look in the log for these names. They are tried again every hour, so nothing is lost."
    ),
    "check_disk_full": _("Only %(free)s MB are free on the disk of %(path)s."),
    "check_disk_full_mend": _("Make room there, or move it to a larger disk."),
    "check_fsync_off": _("PostgreSQL does not wait until the disk has what it was given."),
    "check_fsync_off_mend": _("Switch fsync and full_page_writes on in postgresql.conf."),
    "check_host_missing": _("COMITY_HOSTS does not name %(host)s, so every request is refused."),
    "check_host_missing_mend": _("Add it to COMITY_HOSTS and start again."),
    "check_hosts_local": _("COMITY_HOSTS names only this machine."),
    "check_hosts_local_mend": _("Set it to the names under which people reach this place."),
    "check_keys_folder": _("Everybody on this machine can change what lies in %(path)s."),
    "check_keys_folder_mend": _("Run: chmod o-w %(path)s"),
    "check_keys_missing": _("There is no key file at %(path)s."),
    "check_keys_missing_mend": _("Put it back from your backup, or set COMITY_KEY_FILE."),
    "check_keys_mode": _("Others on this machine can read the key file %(path)s."),
    "check_keys_mode_mend": _("Run: chmod 600 %(path)s"),
    "check_keys_owner": _("The key file %(path)s belongs to somebody else on this machine."),
    "check_keys_owner_mend": _("Give it to the user under which Comity runs, with chown."),
    "check_keys_wrong": _(
        "The key file %(path)s does not belong to this database, or is an old copy."
    ),
    "check_keys_wrong_mend": _(
        "Put back the newest copy of the key file that was used with this database. Until then "
        "Comity refuses to start, and nothing is changed."
    ),
    "check_mail_delayed": _("Letters that the mail server has put off: %(count)s."),
    "check_mail_delayed_mend": _(
        "They are tried again by themselves. If they stay, look into the log of the mail server."
    ),
    "check_mail_login": _("The mail server %(host)s:%(port)s refuses our name and password."),
    "check_mail_login_mend": _("Put the right ones into COMITY_MAIL_URL and start again."),
    "check_mail_nowhere": _("Letters are printed and sent to nobody."),
    "check_mail_nowhere_mend": _("Set COMITY_MAIL_URL to your mail server."),
    "check_mail_open": _("Letters travel unencrypted to %(host)s:%(port)s."),
    "check_mail_open_mend": _("Use smtps:// in COMITY_MAIL_URL."),
    "check_mail_refused": _("Letters that the mail server will never take: %(count)s."),
    "check_mail_refused_mend": _(
        "Look into its log for the reason. Who gets no letters still finds everything on their "
        "own page."
    ),
    "check_mail_unreachable": _("The mail server %(host)s:%(port)s does not answer (%(problem)s)."),
    "check_mail_unreachable_mend": _(
        "See that it runs, that its certificate is good, and that COMITY_MAIL_URL names it. "
        "Letters wait until then."
    ),
    "check_migrations_missing": _("Changes of the tables that are missing: %(count)s (%(names)s)."),
    "check_migrations_missing_mend": _("Make a backup, stop Comity, and run: comity migrate"),
    "check_migrations_unknown": _(
        "A newer version of Comity has changed the tables: %(count)s times (%(names)s)."
    ),
    "check_migrations_unknown_mend": _("Install that version again, or restore an older backup."),
    "check_never_ticked": _("The work of each minute has never been done here."),
    "check_never_ticked_mend": _(
        "Start Comity with comity serve, or run comity tick every minute."
    ),
    "check_no_handlers": _(
        "%(community)s: a report about %(subject)s with severity %(severity)s could be opened by "
        "fewer than %(needed)s people, in no body up to the movement."
    ),
    "check_no_handlers_mend": _("Seat members and ask them to make their keys."),
    "check_not_ticking": _("The work of each minute has not been done since %(since)s UTC."),
    "check_not_ticking_mend": _("See that comity clock, comity serve or the timer runs."),
    "check_not_writable": _("Nothing can be written to the database (%(problem)s)."),
    "check_not_writable_mend": _(
        "See that the disk is not full, that nobody holds the database locked, and that our user "
        "may write to it."
    ),
    "check_nothing_set_up": _("Nothing has been set up here."),
    "check_nothing_set_up_mend": _("Begin with: comity init, or try: comity sandbox"),
    "check_url_local": _("COMITY_URL is %(url)s, which nobody else can reach."),
    "check_url_local_mend": _("Set it to the address that people type."),
    "check_url_not_secure": _("COMITY_URL is %(url)s, so everybody on the way can read along."),
    "check_url_not_secure_mend": _("Serve it by TLS and begin the address with https://"),
    "check_wal_large": _("The file in which SQLite writes ahead has grown to %(size)s MB."),
    "check_wal_large_mend": _(
        "Something reads for very long: look for a forgotten backup or shell, and end it."
    ),
    "check_wal_off": _("SQLite does not write ahead (its mode is %(mode)s)."),
    "check_wal_off_mend": _("Put the database on a local disk: network folders cannot do it."),
    "check_wiki_never_asked": _("%(community)s: nobody has asked its wiki yet what we may do."),
    "check_wiki_never_asked_mend": _("Run: comity wiki check %(community)s"),
    "check_wiki_no_blocks": _("%(community)s: our login may not block on its wiki."),
    "check_wiki_no_blocks_mend": _(
        "Ask the wiki for the right to block, or carry such measures out by hand."
    ),
    "check_wiki_no_notices": _("%(community)s: our login may not write on its wiki."),
    "check_wiki_no_notices_mend": _("Ask the wiki for the right to edit talk pages."),
    "check_wiki_trouble": _("%(community)s: its wiki could not be used when it was last asked."),
    "check_wiki_trouble_mend": _("Run: comity wiki check %(community)s"),
    "check_wiki_unreachable": _("%(community)s: its wiki at %(url)s cannot be used (%(code)s)."),
    "check_wiki_unreachable_mend": _(
        "Open that address from this machine. If it answers, renew the login with: "
        "comity wiki connect"
    ),
}
