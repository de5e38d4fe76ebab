"""Consultations: rounds, contributions in any language, opinion maps, answers, the freeze."""
