"""Consultations over the API, one module an area."""
