"""Whatever bytes are sent as a roster, the answer is rows or a refusal in words, never a breakdown."""

from io import BytesIO
from zipfile import ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.core.problems import Refusal
from luoshi.organization.exchange.comparison import compare
from luoshi.organization.exchange.reading import read
from luoshi.organization.exchange.rows import Known
from luoshi.organization.exchange.soundness import unsound
from luoshi.organization.exchange.workbook import grids_of
from tests.organization.roster_files import book
from tests.organization.test_import_a_roster import FIRST

WHOLE = book(**FIRST)
with ZipFile(BytesIO(WHOLE)) as archive:
    PARTS = {name: archive.read(name) for name in archive.namelist()}
TOKENS = (
    b"<",
    b'"',
    b"99999999999",
    b"-1",
    b't="s"',
    b't="d"',
    b'r="A1"',
    b"<f/>",
    b"\xff",
    b"1e400",
    b"NaN",
    b"",
)


def taken(data: bytes) -> None:
    """Read as far as it goes."""
    try:
        reading = read(grids_of(data))
    except Refusal as refusal:
        assert refusal.field == "file"
        return
    list(unsound(compare(Known(), reading.roster)))


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes):
    taken(data)
    taken(b"PK\x03\x04" + data)


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(WHOLE) - 1), other=st.integers(0, 255))
def test_a_byte_that_was_changed_on_the_way(at: int, other: int):
    taken(WHOLE[:at] + bytes([other]) + WHOLE[at + 1 :])


@settings(max_examples=150, deadline=None)
@given(
    part=st.sampled_from(sorted(PARTS)),
    share=st.floats(0, 1),
    gone=st.integers(0, 40),
    token=st.sampled_from(TOKENS),
)
def test_parts_that_another_program_wrote_wrongly(part: str, share: float, gone: int, token: bytes):
    at = int(share * len(PARTS[part]))
    changed = PARTS | {part: PARTS[part][:at] + token + PARTS[part][at + gone :]}
    data = BytesIO()
    with ZipFile(data, "w") as target:
        for name, content in changed.items():
            target.writestr(name, content)
    taken(data.getvalue())
