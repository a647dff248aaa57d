"""What a process that works for another may take, and that it ends with it."""

from __future__ import annotations

import contextlib
import math
import signal
import sys

_ENDS_WITH_PARENT = 1  # Linux's PR_SET_PDEATHSIG


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
    try:
        import resource
    except ImportError:  # not on every system
        return
    limits = {resource.RLIMIT_CPU: math.ceil(seconds), resource.RLIMIT_AS: memory, resource.RLIMIT_DATA: data}
    for kind, most in limits.items():
        if most:
            resource.setrlimit(kind, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
