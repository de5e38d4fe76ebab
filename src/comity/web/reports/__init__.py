"""Pages of reporters: writing a report, keeping its receipt, coming back with it."""
