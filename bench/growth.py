"""How planning grows with the roadmap, and `next` with the log.

    python bench/growth.py [--most 100000]

For chains, wide graphs, random needs and topics of many helpers: the scheduler alone, the
plan with its sessions, and the check of its rules, in seconds and in the exponent of the
growth from the size before. An exponent of 1 is linear; n log n shows as 1.1 to 1.2. Topics
take an hour, the learner has two a day, so that 100,000 topics fill 137 years. Then the
same for unusual hours: new ones every third day, and a minute a week. Then the time to
read logs, and to add up such as say one thing over and over (bench/monotony.py).
"""

from __future__ import annotations

import argparse
import gc
import resource
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import log
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from monotony import LOGS, events_of, weekly
from msgspec.structs import replace

from mlroadmap.core.allocation.agenda import Agenda
from mlroadmap.core.calendar.availability import Availability, Pattern, spread_week
from mlroadmap.core.journal.actions import TimeLogged
from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.history import read_history
from mlroadmap.core.progress.fold import fold
from mlroadmap.core.progress.progress import remaining_tasks
from mlroadmap.core.roadmap.model import Effort, Roadmap, Section, Stage, Topic
from mlroadmap.core.schedule.plan import Plan, schedule
from mlroadmap.core.schedule.rules import breaches
from mlroadmap.storage.log import LogStore
from mlroadmap.storage.paths import resolve_paths
from mlroadmap.storage.record import encode
from mlroadmap.storage.roadmap_file import builtin_roadmap_path, load_roadmap

START = date(2027, 1, 4)
WEEK = spread_week(14 * 60, range(7))
USUAL = Availability((Pattern(START, WEEK),))
STAGES = 10
HELPERS = 10
A_MOMENT = 0.0001

Names = tuple[str, ...]
Needs = Callable[[int, Random], Names]


def none(_: int, __: Random) -> Names:
    return ()


def many(place: int, _: Random) -> Names:
    return tuple(f"t{earlier}" for earlier in range(max(0, place - HELPERS), place))


def chain(place: int, _: Random) -> Names:
    return (f"t{place - 1}",) if place else ()


def wide(place: int, _: Random) -> Names:
    return ("t0",) if place else ()


def at_random(place: int, rng: Random) -> Names:
    count = min(place, rng.choice([0, 0, 1, 2, 4]))
    return tuple({f"t{rng.randrange(place)}" for _ in range(count)})


SHAPES: dict[str, Needs] = {"chain": chain, "wide": wide, "random": at_random}


def roadmap_of(size: int, needs: Needs, helps: Needs = none, tracks: int = 1) -> Roadmap:
    rng = Random(size)  # noqa: S311 - a benchmark has no secrets
    topics = [
        Topic(
            f"t{place}",
            f"Topic {place}",
            Effort(30, 60, 120),
            needs=needs(place, rng),
            helps=helps(place, rng),
        )
        for place in range(size)
    ]
    share = -(-size // STAGES)
    stages = [
        Stage(f"s{number}", number, "Stage", tuple(sections_of(number, part, tracks)))
        for number in range(1, STAGES + 1)
        if (part := topics[(number - 1) * share : number * share])
    ]
    return Roadmap("Growth", tuple(stages))


def sections_of(stage: int, topics: Sequence[Topic], tracks: int) -> Iterator[Section]:
    """Deal a stage's topics out to tracks."""
    for track in range(min(tracks, len(topics))):
        dealt = tuple(topics[track::tracks])
        yield Section(f"c{stage}-{track}", "Section", dealt, track=f"track-{track}")


def seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        begun = perf_counter()
        work()
        best = min(best, perf_counter() - begun)
    return best


def planning(of: Roadmap, availability: Availability = USUAL) -> tuple[float, float, float]:
    """Time the scheduler alone, the whole plan, and its check."""
    progress = replace(fold(of.shape, (), START), availability=availability)
    tasks = remaining_tasks(of.shape, progress.topics)
    plans: list[Plan] = []
    return (
        seconds(lambda: list(Agenda(tasks).allocate(availability.study_days(START)))),
        seconds(lambda: plans.append(schedule(of, availability, progress, START))),
        seconds(lambda: list(breaches(of, availability, progress, plans[-1]))),
    )


def reading(entries: int) -> tuple[float, float]:
    """Time reading and folding a log of so many entries, from a file."""
    of = load_roadmap(builtin_roadmap_path()).roadmap
    with TemporaryDirectory() as name:
        paths = resolve_paths(Path(name), {})
        store = LogStore(paths)
        (first,) = store.append([(START, TimeLogged("numpy", 1))], datetime.now(UTC), "UTC")
        lines = (
            encode(replace(first, number=n, clock=n, id=f"{n:08x}-0000-4000-8000-000000000000"))
            for n in range(2, entries + 1)
        )
        with (paths.log_dir / f"{first.device}.jsonl").open("ab") as log_file:
            log_file.writelines(lines)
        read = seconds(store.read)
        events = store.read().events
    return read, seconds(lambda: fold(of.shape, read_history(events).timeline, START))


def adding_up(of: Roadmap, events: Sequence[Event]) -> tuple[float, float, float]:
    """Time telling what counts, folding it, and finding the changes of days that stand."""
    history = read_history(events)
    today = max(event.day for event in events) + timedelta(days=1)
    return (
        seconds(lambda: read_history(events)),
        seconds(lambda: fold(of.shape, history.timeline, today)),
        seconds(lambda: history.changed_days),
    )


def exponents(sizes: list[int], times: list[float]) -> Iterator[str]:
    yield ""
    for (small, before), (large, after) in pairwise(zip(sizes, times, strict=True)):
        # What takes no time has no growth.
        yield f"{log(after / before) / log(large / small):.2f}" if before > A_MOMENT else ""


def print_table(
    name: str, sizes: list[int], rows: Sequence[tuple[float, float, float]]
) -> None:
    columns = [list(exponents(sizes, list(times))) for times in zip(*rows, strict=True)]
    for place, size in enumerate(sizes):
        cells = (f"{rows[place][part]:9.3f} s {columns[part][place]:>4}" for part in range(3))
        print(f"{name:>16} {size:7,} ", *cells)


def print_unusual_hours(of: Roadmap) -> None:
    sizes = [1_000, 10_000, 100_000]
    changing = [
        Availability(
            tuple(Pattern(START + timedelta(days=3 * n), (2,) * 7) for n in range(size))
        )
        for size in sizes
    ]
    print_table("changing hours", sizes, [planning(of, hours) for hours in changing])
    sizes = [60, 600, 6_000]
    a_minute = Availability((Pattern(START, (1, 0, 0, 0, 0, 0, 0)),))
    rows = [planning(roadmap_of(size, chain), a_minute) for size in sizes]
    print_table("a minute a week", sizes, rows)


def main() -> None:
    # As the command does, which makes no garbage worth searching for.
    gc.disable()
    parser = argparse.ArgumentParser(description="Growth of planning and of reading.")
    parser.add_argument("--most", type=int, default=100_000)
    sizes = [10**power for power in range(2, 7) if 10**power <= parser.parse_args().most]
    of = load_roadmap(builtin_roadmap_path()).roadmap
    alone, whole, check = (1000 * each for each in planning(of))
    print(
        f"built-in roadmap: scheduler {alone:.1f} ms, plan {whole:.1f} ms, check {check:.1f} ms"
    )
    print(f"\n{'topics':>24} {'scheduler':>16} {'plan':>16} {'check':>16}")
    for shape, needs in SHAPES.items():
        print_table(shape, sizes, [planning(roadmap_of(size, needs)) for size in sizes])
    print_table("helped", sizes, [planning(roadmap_of(size, none, many)) for size in sizes])
    for tracks in (2, 1_000):
        rows = [planning(roadmap_of(size, at_random, none, tracks)) for size in sizes]
        print_table(f"{tracks:,} tracks", sizes, rows)
    print_unusual_hours(of)
    print(
        f"\nmost memory so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MiB"
    )
    for entries in (1_000, 10_000, 100_000):
        read, folded = reading(entries)
        print(f"a log of {entries:7,} entries: read in {read:.3f} s, folded in {folded:.3f} s")
    print(f"\n{'entries':>24} {'history':>16} {'fold':>16} {'days changed':>16}")
    for name, (said, log_sizes) in LOGS.items():
        rows = [adding_up(of, events_of(said(size))) for size in log_sizes]
        print_table(name, list(log_sizes), rows)
    rows = [adding_up(roadmap_of(size, chain), events_of(weekly(size))) for size in sizes]
    print_table("weekly, topics", sizes, rows)


if __name__ == "__main__":
    main()
