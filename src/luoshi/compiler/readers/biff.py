"""The records of a workbook of Excel 97 to 2003 (BIFF8, [MS-XLS]), as values.

Numbers keep the index of their format here, so a percentage is read as one.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

BOF: Final = 0x0809
EOF: Final = 0x000A
FILEPASS: Final = 0x002F
DATEMODE: Final = 0x0022
FORMAT: Final = 0x041E
XF: Final = 0x00E0
BOUNDSHEET: Final = 0x0085
SST: Final = 0x00FC
CONTINUE: Final = 0x003C
ROW: Final = 0x0208
COLINFO: Final = 0x007D
LABELSST: Final = 0x00FD
LABEL: Final = 0x0204
RSTRING: Final = 0x00D6
NUMBER: Final = 0x0203
RK: Final = 0x027E
MULRK: Final = 0x00BD
FORMULA: Final = 0x0006
STRING: Final = 0x0207
BOOLERR: Final = 0x0205
MERGEDCELLS: Final = 0x00E5
BIFF8: Final = 0x0600


class Record(NamedTuple):
    """A record: its kind, and its data with that of the records that continue it."""

    kind: int
    parts: list[bytes]

    @property
    def data(self) -> bytes:
        """The data before any continuation."""
        return self.parts[0]


@dataclass(frozen=True, slots=True)
class Bound:
    """A sheet as the workbook lists it."""

    start: int
    visible: bool
    worksheet: bool
    name: str


class Value(NamedTuple):
    """A cell's value: a text, or a number (its digits) with the index of its format."""

    row: int
    column: int
    style: int
    text: str
    number: bool


def records(stream: bytes, start: int = 0, end: int | None = None) -> Iterator[Record]:
    """The records of the substream at ``start``, without those of charts inside it."""
    end = len(stream) if end is None else min(end, len(stream))
    at, depth, held = start, 0, None
    while at + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, at)
        data, at = stream[at + 4 : at + 4 + length], at + 4 + length
        if kind == CONTINUE and held is not None:
            held.parts.append(data)
            continue
        if held is not None:
            yield held
        depth += (kind == BOF) - (kind == EOF)
        held = Record(kind, [data]) if depth == 1 else None
        if depth < 1:
            break
    if held is not None:
        yield held


class _Letters:
    """Reads strings; where one goes on in the next part, that part says anew how wide letters are."""

    def __init__(self, parts: Sequence[bytes], at: int = 0) -> None:
        self._parts = parts
        self._part = 0
        self._at = at

    def string(self, *, short: bool = False) -> str:
        """A string with its length in front, in one byte where it is ``short``."""
        self._next_part_if_ended()
        (count,) = self._unpack("<B" if short else "<H")
        (flags,) = self._unpack("<B")
        runs = self._unpack("<H")[0] if flags & 0x08 else 0
        extra = self._unpack("<I")[0] if flags & 0x04 else 0
        text = self._letters(count, wide=bool(flags & 1))
        self._skip(4 * runs + extra)
        return text

    def more(self) -> bool:
        """Whether there is anything left."""
        return self._at < len(self._parts[self._part]) or self._part + 1 < len(self._parts)

    def _unpack(self, form: str) -> tuple[int, ...]:
        found: tuple[int, ...] = struct.unpack_from(form, self._parts[self._part], self._at)
        self._at += struct.calcsize(form)
        return found

    def _letters(self, count: int, *, wide: bool) -> str:
        pieces = ""
        while count:
            size = 2 if wide else 1
            data = self._parts[self._part][self._at : self._at + count * size]
            pieces += data.decode("utf-16-le" if wide else "latin-1", errors="replace")
            self._at += len(data)
            count -= len(data) // size
            if count:
                self._turn()
                wide = bool(self._unpack("<B")[0] & 1)
        return pieces

    def _skip(self, count: int) -> None:
        while count > (left := len(self._parts[self._part]) - self._at):
            count -= left
            self._turn()
        self._at += count

    def _next_part_if_ended(self) -> None:
        if self._at >= len(self._parts[self._part]):
            self._turn()

    def _turn(self) -> None:
        """On to the next part. Raises ``IndexError`` behind the last."""
        if self._part + 1 >= len(self._parts):
            raise IndexError(self._part)
        self._part, self._at = self._part + 1, 0


def shared_strings(record: Record) -> list[str]:
    """The texts that cells refer to."""
    (count,) = struct.unpack_from("<4xI", record.data)
    letters = _Letters(record.parts, 8)
    texts: list[str] = []
    while len(texts) < count and letters.more():
        texts.append(letters.string())
    return texts


def bound(record: Record) -> Bound:
    """A sheet in the workbook's list."""
    start, hidden, kind = struct.unpack_from("<IBB", record.data)
    name = _Letters(record.parts, 6).string(short=True)
    return Bound(start, visible=not hidden & 3, worksheet=kind == 0, name=name)


def number_format(record: Record) -> tuple[int, str]:
    """A format's index and its code."""
    (index,) = struct.unpack_from("<H", record.data)
    return index, _Letters(record.parts, 2).string()


def areas(record: Record) -> Iterator[tuple[int, int, int, int]]:
    """Merged areas: top, left, bottom, right."""
    (count,) = struct.unpack_from("<H", record.data)
    for at in range(min(count, (len(record.data) - 2) // 8)):
        top, bottom, left, right = struct.unpack_from("<4H", record.data, 2 + 8 * at)
        yield top, left, bottom, right


def values(record: Record, strings: Sequence[str]) -> Iterator[Value]:
    """The cells that a record holds. A formula's text stands in the record behind it."""
    if record.kind == MULRK:
        yield from _numbers(record.data)
    elif record.kind in (LABELSST, LABEL, RSTRING, NUMBER, RK, FORMULA, BOOLERR):
        row, column, style = struct.unpack_from("<3H", record.data)
        text = _text(record, strings)
        yield Value(row, column, style, text, record.kind in (NUMBER, RK, FORMULA))


def formula_text(record: Record) -> str:
    """The text that a formula gave."""
    return _Letters(record.parts).string()


def _text(record: Record, strings: Sequence[str]) -> str:
    if record.kind == LABELSST:
        (at,) = struct.unpack_from("<I", record.data, 6)
        return strings[at] if at < len(strings) else ""
    if record.kind in (LABEL, RSTRING):
        return _Letters(record.parts, 6).string()
    if record.kind == RK:
        return _packed(struct.unpack_from("<I", record.data, 6)[0])
    if record.kind == BOOLERR:
        truth, error = struct.unpack_from("<BB", record.data, 6)
        return "" if error else "是" if truth else "否"
    if record.kind == FORMULA and record.data[12:14] == b"\xff\xff":
        return ""
    return repr(struct.unpack_from("<d", record.data, 6)[0])


def _numbers(data: bytes) -> Iterator[Value]:
    row, first = struct.unpack_from("<2H", data)
    for at in range((len(data) - 6) // 6):
        style, packed = struct.unpack_from("<HI", data, 4 + 6 * at)
        yield Value(row, first + at, style, _packed(packed), number=True)


def _packed(packed: int) -> str:
    """A number in 30 bits: a whole one or the upper part of a double, perhaps a hundredfold."""
    if packed & 2:
        value = float((packed >> 2) - (1 << 30 if packed & 0x80000000 else 0))
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))
    return repr(value / 100 if packed & 1 else value)
