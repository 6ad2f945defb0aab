"""What is made once, by whichever process or thread comes first: the others wait, and find it whole."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Nobody else on this machine makes what has this name until the block ends.

    Names share 256 lock files, so that these do not pile up. To be held around one thing, never two at once.
    """
    folder = Path(settings.MEDIA_ROOT) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{hashlib.sha256(name.encode()).hexdigest()[:2]}.lock").open("ab") as file:
        # The lock belongs to the open file, so threads keep each other out as processes do, and it ends with either.
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def in_one_step(path: Path) -> Iterator[Path]:
    """A file to write into, which stands at `path` once the block ends well: nobody is ever served half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    try:
        yield Path(temporary)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
