"""YAML read as nodes that know their line, with every problem kept as a value."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from luoshi.engines.kernel.wording import word
from luoshi.engines.kernel.words import Words

_LONGEST = 65_536
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")
_TEXT_TAG = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class RuleError:
    """What is wrong in a rules file, where (lines from 1), and what to do about it."""

    file: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} {self.remedy}"


@dataclass(slots=True)
class Problems:
    """Collects the errors of one file while it is read."""

    file: str
    language: str
    found: list[RuleError] = field(default_factory=list)

    def at(self, line: int, code: str, /, **values: str) -> None:
        """Note a problem; ``code`` has its message and its remedy in the catalogue."""
        message = word(f"error.{code}", language=self.language, **values)
        remedy = word(f"remedy.{code}", language=self.language, **values)
        self.found.append(RuleError(self.file, line, message, remedy))

    def on(self, node: Node, code: str, /, **values: str) -> None:
        """Note a problem on a node's first line."""
        self.at(line_of(node), code, **values)


def line_of(node: Node) -> int:
    """The line, from 1, that a node starts on."""
    return int(node.start_mark.line) + 1


def compose(text: str, problems: Problems) -> Node | None:
    """The document's root node; ``None`` with a problem when it is not YAML, empty or too large."""
    if len(text) > _LONGEST:
        problems.at(1, "too-long", most=str(_LONGEST))
        return None
    try:
        root: Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.at(line, "syntax", problem=str(error.problem))
    except yaml.YAMLError:
        problems.at(1, "characters")
    except RecursionError:
        problems.at(1, "too-deep")
    else:
        if root is None:
            problems.at(1, "empty")
        return root
    return None


def mapping(
    node: Node, problems: Problems, *, required: Iterable[str], optional: Iterable[str] = ()
) -> Mapping[str, Node]:
    """The values by key; notes a missing, unknown or repeated key. Empty when it is no mapping."""
    if not isinstance(node, MappingNode):
        problems.on(node, "not-mapping")
        return {}
    required, values = tuple(required), dict[str, Node]()
    allowed = (*required, *optional)
    for key, value in node.value:
        name = str(key.value) if isinstance(key, ScalarNode) else "?"
        if name not in allowed:
            problems.on(key, "unknown-key", key=name, allowed="、".join(allowed))
        elif name in values:
            problems.on(key, "repeated-key", key=name)
        values[name] = value
    for name in required:
        if name not in values:
            problems.on(node, "missing-key", key=name)
    return values


def sequence(node: Node | None, problems: Problems) -> list[Node]:
    """The items of a list that must not be empty; none where the key itself is missing."""
    if node is None:
        return []
    if not isinstance(node, SequenceNode) or not node.value:
        problems.on(node, "not-list")
        return []
    return list(node.value)


def text(node: Node | None, problems: Problems) -> str:
    """A text that is not blank; ``""`` with a problem for anything else."""
    if node is None:
        return ""
    if isinstance(node, ScalarNode) and node.tag == _TEXT_TAG and node.value.strip():
        return str(node.value.strip())
    problems.on(node, "not-text")
    return ""


def one_of(node: Node | None, problems: Problems, *, allowed: Iterable[str]) -> str:
    """A text of a fixed set; ``""`` with a problem for any other."""
    said, allowed = text(node, problems), tuple(allowed)
    if node is not None and said and said not in allowed:
        problems.on(node, "unknown-value", value=said, allowed="、".join(allowed))
        return ""
    return said


def number(node: Node, problems: Problems) -> Decimal | None:
    """A plain number of at most 12 digits on either side of the point; ``None`` with a problem."""
    if isinstance(node, ScalarNode) and _NUMBER.fullmatch(node.value):
        return Decimal(node.value)
    problems.on(node, "not-number")
    return None


def words(node: Node | None, problems: Problems) -> Words:
    """A text in both languages: ``{zh: …, en: …}``, or one text that serves for both."""
    if node is None or isinstance(node, ScalarNode):
        said = text(node, problems)
        return Words(said, said)
    keys = mapping(node, problems, required=("zh", "en"))
    return Words(text(keys.get("zh"), problems), text(keys.get("en"), problems))


def truth(node: Node | None, problems: Problems) -> bool:
    """``true`` or ``false``; false where the key is missing."""
    if node is None:
        return False
    if isinstance(node, ScalarNode) and node.value in ("true", "false"):
        return bool(node.value == "true")
    problems.on(node, "not-truth")
    return False


def identifiers(items: Iterable[Node], problems: Problems) -> tuple[str, ...]:
    """The ``id`` of each mapping of a list, in order; notes one that is taken twice."""
    found: list[str] = []
    for item in items:
        pairs = item.value if isinstance(item, MappingNode) else ()
        name = next((str(value.value) for key, value in pairs if key.value == "id"), "")
        if name and name in found:
            problems.on(item, "repeated-id", id=name)
        found.append(name)
    return tuple(found)
