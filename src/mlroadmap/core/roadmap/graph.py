"""Prerequisites as a graph: each name with the names that come before it.

Nothing here recurses, so a chain may be as long as memory allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

Graph = Mapping[str, Sequence[str]]


def find_cycles(needs: Graph) -> Iterator[tuple[str, ...]]:
    """Yield cycles, each once, as names of which each needs the next and the last the first.

    Every edge that a depth-first walk finds to lead back gives one cycle, so a graph
    without cycles yields none, and cutting each cycle at that edge leaves none. A cycle
    begins with its name that comes first in the mapping. A name that needs itself is a
    cycle of one; names that are not keys are ignored.
    """
    rank = {name: number for number, name in enumerate(needs)}
    finished: set[str] = set()
    for root in needs:
        if root not in finished:
            yield from _cycles_from(root, needs, rank, finished)


def ancestors(needs: Graph, names: Iterable[str]) -> frozenset[str]:
    """Give some names with all that come before them, however far."""
    found = set(names)
    waiting = list(found)
    while waiting:
        new = [need for need in needs[waiting.pop()] if need not in found]
        found.update(new)
        waiting += new
    return frozenset(found)


def _cycles_from(
    root: str, needs: Graph, rank: Mapping[str, int], finished: set[str]
) -> Iterator[tuple[str, ...]]:
    path = [root]
    depth = {root: 0}
    branches = [_branches(needs, root)]
    while path:
        name = next(branches[-1], None)
        if name is None:
            branches.pop()
            done = path.pop()
            del depth[done]
            finished.add(done)
        elif name in depth:
            yield _rotated(path[depth[name] :], rank)
        elif name in needs and name not in finished:
            depth[name] = len(path)
            path.append(name)
            branches.append(_branches(needs, name))


def _branches(needs: Graph, name: str) -> Iterator[str]:
    return iter(dict.fromkeys(needs[name]))


def _rotated(cycle: Sequence[str], rank: Mapping[str, int]) -> tuple[str, ...]:
    first = min(range(len(cycle)), key=lambda index: rank[cycle[index]])
    return (*cycle[first:], *cycle[:first])
