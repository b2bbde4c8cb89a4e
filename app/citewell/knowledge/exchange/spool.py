"""External grouping: the messages of a large export, put together to conversations in bounded memory.

Messages wait in a temporary file, sealed with a key that lives in this process alone (AES-256-GCM), so that no text of
a ticket lies readable on the disk, also after a crash. In memory there are some 40 bytes a message.
"""

import hashlib
import json
import os
import tempfile
from array import array
from collections.abc import Iterator
from typing import Any, Self, TypeAlias

import numpy as np
import numpy.typing as npt
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Keys: TypeAlias = npt.NDArray[np.int64]
_NONCE = 12
_LINKS_AT_ONCE = 100_000


class Spool:
    """Collects records by key, and gives them back key by key, in the order in which keys came first."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="citewell-")  # noqa: SIM115  closed with the spool
        self._cipher = AESGCM(AESGCM.generate_key(256))
        self._places = array("Q", [0])
        self._keys = array("q")
        self._links = array("q")
        """Pairs of keys that belong together."""

    def __len__(self) -> int:
        return len(self._keys)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, key: str, record: Any, same: tuple[str, ...] = ()) -> None:  # noqa: ANN401  any JSON
        """Keep ``record`` under ``key``, and with all that is under the keys ``same``."""
        nonce = os.urandom(_NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, json.dumps(record).encode(), None)
        self._file.write(sealed)
        self._places.append(self._places[-1] + len(sealed))
        own = _digest(key)
        self._keys.append(own)
        for other in same:
            self._links.extend((own, _digest(other)))

    def groups(self) -> Iterator[list[Any]]:
        """The records that belong together, each group in the order of arrival. Loops among links do no harm."""
        if not self._keys:
            return
        groups = _connected(np.frombuffer(self._keys, np.int64), np.frombuffer(self._links, np.int64).reshape(-1, 2))
        order = np.lexsort((np.arange(len(groups)), groups))
        starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
        for start, stop in zip(starts, [*starts[1:], len(order)], strict=True):
            yield [self._record(int(place)) for place in order[start:stop]]

    def _record(self, place: int) -> Any:  # noqa: ANN401  as it was given
        start, stop = self._places[place], self._places[place + 1]
        self._file.seek(start)
        sealed = self._file.read(stop - start)
        return json.loads(self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], None))


def _digest(key: str) -> int:
    """64 bits of a key: among a million keys two are the same with a probability of 1 in 37 million."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def _connected(keys: Keys, links: Keys) -> Keys:
    """Connected components by disjoint sets: for each key, the place at which the first of its component came."""
    known, first = np.unique(np.concatenate([keys, links.ravel()]), return_index=True)
    parents = array("q", range(len(known)))
    for start in range(0, len(links), _LINKS_AT_ONCE):
        for one, other in np.searchsorted(known, links[start : start + _LINKS_AT_ONCE]).tolist():
            a, b = _root(parents, one), _root(parents, other)
            earlier, later = (a, b) if first[a] <= first[b] else (b, a)
            parents[later] = earlier
    roots = np.fromiter((_root(parents, at) for at in range(len(known))), np.int64, len(known))
    label: Keys = first[roots[np.searchsorted(known, keys)]]
    return label


def _root(parents: "array[int]", at: int) -> int:
    """What stands for the set of ``at``; the way to it is halved."""
    while parents[at] != at:
        parents[at] = parents[parents[at]]
        at = parents[at]
    return at
