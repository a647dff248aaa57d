"""Reading a YAML file that people write, every mistake told with its file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from corpus.errors import ConfigError
from corpus.yaml import load_yaml


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
