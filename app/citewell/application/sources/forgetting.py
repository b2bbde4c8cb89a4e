"""Forgetting a source: it goes with everything derived from it, and what is left is looked for."""

import os
from dataclasses import dataclass

from citewell.domain.documents import Forgotten, Source
from citewell.domain.errors import BadInputError
from citewell.domain.ports import Index, Lock


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Use case: remove a source, as the one writer of the index. A run that indexes would bring parts of it back."""

    index: Index
    lock: Lock

    def forget(self, path: str) -> tuple[Source, Forgotten]:
        """Remove the source at ``path`` and prove it: every page of the database is scanned.

        Raises ``BadInputError`` where ``path`` is not a source, ``HomeBusyError`` while another program indexes, and
        ``StorageError``.
        """
        with self.lock():
            known = self.index.sources()
            wanted = {path, os.path.abspath(path)}  # noqa: PTH100  as sources are named: no link is resolved
            source = next((source for source in known if source.root in wanted), None)
            if source is None:
                listed = ", ".join(source.root for source in known) or "none yet"
                raise BadInputError(f"{path} is not a source. Sources: {listed}.")
            return source, self.index.forget(source.id)
