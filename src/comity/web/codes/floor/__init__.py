"""Pages of the floor: where codes stand, words that people judge, opinions on drafts."""
