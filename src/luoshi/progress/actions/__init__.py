"""Verbs on schedules, readings and light rules."""
