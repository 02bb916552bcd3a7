from __future__ import annotations

import errno
from pathlib import Path

import pytest

from mlroadmap.errors import ExitCode, StateError
from mlroadmap.storage.files import LockedError, NotRegularError
from mlroadmap.storage.os_errors import explained


@pytest.mark.parametrize(
    ("error", "message", "hint"),
    [
        (LockedError(errno.ETIMEDOUT, "locked"), "locked by another process", "`ps`"),
        (NotRegularError(errno.EINVAL, "no"), "not a regular file", "`mv`"),
        (OSError(errno.ENOSPC, "No space"), r"cannot grow \(No space\)", "disk space"),
        (OSError(errno.EFBIG, "Too large"), "cannot grow", "disk space"),
        (OSError(errno.EACCES, "Denied"), r"may not be used \(Denied\)", "--state DIR"),
        (OSError(errno.EROFS, "Read-only"), "may not be used", "--state DIR"),
        (OSError(errno.EIO, "I/O error"), r"cannot be used \(I/O error\)", "`df`"),
        (OSError("strange"), r"cannot be used \(strange\)", "`df`"),
    ],
)
def test_every_refusal_is_explained(error: OSError, message: str, hint: str) -> None:
    with pytest.raises(StateError, match=message) as caught, explained(Path("/the/log")):
        raise error
    assert str(caught.value).startswith("/the/log ")
    assert hint in caught.value.hint
    assert caught.value.exit_code == ExitCode.STATE


def test_the_file_that_the_system_names_is_the_one_that_is_shown(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    with pytest.raises(StateError, match=str(missing)), explained(Path("/the/log")):
        missing.stat()


def test_other_errors_pass() -> None:
    with pytest.raises(KeyError), explained(Path("/the/log")):
        raise KeyError
