"""Put lost characters back into words that were read from a damaged stretch. Pure."""

EVIDENCE = 3
"""Characters next to a gap that words must share with the print to be the same place, if there are so many."""


def restored_in(read: str, *, printed: str, restored: str) -> str:
    """``read`` with the loss mended; as it is where it does not hold the gap.

    The words may hold only part of the printed stretch, may end or begin at the gap, and may have lost the
    blank that marks it: `新建雨污水管` was read from `新建雨污水管 30公里`, which should be `…水管网30公里`.
    """
    before, gone, back, after = _parted(printed, restored)
    for gap in dict.fromkeys((gone, gone.strip())):
        for mended in (
            _inside(read, before, gap, after, back),
            _at_end(read, before + gap, gap, back),
            _at_start(read, gap + after, gap, back),
        ):
            if mended != read:
                return mended
    return read


def _parted(printed: str, restored: str) -> tuple[str, str, str, str]:
    """What stands before the gap, in it, what belongs there, and what stands behind."""
    lead = _common(printed, restored)
    tail = min(_common(printed[::-1], restored[::-1]), len(printed) - lead, len(restored) - lead)
    end, stop = len(printed) - tail, len(restored) - tail
    return printed[:lead], printed[lead:end], restored[lead:stop], printed[end:]


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _inside(read: str, before: str, gap: str, after: str, back: str) -> str:
    """With words on both sides, the widest that fit."""
    for width in range(max(len(before), len(after)), 0, -1):
        left, right = before[-width:], after[:width]
        if left and right and len(left + right) >= EVIDENCE and left + gap + right in read:
            return read.replace(left + gap + right, left + back + right)
    return read


def _at_end(read: str, words: str, gap: str, back: str) -> str:
    """Where the words that were read stop at the gap."""
    known = words if len(words) <= EVIDENCE else words[-EVIDENCE - len(gap) :]
    if words == gap or not read.endswith(known):
        return read
    return read[: len(read) - len(gap)] + back


def _at_start(read: str, words: str, gap: str, back: str) -> str:
    """Where the words that were read begin at the gap."""
    known = words if len(words) <= EVIDENCE else words[: EVIDENCE + len(gap)]
    if words == gap or not read.startswith(known):
        return read
    return back + read[len(gap) :]
