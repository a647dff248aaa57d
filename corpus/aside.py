"""A file that is whole or not there: written aside, and put in its place by a rename."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

ASIDE = ".aside-"  # how a file begins that is not whole yet


def put(path: Path, content: bytes) -> None:
    """Put a file in its place, on the disk; raises OSError where that can't be, and leaves nothing of it then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=ASIDE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
