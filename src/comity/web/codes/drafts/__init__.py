"""Pages for those who draft a code: start, edit provision by provision, publish, freeze."""
