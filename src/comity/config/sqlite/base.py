"""Turns at the one writer that SQLite has.

SQLite lets who waits sleep longer and longer, up to 100 ms a time; meanwhile whoever comes next
passes them by. Under a crowd most wait little and some wait for seconds. Asking again every two
milliseconds costs next to nothing and keeps the longest wait short.
"""

import sqlite3
import time

from django.db.backends.sqlite3 import base

NAP = 0.002
"""Seconds between two tries to become the writer."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that asks often and evenly to be the writer."""

    def _start_transaction_under_autocommit(self) -> None:
        patience = float(self.settings_dict["OPTIONS"]["timeout"])
        ends = time.monotonic() + patience
        with self.wrap_database_errors:
            self.connection.execute("PRAGMA busy_timeout=0")
            try:
                while not self._begun(give_up=time.monotonic() >= ends):
                    time.sleep(NAP)
            finally:
                self.connection.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")

    def _begun(self, *, give_up: bool) -> bool:
        try:
            self.connection.execute(f"BEGIN {self.settings_dict['OPTIONS']['transaction_mode']}")
        except sqlite3.OperationalError as refusal:
            if give_up or refusal.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True
