"""Verbs on registers, records, bindings and imports."""
