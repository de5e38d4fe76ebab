"""Corrective measures: the guideline, their terms, their execution and their end."""
