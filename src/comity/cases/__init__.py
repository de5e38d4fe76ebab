"""Hearing, panel, findings, decision and appeal."""
