"""The installation's secret key: made once, kept in a file that only its owner reads."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def secret_key(path: Path) -> str:
    """Read the key at ``path``; make it first where there is none.

    Web and worker may start at once. The key is written aside and then linked into place, so
    that the second one finds either nothing or a whole key.
    """
    if not path.exists():
        handle, aside = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
        Path(aside).unlink()
    return path.read_text(encoding="ascii").strip()
