"""What programs that were killed, or had no room, have left in the data folder."""

from __future__ import annotations

import contextlib
import shutil
import time
from pathlib import Path

from corpus.aside import ASIDE
from index.parsed import FOLDER, RECOGNISED
from index.shelf import OWN

RESTORING = ".restoring-"  # how the folder begins that a backup is unpacked into
STALE = 3600.0  # seconds after which nobody works on a file any more
_LEFT = {FOLDER: ("tmp*", f"{ASIDE}*"), RECOGNISED: ("tmp*", f"{ASIDE}*"), OWN: (f"{ASIDE}*",), ".": (f"{RESTORING}*",)}


def sweep(data: Path) -> None:
    """Remove what was begun in a data folder and never finished; what can't be removed is left."""
    for path in (path for folder, left in _LEFT.items() for name in left for path in (data / folder).glob(name)):
        with contextlib.suppress(OSError):  # it takes room, and does no other harm
            if path.lstat().st_mtime > time.time() - STALE:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
