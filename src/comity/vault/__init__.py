"""Rooms, wraps, epochs and slots: who can open what."""
