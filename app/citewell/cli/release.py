"""``citewell release``: a team's documents, rules, golden tickets and style in one signed file, made and taken."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from citewell.application.app import App
from citewell.application.releases.arrivals import LOOK_SECONDS, Arrival, ReleaseFolder
from citewell.application.releases.contents import anyway_words, change_words, counted, parts_of
from citewell.application.releases.preparing import Prepared
from citewell.cli import output
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.context import HomeOption, JsonOption, services
from citewell.domain.errors import BadInputError, UserError
from citewell.domain.progress import CancelToken
from citewell.domain.releases import Applied, ReleaseChanges
from citewell.records.values import record_of

release_group = typer.Typer(
    help="Releases: a team's documents, rules, golden tickets and style in one signed file.", no_args_is_help=True
)
SHOWN = 10


@release_group.command("prepare")
def prepare(
    team: Annotated[str, typer.Option("--team", metavar="ID", help="The team (default: that of the last one).")] = "",
    note: Annotated[str, typer.Option("--note", help="A line for those who get it.")] = "",
    without: Annotated[
        list[Path] | None, typer.Option("--without", metavar="PATH", help="A source that stays here.")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Gather a release: all indexed folders, own policy packs, golden tickets, the learned style in use."""
    with services(home) as opened:
        prepared = opened.team.making.prepare(team, note, without or ())
    _show_prepared(prepared, as_json=as_json)


@release_group.command("diff")
def diff(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """What changed in the release that was prepared, beside the last one that was signed."""
    with services(home) as opened:
        prepared = opened.team.making.diff()
    _show_prepared(prepared, as_json=as_json)


@release_group.command("sign")
def sign(
    folder: Annotated[Path, typer.Argument(help="Where to put it: a share or a stick.")],
    anyway: Annotated[
        str, typer.Option("--anyway", metavar="REASON", help="Sign though the golden tickets got worse; all see why.")
    ] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Run the golden tickets, sign the release that was prepared and put it in its place; 1 where they got worse."""
    with services(home) as opened, cancel_on_interrupt() as cancel, output.progress_bar("Golden tickets") as progress:
        signed = opened.team.making.sign(folder, anyway=anyway, progress=progress, cancel=cancel)
    gate = signed.prepared.info.gate
    if as_json:
        file = str(signed.file) if signed.file else None
        output.print_json({"file": file, "fingerprint": signed.fingerprint, **record_of(signed.prepared)})
    elif gate is not None:
        out = output.console()
        compared = f", compared with release {gate.compared_with}" if gate.compared_with else ""
        out.print(f"{counted(gate.tickets, 'golden ticket')} run{compared}.", soft_wrap=True)
        for line in (*gate.reasons, *gate.notes):
            out.print(f"  {escape(line)}", soft_wrap=True)
        if signed.file is None:
            said = "the golden tickets got worse. Mend that, or sign with --anyway REASON."
            out.print(f"[red]Not signed:[/red] {said}", soft_wrap=True)
        else:
            out.print(f"Release {signed.prepared.info.number} is signed: {escape(str(signed.file))}", soft_wrap=True)
            if signed.delta is not None:
                size = signed.delta.stat().st_size
                said = f"Laptops that have the last release read what changed: {signed.delta.name}, {size:,} bytes"
                out.print(escape(said), soft_wrap=True)
            out.print(f"Whoever takes it trusts the fingerprint [bold]{signed.fingerprint}[/bold]", soft_wrap=True)
    if signed.file is None:
        raise typer.Exit(1)


@release_group.command("status")
def status(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Which release is in use, what it changed, and what waits in the release folder."""
    with services(home) as opened:
        record = _status(opened)
    if as_json:
        output.print_json(record)
        return
    out = output.console()
    if record["number"]:
        out.print(f"[bold]Release {record['number']}[/bold] of {record['team']}, since {record['since'][:10]}")
        out.print(f"  {escape(record['changed'])}", soft_wrap=True)
    else:
        out.print("No release is in use.")
    if not record["settled"]:
        out.print("It was cut off while it was taken into use. Finish it: citewell release apply", soft_wrap=True)
    for line in (*record["notes"], *record["folder"]["problems"]):
        out.print(f"  {escape(line)}", soft_wrap=True)
    if record["folder"]["path"]:
        waiting = record["folder"]["waiting"]
        said = f"release {waiting} waits: citewell release apply" if waiting else "nothing newer"
        out.print(f"Release folder {escape(record['folder']['path'])}: {said}", soft_wrap=True)
    else:
        out.print("No release folder is set (option release_folder).")


@release_group.command("apply")
def apply(
    file: Annotated[
        Path | None, typer.Argument(help="A release, or a folder of them (default: the release folder).")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Take what arrives in the folder, until Ctrl+C.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a release and take it into use, or finish one that was cut off."""
    with services(home) as opened, cancel_on_interrupt() as cancel:
        finished = opened.team.releases.finish(cancel=cancel)
        if finished is not None:
            _tell(finished, as_json=as_json)
        place = file or _release_folder(opened, optional=finished is not None)
        if watch:
            watch_folder(opened, place, cancel, as_json=as_json)
        elif place is not None:
            _tell(_apply(opened, place, cancel), as_json=as_json)


@release_group.command("rollback")
def rollback(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Go back to the release before; the one in use is not taken again by itself."""
    with services(home) as opened, cancel_on_interrupt() as cancel:
        _tell(opened.team.releases.rollback(cancel=cancel), as_json=as_json)


def _release_folder(opened: App, *, optional: bool = False) -> Path | None:
    folder = opened.options.release_folder
    if not folder and not optional:
        raise BadInputError("Name a release or a folder, or set the option release_folder to where releases arrive.")
    return Path(folder).expanduser() if folder else None


def _apply(opened: App, place: Path, cancel: CancelToken) -> Applied:
    """Take the release ``place``, or the newest one in that folder, into use. Raises ``BadInputError``."""
    releases = opened.team.releases
    if not place.is_dir():
        return releases.apply(place, cancel=cancel)
    arrival = ReleaseFolder(place, releases.look, releases.store.in_force).arrived()
    for problem in arrival.problems:
        output.warn(problem)
    if arrival.path is not None:
        return releases.apply(arrival.path, cancel=cancel)
    _state, info = releases.current()
    held = f" Release {arrival.held} is there; it was gone back from: name its file to take it again."
    said = f"There is no newer release in {place}.{held if arrival.held else ''}"
    return Applied(0 if info is None else info.number, ReleaseChanges(), (said,))


def watch_folder(opened: App, place: Path | None, cancel: CancelToken, *, as_json: bool) -> None:
    """Take what arrives in ``place`` until ``cancel``. Raises ``BadInputError``."""
    if place is None or not place.is_dir():
        raise BadInputError(f"There is no folder {place} to watch.")
    releases = opened.team.releases
    folder = ReleaseFolder(place, releases.look, releases.store.in_force)
    while True:
        arrival: Arrival = folder.arrived()
        for problem in arrival.problems:
            output.warn(problem)
        if arrival.path is not None:
            try:
                _tell(releases.apply(arrival.path, cancel=cancel), as_json=as_json)
            except BadInputError as error:
                folder.refuse(arrival.path)
                output.fail(str(error), as_json=as_json)
            except UserError as error:
                output.fail(str(error), as_json=as_json)  # tried again at the next look
        if cancel.wait(LOOK_SECONDS):
            return


def _tell(applied: Applied, *, as_json: bool) -> None:
    if as_json:
        output.print_json(record_of(applied))
        return
    out = output.console()
    back = f" (gone back from release {applied.went_back_from})" if applied.went_back_from else ""
    out.print(f"[bold]{f'Release {applied.number}' if applied.number else 'No release'} in use[/bold]{back}")
    if applied.note:
        out.print(f"  “{escape(applied.note)}”", soft_wrap=True)
    if not applied.changes.nothing:
        _show_changes(applied.changes)
    for line in applied.notes:
        out.print(f"  {escape(line)}", soft_wrap=True)


def _show_prepared(prepared: Prepared, *, as_json: bool) -> None:
    if as_json:
        output.print_json(record_of(prepared))
        return
    info, out = prepared.info, output.console()
    size = f"{counted(prepared.files, 'file')}, {prepared.size:,} bytes"
    out.print(f"[bold]Release {info.number} of {info.team}[/bold] is prepared: {size}", soft_wrap=True)
    for source in info.sources:
        out.print(f"  {escape(source.name)} ({source.access})", soft_wrap=True)
    out.print(f"  {counted(len(info.rules), 'rule')}, {counted(len(info.golden), 'golden ticket')}")
    out.print(f"  style: {escape(info.style) or 'the one that ships'}; model: {escape(info.model)}", soft_wrap=True)
    for line in prepared.left_out:
        out.print(f"[yellow]Left out:[/yellow] {escape(line)}", soft_wrap=True)
    out.print("Since the last release:" if info.number > 1 else "This is the first release:", soft_wrap=True)
    _show_changes(prepared.changes)
    out.print("Sign it with: citewell release sign FOLDER")


def _show_changes(changes: ReleaseChanges) -> None:
    out = output.console()
    out.print(f"  {escape(change_words(changes))}", soft_wrap=True)
    for thing, part in parts_of(changes):
        for word, names in (("added", part.added), ("changed", part.changed), ("removed", part.removed)):
            for name in names[:SHOWN]:
                out.print(f"    {word:<8} {thing} {escape(name)}", soft_wrap=True)
            if len(names) > SHOWN:
                out.print(f"    {word:<8} and {counted(len(names) - SHOWN, thing)} more", soft_wrap=True)


def _status(opened: App) -> dict[str, Any]:
    releases = opened.team.releases
    state, info = releases.current()
    place = _release_folder(opened, optional=True)
    arrival = Arrival()
    if place is not None:
        arrival = ReleaseFolder(place, releases.look, releases.store.in_force).arrived()
    changes = releases.last_changes()
    return {
        "team": info.team if info else None,
        "number": info.number if info else 0,
        "since": state.at or None,
        "note": info.note if info else None,
        "settled": state.settled,
        "held": state.held or None,
        "before": [name.partition("-")[0] for name in state.before],
        "changed": change_words(changes),
        "changes": record_of(changes),
        "gate": record_of(info.gate) if info and info.gate else None,
        "notes": [*anyway_words(info), *state.notes],
        "folder": {
            "path": str(place) if place else None,
            "waiting": arrival.number or None,
            "held": arrival.held or None,
            "problems": list(arrival.problems),
        },
    }
