"""Verbs on units and people."""
