"""What a register holds: the pack that it was opened with, as it was last adopted."""

from functools import lru_cache

from luoshi.engines.registers import Pack, read_pack
from luoshi.registers.models import Edition, Register


@lru_cache(maxsize=64)
def _read(yaml: str) -> Pack:
    return read_pack(yaml)


def pack_of(register: Register) -> Pack:
    """The register's type. One query per register object."""
    known: Pack | None = getattr(register, "_pack", None)
    if known is None:
        known = _read(Edition.objects.filter(register=register).latest("pk").yaml)
        register._pack = known  # type: ignore[attr-defined]
    return known
