"""Invented facts for an installation that people try out."""
