"""Pages about suggestions, answers, agreement, and how a consultation ends."""
