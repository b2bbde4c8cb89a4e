"""A knowledge base in a home of its own, searched with the product's own code."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from citewell.bootstrap.open_home import open_app
from citewell.domain.documents import Access
from citewell.knowledge.ingest import IndexOptions
from citewell.settings.home import Home

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citewell.application.app import App


@contextmanager
def indexed(documents: Path) -> Iterator[App]:
    """The program on a scratch home, with the documents of a folder indexed as public ones."""
    with tempfile.TemporaryDirectory() as scratch:
        services = open_app(Home(Path(scratch)), scratch=True)
        try:
            services.ingest.run(IndexOptions(documents, Access.PUBLIC))
            yield services
        finally:
            services.close()
