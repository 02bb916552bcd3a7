"""Read by Python as it starts: fixes the names of new files, which strace has to be told."""

from __future__ import annotations

import os
from itertools import count

if os.environ.get("FAULTS_FIXED_NAMES"):
    _random, _numbers = os.urandom, count(1)

    def urandom(size: int) -> bytes:
        return next(_numbers).to_bytes(8, "big") if size == 8 else _random(size)

    os.urandom = urandom
