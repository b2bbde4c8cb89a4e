"""What the command line prints: JSON for programs, Rich for people; errors and progress on standard error."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from citewell.domain.progress import Progress, ProgressCallback, ignore_progress
from citewell.settings.home import Home, find_home


class _State:
    """Whether the command at hand was asked for JSON, so that its failure is JSON too, and on which home it works."""

    json = False
    home: Path | None = None


def use_utf8() -> None:
    """Write UTF-8 whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def want_json(wanted: bool) -> bool:
    """Remember the ``--json`` of this command and return it."""
    _State.json = wanted
    return wanted


def want_home(chosen: Path | None) -> Path | None:
    """Remember the ``--home`` of this command and return it."""
    _State.home = chosen or _State.home
    return chosen


def home() -> Home:
    """The home that the command at hand works on."""
    return find_home(_State.home)


def print_json(value: object) -> None:
    """One JSON object on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
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


def fail(message: str) -> None:
    """An error: one line for people, and an object for programs where JSON was asked for."""
    if _State.json:
        print_json({"error": message})
    errors().print(f"[red]Error:[/red] {_escape(message)}", soft_wrap=True)


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
