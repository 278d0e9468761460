"""A text in both languages, as rules files give it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        """The text for a language; any but Chinese reads English."""
        return self.zh if language.startswith("zh") else self.en

    def __str__(self) -> str:
        return self.zh
