"""Verbs on documents and plans."""
