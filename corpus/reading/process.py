"""A process that works for another: what it is given and gives, what it may take, and that it ends with the other."""

import contextlib
import math
import os
import resource
import signal
import subprocess
import sys

_ENDS_WITH_PARENT = 1  # Linux's PR_SET_PDEATHSIG


def run(
    command: list[str], given: bytes, seconds: float, more: dict[str, str], *, slow: Exception, fails: Exception
) -> bytes:
    """What a program prints for its input; `more` goes to its environment. Raises `slow` or `fails`."""
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, without a shell; the document is its input only
            command, input=given, capture_output=True, timeout=seconds, env=os.environ | more, check=True
        ).stdout
    except subprocess.TimeoutExpired as error:
        raise slow from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise fails from error


def end_with_parent() -> None:
    """End this process as soon as the one that started it has ended, however that did; elsewhere than on Linux no."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):  # then the limit of time ends it
            ctypes.CDLL(None).prctl(_ENDS_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def limit(*, seconds: float = 0, memory: int = 0, data: int = 0) -> None:
    """End this process after so many seconds of work; its memory, or what it holds of its own, have so many bytes.

    0 is for no limit.
    """
    limits = {resource.RLIMIT_CPU: math.ceil(seconds), resource.RLIMIT_AS: memory, resource.RLIMIT_DATA: data}
    for kind, most in limits.items():
        if most:
            resource.setrlimit(kind, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
