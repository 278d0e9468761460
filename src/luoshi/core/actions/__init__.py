"""Verbs on accounts and jurisdictions."""
