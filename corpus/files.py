"""A file that is whole or not there: written aside, and put in its place by a rename.

Reading a YAML file that people write, every mistake told with its file and line.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import ConfigError
from corpus.yaml import load_yaml

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


def load_mapping(path: Path) -> dict[str, Any]:
    """The mapping that the YAML file `path` holds; an empty file holds an empty one.

    Raises `ConfigError`, one line with the file and, where there is one, the line number: a file that can't
    be read, isn't YAML or UTF-8, has a key twice, or isn't a mapping.
    """
    try:
        data = load_yaml(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: can't be read ({error.strerror}); check the path and its rights") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: isn't UTF-8; save it as UTF-8") from error
    except (yaml.YAMLError, TypeError) as error:  # a key that is a list is a TypeError
        raise ConfigError(f"{path}{_where(error)}; mend that line, or quote its value") from error
    if data is None:
        return {}
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise ConfigError(f"{path}: must be a mapping, one `key: value` a line")
    return data


def _where(error: Exception) -> str:
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    line = f":{mark.line + 1}" if mark is not None else ""
    return f"{line}: {str(problem).splitlines()[0] if problem else 'is not YAML'}"
