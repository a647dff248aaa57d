"""Files as this project takes and leaves them: looked at before they are read, whole or not there once written."""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import ConfigError, Reason, reason
from corpus.yaml import load_yaml, told

MAX_BYTES = 20 * 2**20  # of a file that is read
ASIDE = ".aside-"  # how a file begins that is not whole yet


class UnfitError(OSError):
    """What is no file, or too large a one; `reason` says which."""

    def __init__(self, number: int, reason: Reason, path: Path) -> None:
        super().__init__(number, reason.text(), str(path))
        self.reason = reason


def check_file(path: Path) -> None:
    """Look at a file before it is opened: a pipe may never begin, a device never end.

    Raises UnfitError for what is no file or larger than MAX_BYTES.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise UnfitError(errno.EINVAL, reason("corpus.no-file"), path)
    if status.st_size > MAX_BYTES:
        size = f"{status.st_size / 2**20:.0f}"
        raise UnfitError(errno.EFBIG, reason("corpus.over", size=size, limit=MAX_BYTES // 2**20), path)


def contents(path: Path) -> bytes:
    """All bytes of a file; raises OSError as `check_file` does, and where it can't be read."""
    check_file(path)
    return path.read_bytes()


@contextlib.contextmanager
def written(path: Path, content: bytes, prefix: str = ASIDE) -> Iterator[Callable[[], object]]:
    """A file's content is whole on the disk, aside; what is given puts it in its place by a rename.

    Raises OSError where it can't be written, as what is given does where it can't be put. What isn't put is removed.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=prefix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield lambda: Path(name).replace(path)
    finally:
        with contextlib.suppress(OSError):  # it is in its place, or takes no room to speak of
            Path(name).unlink()


def put(path: Path, content: bytes, prefix: str = ASIDE) -> None:
    """Put a file in its place, on the disk; raises OSError where that can't be, and leaves nothing of it then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with written(path, content, prefix) as place:
        place()


def load_file(path: Path) -> Any:
    """The value of a YAML file; raises as `contents` and `load_yaml` do, UnicodeDecodeError where it isn't UTF-8."""
    return load_yaml(contents(path).decode())


def load_mapping(path: Path) -> dict[str, Any]:
    """The mapping that the YAML file `path` holds; an empty file holds an empty one.

    Raises `ConfigError`, one line with the file and, where there is one, the line number: a file that can't
    be read, isn't YAML or UTF-8, has a key twice, or isn't a mapping.
    """
    try:
        data = load_file(path)
    except OSError as error:
        raise ConfigError(f"{path}: can't be read ({error.strerror}); check the path and its rights") from error
    except UnicodeDecodeError as error:
        raise ConfigError(reason("corpus.not-utf-8", file=path, cause=str(error)).text()) from error
    except yaml.YAMLError as error:
        problem, line = told(error)
        where = f"{path}:{line}" if line else path
        raise ConfigError(f"{where}: {problem}; mend that line, or quote its value") from error
    if data is None:
        return {}
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise ConfigError(f"{path}: must be a mapping, one `key: value` a line")
    return data
