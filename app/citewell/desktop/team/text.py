"""The window's words for a team: which release is in use, what it changed, where releases arrive, what is locked."""

from collections.abc import Sequence
from pathlib import Path

from citewell.application.releases.contents import change_words, parts_of
from citewell.desktop.widgets.cells_table import Cell
from citewell.desktop.widgets.wording import day_of
from citewell.domain.releases import Applied, InForce, ReleaseChanges, ReleaseInfo
from citewell.settings.locks import LockedOption, shown

NONE = "No release is in use. Your lead hands releases out in a folder: choose it below, or take a file."
NO_FOLDER = "No folder is chosen. Releases that arrive in one are checked and taken by themselves."
NOTHING_LOCKED = "Nothing: every setting is yours to choose."
ROLL_BACK = "Roll back"
ROLL_BACK_TIP = "Use the release before again; this one is not taken again by itself"
NO_WAY_BACK = "No release is in use"
WORKING = "Checking the release, then taking it into use…"
FILES = "Releases (*.release *.delta)"
CHANGES = ("What", "", "Name")


def release_words(state: InForce, info: ReleaseInfo | None) -> str:
    """Release 7 of berlin, in use since 28 November 2026."""
    if info is None:
        return NONE
    since = f", in use since {day_of(state.at)}" if state.at else ""
    note = f" “{info.note}”" if info.note else ""
    return f"Release {info.number} of {info.team}{since}.{note}"


def gate_words(info: ReleaseInfo | None) -> str:
    """What the lead's golden tickets said before the release was signed."""
    gate = None if info is None else info.gate
    if gate is None:
        return ""
    compared = f", compared with release {gate.compared_with}" if gate.compared_with else ""
    if gate.passed:
        return f"Its lead ran {gate.tickets} golden tickets before signing{compared}: not worse than before."
    return f"Its lead signed it though golden tickets got worse{compared}. The reason given: “{gate.anyway}”"


def applied_words(applied: Applied) -> str:
    """What is said when a release came into use, or was gone back from."""
    said = f"Release {applied.number} is in use" if applied.number else "No release is in use any more"
    back = f", gone back from release {applied.went_back_from}" if applied.went_back_from else ""
    note = f" “{applied.note}”" if applied.note else ""
    told = "" if applied.changes.nothing else f": {change_words(applied.changes)}"
    return " ".join((f"{said}{back}{told}.{note}", *applied.notes))


def folder_words(folder: str) -> str:
    """Where releases arrive."""
    return folder or NO_FOLDER


def change_rows(changes: ReleaseChanges) -> list[list[Cell]]:
    """Each change as a row: what it is, what became of it, its name."""
    rows = []
    for thing, part in parts_of(changes):
        for word, tone, names in (
            ("added", "good", part.added),
            ("changed", "", part.changed),
            ("removed", "bad", part.removed),
        ):
            rows += [[Cell(thing.capitalize()), Cell(word, tone), Cell(name)] for name in names]
    rows += [[Cell("Access class"), Cell("changed"), Cell(name)] for name in changes.access.changed]
    if changes.style:
        rows.append([Cell("Style"), Cell("changed"), Cell(changes.style)])
    return rows


def locked_rows(locked: Sequence[LockedOption]) -> list[list[Cell]]:
    """Each locked setting as a row: what it is for, its value, who set it."""
    return [
        [
            Cell(option.description),
            Cell(shown(option.value), "warn" if option.edited else "", option.words),
            Cell(option.by, tip=str(option.path)),
        ]
        for option in locked
    ]


def taken_words(path: Path) -> str:
    """That a file is looked at."""
    return f"{path.name}: {WORKING}"
