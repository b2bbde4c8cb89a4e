"""``--batch``: a file of JSON lines answered one by one on standard output."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from citewell.application.drafting.batches import Answer, answer_lines
from citewell.cli.output import print_json
from citewell.domain.errors import BadInputError


def run_batch(source: str, answer: Answer) -> None:
    """Answer every line of the file ``source`` (``-``: standard input). Raises ``BadInputError`` for no such file."""
    with _open(source) as lines:
        for record in answer_lines(lines, answer):
            print_json(record)


@contextmanager
def _open(source: str) -> Iterator[BinaryIO]:
    if source == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(source).open("rb")  # noqa: SIM115  closed below; the error names the file
    except OSError as error:
        raise BadInputError(f"The batch file {source} cannot be read ({error.strerror}).") from error
    with file:
        yield file
