"""The packs that come with the product."""

from functools import cache
from importlib.resources import files

from luoshi.engines.registers.loader import load_pack
from luoshi.engines.registers.model import Pack

_FOLDER = files("luoshi.engines.registers") / "library"


@cache
def packs() -> tuple[Pack, ...]:
    """All of them, in the order of their file names. Raises ``ValueError`` for a file that does not load."""
    names = sorted(each.name for each in _FOLDER.iterdir() if each.name.endswith(".yaml"))
    return tuple(_read(name) for name in names)


def _read(name: str) -> Pack:
    read = load_pack((_FOLDER / name).read_text(encoding="utf-8"), name=name)
    if not isinstance(read, Pack):
        raise ValueError("\n".join(map(str, read)))
    return read


def pack(name: str) -> Pack:
    """A pack by its id. Raises ``KeyError``."""
    return {each.id: each for each in packs()}[name]


@cache
def read_pack(source: str) -> Pack:
    """A pack from a text that was checked before. Raises ``ValueError`` for any other."""
    read = load_pack(source, name="pack.yaml")
    if not isinstance(read, Pack):
        raise ValueError("\n".join(map(str, read)))
    return read
