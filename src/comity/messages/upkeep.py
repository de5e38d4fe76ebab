"""Words of ``upkeep``, by code: what is wrong, and behind ``mend_`` how to mend it."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "check_backlog": _(
        "For %(minutes)s minutes things have been waiting to be done (%(count)s now)."
    ),
    "mend_check_backlog": _("See that a worker runs: comity worker, or comity serve."),
    "check_broke": _("The check %(check)s broke itself (%(problem)s)."),
    "mend_check_broke": _("Look in the log for what failed, and tell the makers of Comity."),
    "check_checksums_off": _("PostgreSQL would not notice if the disk changed what is stored."),
    "mend_check_checksums_off": _(
        "Stop PostgreSQL, run pg_checksums --enable, and start it again."
    ),
    "check_clock_back": _(
        "The clock of this machine shows a time %(minutes)s minutes before the last line of the "
        "record."
    ),
    "mend_check_clock_back": _(
        "Set the clock right, with time from the network. Nothing is lost: the record keeps its "
        "order, and what is due waits until its time comes again."
    ),
    "check_database_broken": _("The database file is damaged."),
    "mend_check_database_broken": _("Stop Comity and restore the newest backup that is whole."),
    "check_database_gone": _("The database does not answer (%(problem)s)."),
    "mend_check_database_gone": _(
        "See that it runs and that COMITY_DATABASE_URL names it. Comity goes on by itself when it "
        "answers again."
    ),
    "check_held": _("A backup was restored on %(since)s; letters and work on wikis wait since."),
    "mend_check_held": _("Look whether everything is there, then run: comity restore --resume"),
    "check_dead": _("Tasks that failed again and again: %(count)s (%(handlers)s)."),
    "mend_check_dead": _(
        "Look in the log for these names. They are tried again every hour, so nothing is lost."
    ),
    "check_disk_full": _("Only %(free)s MB are free on the disk of %(path)s."),
    "mend_check_disk_full": _("Make room there, or move it to a larger disk."),
    "check_fsync_off": _("PostgreSQL does not wait until the disk has what it was given."),
    "mend_check_fsync_off": _("Switch fsync and full_page_writes on in postgresql.conf."),
    "check_host_missing": _("COMITY_HOSTS does not name %(host)s, so every request is refused."),
    "mend_check_host_missing": _("Add it to COMITY_HOSTS and start again."),
    "check_hosts_local": _("COMITY_HOSTS names only this machine."),
    "mend_check_hosts_local": _("Set it to the names under which people reach this place."),
    "check_keys_folder": _("Everybody on this machine can change what lies in %(path)s."),
    "mend_check_keys_folder": _("Run: chmod o-w %(path)s"),
    "check_keys_missing": _("There is no key file at %(path)s."),
    "mend_check_keys_missing": _("Put it back from your backup, or set COMITY_KEY_FILE."),
    "check_keys_mode": _("Others on this machine can read the key file %(path)s."),
    "mend_check_keys_mode": _("Run: chmod 600 %(path)s"),
    "check_keys_owner": _("The key file %(path)s belongs to somebody else on this machine."),
    "mend_check_keys_owner": _("Give it to the user under which Comity runs, with chown."),
    "check_keys_wrong": _(
        "The key file %(path)s does not belong to this database, or is an old copy."
    ),
    "mend_check_keys_wrong": _(
        "Put back the newest copy of the key file that was used with this database. Until then "
        "Comity refuses to start, and nothing is changed."
    ),
    "check_mail_delayed": _("Letters that the mail server has put off: %(count)s."),
    "mend_check_mail_delayed": _(
        "They are tried again by themselves. If they stay, look into the log of the mail server."
    ),
    "check_mail_login": _("The mail server %(host)s:%(port)s refuses our name and password."),
    "mend_check_mail_login": _("Put the right ones into COMITY_MAIL_URL and start again."),
    "check_mail_nowhere": _("Letters are printed and sent to nobody."),
    "mend_check_mail_nowhere": _("Set COMITY_MAIL_URL to your mail server."),
    "check_mail_open": _("Letters travel unencrypted to %(host)s:%(port)s."),
    "mend_check_mail_open": _("Use smtps:// in COMITY_MAIL_URL."),
    "check_mail_refused": _("Letters that the mail server will never take: %(count)s."),
    "mend_check_mail_refused": _(
        "Look into its log for the reason. Who gets no letters still finds everything on their "
        "own page."
    ),
    "check_mail_away": _("The mail server %(host)s:%(port)s does not answer (%(problem)s)."),
    "mend_check_mail_away": _(
        "See that it runs, that its certificate is good, and that COMITY_MAIL_URL names it. "
        "Letters wait until then."
    ),
    "check_migrations_missing": _("Changes of the tables that are missing: %(count)s (%(names)s)."),
    "mend_check_migrations_missing": _("Make a backup, stop Comity, and run: comity migrate"),
    "check_migrations_unknown": _(
        "A newer version of Comity has changed the tables: %(count)s times (%(names)s)."
    ),
    "mend_check_migrations_unknown": _("Install that version again, or restore an older backup."),
    "check_never_ticked": _("The work of each minute has never been done here."),
    "mend_check_never_ticked": _(
        "Start Comity with comity serve, or run comity tick every minute."
    ),
    "check_no_handlers": _(
        "%(community)s: a report about %(subject)s with severity %(severity)s could be opened by "
        "fewer than %(needed)s people, in no body up to the movement."
    ),
    "check_no_reviewers": _(
        "%(community)s: words of its code wait to be judged, and too few people can do it. Texts: "
        "%(texts)s; people: %(people)s, of them from outside: %(outside)s. From %(day)s on the "
        "words can be put in force without having been judged."
    ),
    "mend_check_no_reviewers": _(
        "Name two people who do not write this code, one of them from outside, with comity code "
        "reviewer."
    ),
    "mend_check_no_handlers": _("Seat members and ask them to make their keys."),
    "check_tick_old": _("The work of each minute has not been done since %(since)s UTC."),
    "mend_check_tick_old": _("See that comity clock, comity serve or the timer runs."),
    "check_not_writable": _("Nothing can be written to the database (%(problem)s)."),
    "mend_check_not_writable": _(
        "See that the disk is not full, that nobody holds the database locked, and that our user "
        "may write to it."
    ),
    "check_nothing_set_up": _("Nothing has been set up here."),
    "mend_check_nothing_set_up": _("Begin with: comity init, or try: comity sandbox"),
    "check_url_local": _("COMITY_URL is %(url)s, which nobody else can reach."),
    "mend_check_url_local": _("Set it to the address that people type."),
    "check_url_not_secure": _("COMITY_URL is %(url)s, so everybody on the way can read along."),
    "mend_check_url_not_secure": _("Serve it by TLS and begin the address with https://"),
    "check_wal_large": _("The file in which SQLite writes ahead has grown to %(size)s MB."),
    "mend_check_wal_large": _(
        "Something reads for very long: look for a forgotten backup or shell, and end it."
    ),
    "check_wal_off": _("SQLite does not write ahead (its mode is %(mode)s)."),
    "mend_check_wal_off": _("Put the database on a local disk: network folders cannot do it."),
    "check_wiki_never_asked": _("%(community)s: nobody has asked its wiki yet what we may do."),
    "mend_check_wiki_never_asked": _("Run: comity wiki check %(community)s"),
    "check_wiki_no_blocks": _("%(community)s: our login may not block on its wiki."),
    "mend_check_wiki_no_blocks": _(
        "Ask the wiki for the right to block, or carry such measures out by hand."
    ),
    "check_wiki_no_notices": _("%(community)s: our login may not write on its wiki."),
    "mend_check_wiki_no_notices": _("Ask the wiki for the right to edit talk pages."),
    "check_wiki_trouble": _("%(community)s: its wiki could not be used when it was last asked."),
    "mend_check_wiki_trouble": _("Run: comity wiki check %(community)s"),
    "check_wiki_away": _("%(community)s: its wiki at %(url)s cannot be used (%(code)s)."),
    "mend_check_wiki_away": _(
        "Open that address from this machine. If it answers, renew the login with: "
        "comity wiki connect"
    ),
}
