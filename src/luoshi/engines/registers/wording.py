"""Objections in words, with the titles that the pack gives its fields and checks."""

from luoshi.engines.kernel import word
from luoshi.engines.lifecycle import Objection
from luoshi.engines.registers.model import Pack


def worded(pack: Pack, objection: Objection, *, language: str = "zh") -> str:
    """The objection as a sentence, without the name of the field that it is about."""
    values = dict(objection.values)
    if objection.key == "check.failed":
        message = next(each.message for each in pack.checks if each.id == values["check"])
        return message.say(language)
    if "field" in values:
        values["field"] = pack.field(values["field"]).title.say(language)
    return word(objection.key, language=language, **values)


def placed(pack: Pack, objection: Objection, *, language: str = "zh") -> str:
    """The same with the field in front, where it is about one."""
    said = worded(pack, objection, language=language)
    field = pack.by_id.get(objection.field)
    return f"{field.title.say(language)}：{said}" if field else said
