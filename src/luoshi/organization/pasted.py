"""Names of units out of a pasted list or a document's text. Pure: no database, no clock.

A list has its names one to a line, or set apart by `、` and other marks; numbers in front, a heading
up to a colon and a full stop behind are no part of a name. A bracket stays with its name.
"""

import re

from luoshi.organization.kinds import UnitKind, kind_of
from luoshi.organization.naming import folded, is_group
from luoshi.organization.roster_index import RosterIndex

LONGEST = 40
"""Characters of a name at most; whatever is longer is a sentence."""
_MARKS = re.compile(r"[\n\r\t、，,；;|。]+(?![^(（]*[)）])")
_NUMBER = re.compile(r"^\s*([(（]?[0-9０-９一二三四五六七八九十]{1,3}[)）.．、:：]|[-—·•●■◆*]+)\s*")
_HEADING = re.compile(r"^[^(（:：]*[:：]")
_PART_OF_A_SENTENCE = re.compile(r"[的了和为是在将由对]|[0-9]|\(|《")
_DOES_SOMETHING = re.compile(
    r"^(决定|同意|拟|关于|根据|按照|依据|经研究|现将|现就|特此|成立|设立|组建|调整|召开|印发|负责|承担|推进|配合|牵头)"
)
"""No office is called so; a sentence that ends with one's name begins so: `决定成立某领导小组`."""
_LONGEST_FOUND = 20
_SHORTEST_FOUND = 3


def names_of(text: str) -> tuple[str, ...]:
    """Every name of a list once, in order, as it is compared (`naming.folded`)."""
    pieces = (_bare(piece) for line in text.splitlines() for piece in _MARKS.split(_NUMBER.sub("", line)))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def _bare(piece: str) -> str:
    return folded(_HEADING.sub("", _NUMBER.sub("", piece)))


def names_in(text: str, roster: RosterIndex) -> tuple[str, ...]:
    """Names that a document's text most likely speaks of: those known, and those that end as offices do."""
    return tuple(name for name in names_of(text) if _known(name, roster) or _likely(name))


def _known(name: str, roster: RosterIndex) -> bool:
    return bool(roster.bearing(name) or roster.groups_named(name))


def _likely(name: str) -> bool:
    if not _SHORTEST_FOUND <= len(name) <= _LONGEST_FOUND or _PART_OF_A_SENTENCE.search(name):
        return False
    if _DOES_SOMETHING.match(name):
        return False
    return kind_of(name) is not UnitKind.OTHER and not is_group(name)
