"""Roll-ups of one home: written by a laptop, trusted and merged by a lead."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from citewell import __version__
from citewell.application.releases.contents import counted
from citewell.application.releases.store import ReleaseStore, write_whole
from citewell.application.rollups.counting import KnownNames, count_drafts, week_of, weeks_back
from citewell.application.rollups.rollup_file import PREFIX, SUFFIX, SignedRollup, read_rollup, write_rollup
from citewell.application.rollups.small_groups import Tallies, Tally, merge_small
from citewell.domain.audit import AuditKind
from citewell.domain.drafts import LogEntry
from citewell.domain.errors import BadInputError, StorageError
from citewell.domain.rollups import Dimension, Rollup, RollupGroup, TeamReport
from citewell.models.descriptions import BASE_MODEL
from citewell.records.values import to_record
from citewell.settings.options import Options
from citewell.settings.resources import resources_dir
from citewell.storage.audit.chain import AuditLog
from citewell.storage.audit.signing import Signer
from citewell.storage.db.team_settings import TeamSettings
from citewell.storage.db.trusted_signers import TrustedSigners, read_fingerprint

LEAST_LAPTOPS = 3
"""Laptops that a figure of a team needs: with two, each of them knows the other's."""
TEMPLATE = "team.html.j2"
SETTING = "rollup"


@dataclass(frozen=True, slots=True)
class RollupParts:
    """What roll-ups are made of. ``entries`` reads the edit log, ``shipped_styles`` are ids."""

    signer: Signer
    laptops: TrustedSigners
    settings: TeamSettings
    audit: AuditLog
    entries: Callable[[], Iterable[LogEntry]]
    store: ReleaseStore
    shipped_styles: Callable[[], frozenset[str]]
    options: Callable[[], Options]
    today: Callable[[], date] = lambda: datetime.now(UTC).date()


class Rollups:
    """Writes this laptop's, and merges those of a team."""

    def __init__(self, parts: RollupParts) -> None:
        """Keep the parts; nothing is read yet."""
        self._parts = parts

    @property
    def own_fingerprint(self) -> str:
        """What a lead must trust to count this laptop."""
        return self._parts.signer.public_key.fingerprint

    @property
    def laptops(self) -> TrustedSigners:
        """Whose roll-ups are counted."""
        return self._parts.laptops

    def trust(self, fingerprints: Sequence[str], name: str = "") -> None:
        """Count the roll-ups of these laptops from now on, all or none. Raises ``BadInputError``."""
        wanted = [read_fingerprint(one) for one in fingerprints]
        for fingerprint in wanted:
            self._parts.laptops.add(fingerprint, name)
        self._parts.audit.append(AuditKind.SETTING, "rollup_laptops", {"added": wanted})

    def distrust(self, fingerprints: Sequence[str]) -> None:
        """Count them no longer. Raises ``BadInputError``."""
        wanted = [read_fingerprint(one) for one in fingerprints]
        for fingerprint in wanted:
            self._parts.laptops.remove(fingerprint)
        self._parts.audit.append(AuditKind.SETTING, "rollup_laptops", {"removed": wanted})

    def write(self, folder: Path, weeks: int = 12) -> tuple[Path, Rollup]:
        """Write the counts of the last ``weeks`` into ``folder``. Raises ``BadInputError``, ``StorageError``.

        Groups of fewer drafts than the option ``rollup_least`` are in ``other``; too few drafts make no roll-up.
        """
        if not folder.is_dir():
            raise BadInputError(f"There is no folder {folder}. Make it, or plug the stick in.")
        parts = self._parts
        least = parts.options().rollup_least
        first, last = weeks_back(weeks, parts.today())
        tallies = count_drafts(parts.entries(), self._names(), lambda week: first <= week <= last)
        drafts = tallies.get((Dimension.ALL, "all"), Tally()).drafts
        if drafts < least:
            raise BadInputError(
                f"Not enough data yet: collect {counted(least - drafts, 'more draft')}. A roll-up of {drafts} would "
                f"tell too much of each (at least {least}, setting 'rollup_least'). Nothing was written."
            )
        kept = merge_small(tallies, lambda tally: tally.drafts < least)
        before = parts.settings.load(SETTING) or {}
        sequence = int(before.get("sequence", 0)) + 1
        rollup = Rollup(sequence, first, last, least, __version__, _groups(kept))
        parts.settings.save(SETTING, {"sequence": sequence})
        path = write_rollup(folder, rollup, parts.signer)
        parts.audit.append(AuditKind.EXPORT, "rollup", {"sequence": sequence, "drafts": drafts})
        return path, rollup

    def merge(self, paths: Sequence[Path]) -> TeamReport:
        """One report of the roll-ups in files and folders. Raises ``BadInputError`` where too few can be counted.

        What cannot be counted (a stranger's, a changed file) is named in the report with the reason.
        """
        parts, least = self._parts, self._parts.options().rollup_least
        newest: dict[str, SignedRollup] = {}
        refused: list[str] = []
        for path in _files(paths):
            try:
                self._take(read_rollup(path), newest)
            except BadInputError as error:
                refused.append(str(error))
        taken = list(newest.values())
        if len(taken) < LEAST_LAPTOPS:
            why = "".join(f" {one}" for one in dict.fromkeys(refused))
            raise BadInputError(
                f"Not enough data yet: collect the roll-ups of {counted(LEAST_LAPTOPS - len(taken), 'more laptop')}. "
                f"{len(taken)} can be counted; with fewer than {LEAST_LAPTOPS}, a figure would be a person's.{why}"
            )
        tallies: Tallies = {}
        for one in taken:
            for group in one.rollup.groups:
                tallies.setdefault((group.dimension, group.name), Tally()).add(group.counts, [one.laptop])
        kept = merge_small(tallies, lambda tally: tally.drafts < least or len(tally.laptops) < LEAST_LAPTOPS)
        groups = _groups(kept)
        return TeamReport(
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            laptops=len(taken),
            first_week=min(one.rollup.first_week for one in taken),
            last_week=max(one.rollup.last_week for one in taken),
            least=least,
            least_laptops=LEAST_LAPTOPS,
            groups=groups,
            refused=tuple(dict.fromkeys(refused)),
            notes=(*_clock_notes(taken, week_of(parts.today())), *self._missing_notes(newest)),
            shares={f"{group.dimension.value} {group.name}": share_words(group, least) for group in groups},
        )

    def _take(self, one: SignedRollup, newest: dict[str, SignedRollup]) -> None:
        """Count a roll-up, in place of an earlier one of the same laptop. Raises ``BadInputError`` for a stranger's."""
        if one.laptop != self.own_fingerprint and not self.laptops.trusts(one.laptop):
            raise BadInputError(
                f"{one.path.name} is of a laptop that is not known here, fingerprint {one.laptop}: it is not counted. "
                "If it is one of the team's: citewell rollup trust add FINGERPRINT."
            )
        before = newest.get(one.laptop)
        if before is None or before.rollup.sequence < one.rollup.sequence:
            newest[one.laptop] = one
        elif before.rollup.sequence == one.rollup.sequence and before.rollup != one.rollup:
            raise BadInputError(
                f"{one.path.name} and {before.path.name} are the same roll-up of one laptop with different numbers; "
                f"{before.path.name} is counted. Have that laptop write it again."
            )

    def _missing_notes(self, newest: Mapping[str, SignedRollup]) -> Iterator[str]:
        missing = sum(laptop.fingerprint not in newest for laptop in self.laptops.all())
        if missing:
            yield f"{counted(missing, 'laptop')} of those that count here wrote no roll-up that could be counted."

    def _names(self) -> KnownNames:
        state = self._parts.store.in_force()
        info, files = self._parts.store.info(state.current) if state.current else (None, {})
        released = frozenset(path.split("/", 2)[2] for path in files if path.startswith("knowledge/"))
        styles = self._parts.shipped_styles() | ({info.style} if info is not None and info.style else set())
        return KnownNames(released, frozenset(styles), frozenset({BASE_MODEL.name}))


def write_report(report: TeamReport, path: Path) -> None:
    """Write a report as HTML or JSON, by its name's ending. Raises ``BadInputError``, ``StorageError``."""
    suffix = path.suffix.lower()
    if suffix not in {".html", ".json"}:
        raise BadInputError(f"The report {path} must be named .html or .json.")
    as_json = json.dumps(to_record(report), ensure_ascii=False, indent=1) + "\n"
    text = as_json if suffix == ".json" else _render(report)
    try:
        write_whole(path, text)
    except OSError as error:
        raise StorageError(f"The report {path} cannot be written ({error.strerror}). Choose another file.") from error


def share_words(group: RollupGroup, least: int) -> dict[str, str]:
    """The measures of a group in words: a share with its whole, or what is missing."""
    counts = group.counts
    used = counts["accepted"] + counts["lightly_edited"]
    judged = used + counts["heavily_edited"] + counts["rejected"]
    return {
        "acceptance": _share(used, judged, "drafts with an outcome", least),
        "grounded": _share(counts["supported"], counts["factual"], "sentences", least),
        "cited": _share(counts["cited"], counts["answer"], "answers", least),
    }


def _share(part: int, whole: int, what: str, least: int) -> str:
    if whole < least:
        return f"not enough data yet: collect {least - whole} more {what}"
    return f"{part / whole:.0%} of {whole:,}"


def _groups(tallies: Tallies) -> tuple[RollupGroup, ...]:
    order = list(Dimension)
    ordered = sorted(tallies, key=lambda key: (order.index(key[0]), key[1]))
    return tuple(RollupGroup(dimension, name, tallies[dimension, name].counts) for dimension, name in ordered)


def _files(paths: Sequence[Path]) -> list[Path]:
    """The roll-ups in files and folders. Raises ``BadInputError``."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(path.glob(f"{PREFIX}*{SUFFIX}"))
        elif path.is_file():
            found.append(path)
        else:
            raise BadInputError(f"There is no file or folder {path}.")
    return found


def _clock_notes(taken: Sequence[SignedRollup], week: str) -> Iterator[str]:
    """What is odd about the weeks of roll-ups by this computer's clock; they are counted all the same."""
    ahead = sum(one.rollup.last_week > week for one in taken)
    if ahead:
        laptops = "1 laptop holds" if ahead == 1 else f"{ahead} laptops hold"
        yield f"The roll-up of {laptops} weeks that are still to come by this computer's clock: a clock is wrong."
    behind = [one.rollup.last_week for one in taken if one.rollup.last_week < week]
    if behind:
        who = "The roll-up of 1 laptop ends" if len(behind) == 1 else f"The roll-ups of {len(behind)} laptops end"
        yield (
            f"{who} before this week, {week} (the oldest in {min(behind)}): drafts since then are "
            "missing, or a clock is wrong. Have it written again."
        )


def _render(report: TeamReport) -> str:
    import jinja2  # noqa: PLC0415  no other command renders a report of the team

    folder = resources_dir() / "reports"
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    try:
        template = environment.get_template(TEMPLATE)
    except jinja2.TemplateNotFound as error:
        raise BadInputError(f"The report's template is missing in {folder}. Install Citewell again.") from error
    dimensions = [one for one in Dimension if any(group.dimension is one for group in report.groups)]
    return template.render(report=report, dimensions=dimensions)
