"""The reader's language, as the libraries below call it."""

from django.utils.translation import get_language


def language() -> str:
    """``en`` for readers of English, else ``zh``."""
    return "en" if (get_language() or "").startswith("en") else "zh"
