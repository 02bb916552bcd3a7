"""Where all the logs are that health and backups are about."""

from __future__ import annotations

import os

from mlroadmap.cli.options import GlobalOptions
from mlroadmap.storage.archive import Places
from mlroadmap.storage.paths import Paths, resolve_paths


def main_paths(options: GlobalOptions) -> Paths:
    """Give the paths of the state. Raises StateError when there is no place for it."""
    return resolve_paths(options.state, os.environ)


def log_places(options: GlobalOptions) -> Places:
    """Give the paths of every log, by the folder that it has in a backup."""
    return {"log": main_paths(options)}
