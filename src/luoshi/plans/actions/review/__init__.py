"""Verbs of the review: settle a doubt, correct what was read, undo."""
