"""The window's words for a team: which release is in use, what it changed, where releases arrive, what is locked."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from citewell.application.releases.contents import change_words, parts_of
from citewell.desktop.language.words import Msg, quoted, tr, trn
from citewell.desktop.widgets.cells_table import Cell
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.wording import day_of
from citewell.domain.releases import Applied, InForce, ReleaseChanges, ReleaseInfo
from citewell.settings.locks import LockedOption, shown

NONE = Msg("No release is in use. Your lead hands releases out in a folder: choose it below, or take a file.")
NO_FOLDER = Msg("No folder is chosen. Releases that arrive in one are checked and taken by themselves.")
NOTHING_LOCKED = Msg("Nothing: every setting is yours to choose.")
ROLL_BACK = Msg("Roll back")
ROLL_BACK_TIP = Msg("Use the release before again; this one is not taken again by itself")
ROLL_BACK_FIRST_TIP = Msg("Use no release any more: its documents leave the index until a release is taken again")
NO_WAY_BACK = Msg("No release is in use")
WORKING = Msg("Checking the release, then taking it into use…")
FILES = Msg("Releases (*.release *.delta)")
COUNTS = Msg(
    "How many drafts were made here in the last twelve weeks, and what became of them. Counts alone: no ticket, "
    "no text, no name."
)
COUNTS_TIP = Msg("Choose the folder that your lead named; it takes the place of what was written there before")
_PARTS: Mapping[str, Msg] = {
    "document": Msg("Document"),
    "golden ticket": Msg("Golden ticket"),
    "policy pack": Msg("Policy pack"),
    "rule": Msg("Rule"),
}
"""What of a release changed, by the words that the record has for it."""
CHANGES = (Msg("What"), Msg(""), Msg("Name"))


def release_words(state: InForce, info: ReleaseInfo | None) -> str:
    """Release 7 of berlin, in use since 28 November 2026."""
    if info is None:
        return tr(NONE)
    if state.at:
        said = tr(
            "Release {number} of {team}, in use since {day}.", number=info.number, team=info.team, day=day_of(state.at)
        )
    else:
        said = tr("Release {number} of {team}.", number=info.number, team=info.team)
    return f"{said} {quoted(info.note)}" if info.note else said


def roll_back_tip(state: InForce) -> str:
    """What going back does now."""
    if not state.current:
        return tr(NO_WAY_BACK)
    return tr(ROLL_BACK_TIP if state.before else ROLL_BACK_FIRST_TIP)


def gate_words(info: ReleaseInfo | None) -> str:
    """What the lead's golden tickets said before the release was signed."""
    gate = None if info is None else info.gate
    if gate is None:
        return ""
    if gate.passed and not gate.compared_with:
        said = tr(
            "Its lead ran {tickets} golden tickets before signing. There was no earlier run to compare with.",
            tickets=gate.tickets,
        )
    elif gate.passed:
        said = tr("Its lead ran {tickets} golden tickets before signing: not worse than before.", tickets=gate.tickets)
    else:
        said = tr(
            "Its lead signed it though golden tickets got worse. The reason given: “{reason}”", reason=gate.anyway
        )
    if not gate.compared_with:
        return said
    return f"{said} {tr('It was compared with release {number}.', number=gate.compared_with)}"


def applied_words(applied: Applied) -> str:
    """What is said when a release came into use, or was gone back from."""
    said = (
        tr("Release {number} is in use", number=applied.number)
        if applied.number
        else tr("No release is in use any more")
    )
    if applied.went_back_from:
        said = tr("{said}, gone back from release {number}", said=said, number=applied.went_back_from)
    note = [quoted(applied.note)] if applied.note else []
    told = "" if applied.changes.nothing else f": {in_window(change_words(applied.changes))}"
    return " ".join((f"{said}{told}.", *note, *map(in_window, applied.notes)))


def held_words(state: InForce, info: ReleaseInfo | None) -> str:
    """That a release which somebody went back from is not taken again by itself."""
    if state.held <= (0 if info is None else info.number):
        return ""
    return tr(
        "Release {number} was gone back from and is not taken again by itself. “Take a release…” takes it again.",
        number=state.held,
    )


def wrote_words(path: Path, drafts: int, fingerprint: str) -> str:
    """That counts were written, and what the lead needs to count them."""
    said = trn("{n} draft was counted in {name}.", "{n} drafts were counted in {name}.", drafts, name=path.name)
    known = tr("Your lead counts it once this computer is known there: {fingerprint}", fingerprint=fingerprint)
    return f"{said} {known}"


def folder_words(folder: str) -> str:
    """Where releases arrive."""
    return folder or tr(NO_FOLDER)


def change_rows(changes: ReleaseChanges) -> list[list[Cell]]:
    """Each change as a row: what it is, what became of it, its name."""
    rows = []
    for thing, part in parts_of(changes):
        for word, tone, names in (
            (tr("added"), "good", part.added),
            (tr("changed"), "", part.changed),
            (tr("removed"), "bad", part.removed),
        ):
            rows += [[Cell(tr(_PARTS.get(thing, thing.capitalize()))), Cell(word, tone), Cell(name)] for name in names]
    rows += [[Cell(tr("Access class")), Cell(tr("changed")), Cell(name)] for name in changes.access.changed]
    if changes.style:
        rows.append([Cell(tr("Style")), Cell(tr("changed")), Cell(changes.style)])
    return rows


def locked_rows(locked: Sequence[LockedOption]) -> list[list[Cell]]:
    """Each locked setting as a row: what it is for, its value, who set it."""
    return [
        [
            Cell(in_window(option.description)),
            Cell(_value_words(option), "warn" if option.edited else "", in_window(option.words)),
            Cell(option.by, tip=str(option.path)),
        ]
        for option in locked
    ]


def _value_words(option: LockedOption) -> str:
    value = shown(option.value)
    return tr("{value}; edited here, which does not count", value=value) if option.edited else value


def taken_words(path: Path) -> str:
    """That a file is looked at."""
    return f"{path.name}: {tr(WORKING)}"
