"""Office files are zip archives of XML. Parts are streamed through a parser, never held as a tree.

A small archive can hold endless text, so what its parts would unpack to is looked at first.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Final, Protocol
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.source import Source

LIMIT_MB: Final = 96
"""What one part may unpack to; a plan of a thousand pages has some 20 MB."""
_CHUNK: Final = 1 << 16
_TREE_MB: Final = 8
"""Parts that are held as a tree (styles, numbering, relations) are small."""
_ENCRYPTED: Final = 0x1


class Unreadable(Exception):
    """Stops a reader from deep inside; :func:`guarded` turns it into its finding."""

    def __init__(self, found: Diagnostic) -> None:
        super().__init__(found.code)
        self.found = found


class Target(Protocol):
    """What the parser tells about an XML document, in its order."""

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins."""

    def end(self, tag: str, /) -> None:
        """An element ends."""

    def data(self, text: str, /) -> None:
        """Text inside an element; may come in pieces."""


def guarded(action: Callable[[], Source | Diagnostic]) -> Source | Diagnostic:
    """What ``action`` gives; damage to the archive or its XML becomes a finding."""
    try:
        return action()
    except Unreadable as stopped:
        return stopped.found
    except (zipfile.BadZipFile, zlib.error, ParseError, EOFError, OSError, NotImplementedError):
        return finding("R012")
    except (LookupError, ValueError, ArithmeticError, RuntimeError):
        return finding("R012")  # a part that is missing, an encoding or a number that is none


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive. Raises :class:`Unreadable` where it is protected by a password."""
    archive = zipfile.ZipFile(BytesIO(data))
    if any(info.flag_bits & _ENCRYPTED for info in archive.infolist()):
        raise Unreadable(finding("R011"))
    return archive


def stream(archive: zipfile.ZipFile, part: str, target: Target, *, limit: int = LIMIT_MB) -> None:
    """Tell ``target`` about the XML in ``part``. Raises what :func:`guarded` catches."""
    _fits(archive, part, limit)
    parser = XMLParser(target=target)
    with archive.open(part) as lines:
        while chunk := lines.read(_CHUNK):
            parser.feed(chunk)
    parser.close()


def tree(archive: zipfile.ZipFile, part: str) -> Element | None:
    """The XML of a small part, ``None`` where there is no such part."""
    if part not in archive.namelist():
        return None
    _fits(archive, part, _TREE_MB)
    parser = XMLParser(target=TreeBuilder())
    parser.feed(archive.read(part))
    return parser.close()


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Id to (kind, part) of all parts that ``part`` refers to; ``""`` is the archive as a whole."""
    folder, file = posixpath.split(part)
    root = tree(archive, posixpath.join(folder, "_rels", f"{file}.rels"))
    found = {}
    for each in root if root is not None else ():
        path = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
        found[each.get("Id", "")] = (each.get("Type", "").rpartition("/")[2], path.lstrip("/"))
    return found


def related(archive: zipfile.ZipFile, part: str, kind: str) -> str | None:
    """The first part of that kind that ``part`` refers to."""
    return next((path for found, path in relations(archive, part).values() if found == kind), None)


def _fits(archive: zipfile.ZipFile, part: str, limit: int) -> None:
    if archive.getinfo(part).file_size > limit << 20:
        raise Unreadable(finding("R013", limit=str(limit)))
