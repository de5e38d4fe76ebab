"""The first pages: home, help, words, and who can see what."""
