"""What the command line prints: JSON for programs, Rich for people; errors and progress on standard error."""

import itertools
import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from citewell.domain.drafts import Severity
from citewell.domain.progress import Progress, ProgressCallback, ignore_progress


def use_utf8() -> None:
    """Write UTF-8 whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


SEVERITY_COLOURS = {Severity.BLOCK: "red", Severity.WARN: "yellow", Severity.INFO: "dim"}


def print_json(value: object) -> None:
    """One JSON object on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def print_json_list(name: str, values: Iterable[object]) -> None:
    """The object ``{name: [values]}`` on one line, each value written as soon as it is known.

    What goes wrong before the first value is there leaves nothing on standard output.
    """
    items = iter(values)
    first = [json.dumps(value, ensure_ascii=False) for value in itertools.islice(items, 1)]
    sys.stdout.write("".join([f'{{"{name}": [', *first]))
    for value in items:
        sys.stdout.write(f", {json.dumps(value, ensure_ascii=False)}")
    sys.stdout.write("]}\n")
    sys.stdout.flush()


def print_line(text: str) -> None:
    """A line of a long list: written at once, cut to the width of a terminal and whole elsewhere."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    sys.stdout.write(text[:width] + "\n")
    sys.stdout.flush()


def print_text(text: str) -> None:
    """A text as it is, for a file or another program."""
    sys.stdout.write(text)
    sys.stdout.flush()


def console() -> Console:
    """Standard output for people."""
    return Console(highlight=False, soft_wrap=False)


def errors() -> Console:
    """Standard error for people."""
    return Console(stderr=True, highlight=False)


def warn(message: str) -> None:
    """A warning that does not stop the command."""
    if message:
        errors().print(f"[yellow]Note:[/yellow] {_escape(message)}", soft_wrap=True)


def tell_baking(progress: Progress) -> None:
    """Say once, on standard error, that a style is being prepared."""
    if progress.total == 0:
        errors().print(f"[dim]Preparing the style {_escape(progress.item)}, once: some seconds.[/dim]", soft_wrap=True)


def fail(message: str, *, as_json: bool) -> None:
    """An error: one line for people, and an object for programs where JSON was asked for."""
    if as_json:
        print_json({"error": message})
    errors().print(f"[red]Error:[/red] {_escape(message)}", soft_wrap=True)


def lineage(record: dict[str, Any]) -> str:
    """Version, last day, age and standing of a passage, as far as they are known."""
    parts = [f"version {record['version']}"] if record["version"] else []
    if record["page"]:
        parts.append(f"page {record['page']}")
    if record["effective_to"]:
        parts.append(f"valid to {record['effective_to']}")
    if record["superseded"]:
        parts.append("superseded")
    if record["modified_at"]:
        parts.append(f"written {record['modified_at'][:10]}")
    return "".join(f", {part}" for part in parts)


def shorten(text: str, limit: int = 160) -> str:
    """``text`` on one line of at most ``limit`` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def _escape(text: str) -> str:
    return text.replace("[", r"\[")


@contextmanager
def progress_bar(title: str) -> Iterator[ProgressCallback]:
    """A progress bar on standard error where that is a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield ignore_progress
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=errors(), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def report(progress: Progress) -> None:
            bar.update(task, completed=progress.done, total=progress.total or None)

        yield report
