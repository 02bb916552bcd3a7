"""Playlists of YouTube: JSON of yt-dlp, and CSV files of Takeout, which lack titles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mlroadmap.core.text import clean
from mlroadmap.importers.gathering import Gathering
from mlroadmap.importers.hours import from_seconds
from mlroadmap.importers.raw import RawLink, RawRoadmap, RawTopic
from mlroadmap.importers.wording import is_url

LOOKED_FOR = "videos of a playlist"
NO_TITLES = (
    "Takeout names videos by their ids only. A list with titles and lengths comes from "
    "yt-dlp --flat-playlist -J ADDRESS > playlist.json, which can be imported."
)

_ID = re.compile(r"[\w-]{11}")
_WATCH = "https://www.youtube.com/watch?v="


def is_takeout(rows: Sequence[tuple[int, Sequence[str]]]) -> bool:
    """Whether a table is a playlist of Takeout."""
    return any(
        clean(values[0]).lower() == "video id" and len(values) < 4 for _, values in rows[:4]
    )


def is_playlist(data: object) -> bool:
    """Whether JSON is a playlist as yt-dlp writes it."""
    return isinstance(data, dict) and isinstance(data.get("entries"), list)


def import_takeout(rows: Sequence[tuple[int, Sequence[str]]], name: str) -> RawRoadmap:
    """Read a playlist of Takeout; the ids stand in for titles."""
    found = Gathering(name, LOOKED_FOR)
    start = next(i for i, (_, row) in enumerate(rows) if clean(row[0]).lower() == "video id")
    for line, values in rows[start + 1 :]:
        video = clean(values[0])
        is_video = _ID.fullmatch(video) is not None
        found.expect("video", line, (line, video), "" if is_video else "no id of a video")
        if is_video:
            link = RawLink(video, f"{_WATCH}{video}", "video")
            found.add([], RawTopic(video, line, video, links=(link,)))
    found.guess(NO_TITLES)
    return found.roadmap()


def import_playlist(data: Mapping[str, Any], name: str) -> RawRoadmap:
    """Read a playlist of yt-dlp; a video without a title was private or deleted."""
    title = data.get("title")
    found = Gathering(
        clean(title) if isinstance(title, str) and clean(title) else name, LOOKED_FOR
    )
    for number, entry in enumerate(data["entries"], start=1):
        video = entry if isinstance(entry, dict) else {}
        words = video.get("title")
        words = clean(words) if isinstance(words, str) else ""
        is_there = bool(words) and not words.startswith(("[Private", "[Deleted"))
        found.expect("video", number, (0, words), "" if is_there else "private or deleted")
        if is_there:
            found.add([], _topic(video, words, number))
    return found.roadmap()


def _topic(video: Mapping[str, Any], title: str, number: int) -> RawTopic:
    seconds: object = video.get("duration")
    url = video.get("url") or video.get("webpage_url")
    if not isinstance(url, str) or not is_url(url):
        name = video.get("id")
        url = f"{_WATCH}{name}" if isinstance(name, str) and _ID.fullmatch(name) else ""
    whole = 0
    if isinstance(seconds, int | float) and not isinstance(seconds, bool):
        whole = int(seconds) if 0 < seconds < 10**6 else 0
    return RawTopic(
        title=title,
        source=f"video {number}",
        hours=from_seconds(whole, f"{whole} seconds"),
        links=(RawLink(title, url, "video"),) if url else (),
    )
