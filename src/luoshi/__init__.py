"""Luoshi: from the printed work plan of a government to the proven result."""

__version__ = "0.1.0"
