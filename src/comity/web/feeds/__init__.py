"""Atom feeds of what is public: new versions of codes, and what the open record says."""
