"""A fixed sample that is spread evenly over knowledge bases and kinds of tickets."""

from collections import Counter, defaultdict, deque
from collections.abc import Sequence

from citewell.domain.digests import sha256_hex
from citewell.evaluation.golden.golden import GoldenTicket


def spread(tickets: Sequence[GoldenTicket], limit: int | None) -> tuple[GoldenTicket, ...]:
    """At most ``limit`` tickets, in their order; a larger limit only adds to a smaller one.

    One after the other is taken from the knowledge base that has given fewest, and of it from the kind that has given
    fewest there, then fewest in all; within that by the hash of its id.
    """
    if limit is None or len(tickets) <= limit:
        return tuple(tickets)
    waiting: dict[str, dict[str, deque[str]]] = defaultdict(lambda: defaultdict(deque))
    for golden in sorted(tickets, key=lambda golden: sha256_hex(golden.id)):
        waiting[golden.kb][golden.kind].append(golden.id)
    given: Counter[tuple[str, ...]] = Counter()
    chosen: set[str] = set()
    while len(chosen) < limit:
        kb = min((kb for kb, kinds in waiting.items() if any(kinds.values())), key=lambda kb: (given["kb", kb], kb))
        kinds = [kind for kind, ids in waiting[kb].items() if ids]
        kind = min(kinds, key=lambda kind: (given["cell", kb, kind], given["kind", kind], kind))
        chosen.add(waiting[kb][kind].popleft())
        given.update([("kb", kb), ("kind", kind), ("cell", kb, kind)])
    return tuple(golden for golden in tickets if golden.id in chosen)
