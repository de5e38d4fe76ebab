"""Pages of people who serve: their inbox, their cases, one page for each move."""
