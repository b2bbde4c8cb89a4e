"""``citewell index``: sources brought up to date, and followed with ``--watch``."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from citewell.application.sources.indexing import IndexOptions, SourceFollower, source_root
from citewell.cli import output
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.context import HomeOption, JsonOption, services
from citewell.domain.documents import Access, IndexReport
from citewell.records.values import record_of


def index(
    paths: Annotated[list[Path], typer.Argument(help="Folders or files.", metavar="PATH...")],
    access: Annotated[
        Access | None,
        typer.Option("--access", help="Who may see it (default: public for a new source, else as before)."),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Then follow every change, until Ctrl+C.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring the index up to date with folders or files."""
    with services(home) as opened, cancel_on_interrupt() as cancel:
        limit = opened.options.max_file_mb * 1024 * 1024
        for path in paths:
            source_root(path)  # a wrong path fails before any work is done
        quarantined: dict[Path, tuple[tuple[str, str], ...]] = {}
        for path in paths:
            with output.progress_bar(f"Indexing {path.name or path}") as progress:
                report = opened.ingest.run(IndexOptions(path, access, limit), progress=progress, cancel=cancel)
            quarantined[source_root(path)] = report.quarantined
            if as_json:
                output.print_json(record_of(report))
            else:
                show_report(path, report)
        if watch:
            if not as_json:
                output.console().print("Watching. Ctrl+C ends it.")
            SourceFollower(
                opened.ingest,
                quarantined,
                max_bytes=limit,
                changed=_tell_change(as_json=as_json),
                failed=lambda error: output.warn(str(error)),
                cancel=cancel,
            ).follow()


def _tell_change(*, as_json: bool) -> Callable[[Path, IndexReport], None]:
    """Prints a line for a source that changed."""
    if as_json:
        return lambda root, report: output.print_json({"path": str(root), **record_of(report)})
    return show_report


def show_report(path: Path, report: IndexReport) -> None:
    """What one run changed."""
    out = output.console()
    out.print(
        f"{escape(str(path))}: {report.added} added, {report.updated} updated, {report.unchanged} unchanged, "
        f"{report.removed} removed; {report.passages} passages; {report.seconds:.1f} s"
    )
    for name, reason in report.quarantined:
        out.print(f"  [yellow]quarantined[/yellow] {escape(name)}: {escape(reason)}")
