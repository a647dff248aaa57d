"""Work on documents in a process of its own, which may take no more time and memory than it is given.

`python -m index.publishing.worker` reads one JSON object with `job`, its `seconds` and its values from standard
input, and writes what came of it to standard output: the job's result, or `error`, the reason for the person who can
mend it; before that a line for each page that it begins to recognise. What a hostile file makes of the reader ends
this process, not the bot; and it ends with the bot, however that ends.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.comparing import diff, passages, whole
from corpus.errors import DocumentError, ReasonedError, TanyaPasalError, cause, from_row, reason, reason_of
from corpus.manifest import entry_of
from corpus.model import Tree
from corpus.reading.page import Progress
from corpus.reading.pdf import places
from corpus.reading.process import end_with_parent, limit
from corpus.reading.read import read
from corpus.recognising.recognise import choose, recognise
from index.publishing.decisions import Held, from_json, is_lost
from index.publishing.kept_trees import RECOGNISED, load

MEMORY = 900 * 2**20  # bytes of data of a child
SECONDS = 600  # for a build of many documents
_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH")


class ChildError(ReasonedError):
    """A job that failed: its reason is the one to show."""


async def run(
    job: str, *, seconds: float = SECONDS, scan: float = 0.0, progress: Progress | None = None, **values: Any
) -> dict[str, Any]:
    """The result of a job; raises ChildError for what it raised, and for one that took too long or too much.

    `progress` is told of each page that is recognised next, and of how many; from the first on the job has so many
    seconds as `scan` says, if these are more.
    """
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    environment |= {"OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "index.publishing.worker",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        env=environment, cwd=Path(__file__).parents[2], start_new_session=True,
    )  # fmt: skip
    began, allowed = asyncio.get_running_loop().time(), seconds

    def recognising(page: int, pages: int) -> None:
        nonlocal allowed
        allowed = max(seconds, scan)
        deadline.reschedule(began + allowed)
        if progress is not None:
            progress(page, pages)

    try:
        told = {"job": job, "seconds": max(seconds, scan), **values}
        given = json.dumps(told, default=lambda path: str(path.absolute())).encode()  # it runs in another folder
        async with asyncio.timeout_at(began + seconds) as deadline:
            out = await _output(child, given, recognising)
    except TimeoutError:
        raise ChildError("index.job-slow", seconds=f"{allowed:.0f}") from None
    finally:
        if child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)  # with what it has begun itself
            await child.wait()
    try:
        result: dict[str, Any] = json.loads(out)
    except ValueError:
        raise ChildError("index.job-memory", limit=MEMORY // 2**20) from None
    if "error" in result:
        raise ChildError(from_row(result["error"]))
    return result


async def _output(child: asyncio.subprocess.Process, given: bytes, progress: Progress) -> bytes:
    """What a child writes at last; of the lines before, `progress` is told."""
    assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018 (`run` asked for both)
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it has ended: what it wrote tells why
        child.stdin.write(given)
        await child.stdin.drain()
        child.stdin.close()
    last = b""
    while chunk := await child.stdout.read(2**16):
        *lines, last = (last + chunk).split(b"\n")
        for line in lines:
            with contextlib.suppress(ValueError, TypeError):  # what else a library prints
                page, pages = json.loads(line)
                progress(page, pages)
    await child.wait()
    return last


def _prepare(values: dict[str, Any]) -> dict[str, Any]:
    """Build a generation aside; gives its name."""
    from index.publishing.generations import prepare  # here, as to read a file needs nothing of it

    store = prepare(Path(values["data"]), Path(values["documents"]), from_json(values["kept"]))
    return {"generation": store.path.parent.name}


def _examine(values: dict[str, Any]) -> dict[str, Any]:
    """What a file is: the profiles that may read it, its entry as far as it says it, what was left out of its text."""

    def tell(page: int, pages: int) -> None:
        print(json.dumps([page, pages]), flush=True)

    source = read(Path(values["path"]), tell, Path(values["data"]) / RECOGNISED)
    return {
        "sha256": source.sha256,
        "characters": len(source.text),
        "choices": [asdict(choice) for choice in choose(source.text)],
        "found": asdict(recognise(source.text, values["name"])),
        "notes": [asdict(note) for note in source.notes],
    }


def _compare(values: dict[str, Any]) -> dict[str, Any]:
    """What a document gives, and what that changes against the version that it replaces, if any."""
    old, new = _versions(values)
    where = places(Path(values["new"]["path"]), Path(values["data"]) / RECOGNISED) if new.doubts else []
    return {
        "units": len(new.citable),
        "doubts": [_placed(asdict(doubt), where) for doubt in new.doubts],
        "passages": [asdict(passage) for passage in passages(old, new)],
        **asdict(diff(old, new)),
    }


def _whole(values: dict[str, Any]) -> dict[str, Any]:
    """All that `_compare` counts, as a text."""
    return {"text": whole(*_versions(values))}


def _versions(values: dict[str, Any]) -> tuple[Tree | None, Tree]:
    """The version of a document that is replaced, if any, and the new one."""
    from index.publishing.generations import answering

    data, rows = Path(values["data"]), [values["new"], values["old"]]
    new, old = (row and Held(entry=entry_of(row["entry"]), path=Path(row["path"])) for row in rows)
    tree = load(new, data, answering).tree
    try:
        return load(old, data, answering).tree if old else None, tree
    except DocumentError:  # of a lost file nothing can be told: all is new
        if not is_lost(old, data):
            raise
        return None, tree


def _placed(doubt: dict[str, Any], where: list[tuple[int, int]]) -> dict[str, Any]:
    """A doubt with the page and the line on it where that is known; else its line in the file."""
    line = doubt["line"]
    page, line = where[line - 1] if 0 < line <= len(where) else (0, line)
    return doubt | {"page": page, "line": line}


JOBS = {"prepare": _prepare, "examine": _examine, "compare": _compare, "whole": _whole}


def main() -> int:
    """Do the job that standard input tells."""
    end_with_parent()
    limit(data=MEMORY)
    values = json.loads(sys.stdin.buffer.read())
    limit(seconds=values["seconds"] * (os.cpu_count() or 1))
    try:
        result = JOBS[values["job"]](values)
    except TanyaPasalError as error:
        result = {"error": reason_of(error).row()}
    except MemoryError:
        result = {"error": reason("index.job-memory", limit=MEMORY // 2**20).row()}
    except OSError as error:
        failed = reason("index.job-system", cause=cause(error))
        if error.filename is not None:
            failed = reason("index.job-file", file=error.filename, cause=cause(error))
        result = {"error": failed.row()}
    json.dump(result, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
