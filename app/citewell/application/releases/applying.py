"""Releases on a laptop: looked at, taken into use, gone back from, and finished where a run was cut off.

A release comes into force in one step, the switch (``ReleaseStore.put_in_force``): nothing before it changes anything
that is in use. What follows it (documents, then the style) can be done again from the start however far it came, so a
run that was killed is finished by ``finish``. What fails without being killed is taken back.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from citewell.application.homes.locks import locked
from citewell.application.policies.policies import Policies
from citewell.application.releases.contents import STYLES, anyway_words, changes_between
from citewell.application.releases.deltas import chain_to, release_digest
from citewell.application.releases.store import KEPT, ReleaseStore, number_of
from citewell.application.sources.bundles import Bundles
from citewell.application.sources.forgetting import Forgetting
from citewell.bundles.reading import Bundle, read_bundle
from citewell.domain.audit import AuditKind
from citewell.domain.bundles import BundleKind
from citewell.domain.documents import Access, Source
from citewell.domain.errors import BadInputError, CitewellError, UserError
from citewell.domain.progress import CancelToken, ProgressCallback, ignore_progress
from citewell.domain.releases import Applied, InForce, Kept, ReleaseChanges, ReleaseInfo, Standing
from citewell.domain.styles import StyleAction, StyleHistory
from citewell.evaluation.golden.reading import read_golden
from citewell.knowledge.ingest import IndexOptions, Ingest
from citewell.models.styles.folders import read_style
from citewell.models.styles.styles import Styles
from citewell.settings.options import Options
from citewell.storage.audit.chain import AuditLog
from citewell.storage.db.trusted_signers import read_fingerprint

CLOCK_SLACK = timedelta(days=1)
Step = Callable[[str], None]
"""Hears the name of each step before it is done: tests end the program there."""


@dataclass(frozen=True, slots=True)
class ReleaseParts:
    """What releases are applied with. ``swap_style`` lets the next draft use another style."""

    store: ReleaseStore
    bundles: Bundles
    audit: AuditLog
    ingest: Ingest
    sources: Callable[[], Sequence[Source]]
    forgetting: Forgetting
    policies: Policies
    styles: Styles
    style_history: StyleHistory
    swap_style: Callable[[], None]
    options: Callable[[], Options]


@dataclass(frozen=True, slots=True)
class Looked:
    """A release whose signature is right and whose signer is trusted, and what it is to this home.

    Of a delta: ``before`` are those to put on a kept release first, ``lacks`` says what to take where none leads here.
    """

    bundle: Bundle
    number: int
    digest: str
    standing: Standing
    notes: tuple[str, ...] = ()
    before: tuple[Bundle, ...] = ()
    lacks: str = ""


class Releases:
    """The release in force of one home."""

    def __init__(self, parts: ReleaseParts, step: Step = lambda _name: None) -> None:
        """Keep the parts; nothing is read yet."""
        self.parts = parts
        self._step = step
        self.store = parts.store

    # --- what there is

    def current(self) -> tuple[InForce, ReleaseInfo | None]:
        """What is in force, with its record. Raises ``BadInputError``."""
        state = self.store.in_force()
        return state, self.store.info(state.current)[0] if state.current else None

    def last_changes(self) -> ReleaseChanges:
        """What the last switch changed: a release that came, or the way back from one. Raises ``BadInputError``."""
        state = self.store.in_force()
        return self._between(state.came_from, state.current)

    def look(self, path: Path) -> Looked:
        """Check a release; nothing is taken in. Raises ``BadInputError`` in words that say what to do."""
        bundle = self._read(path)
        number, digest = number_of(bundle), release_digest(bundle)
        state, info = self.current()
        if info is not None and info.team != bundle.manifest.id:
            raise BadInputError(
                f"{path.name} is a release of the team '{bundle.manifest.id}'; this home follows '{info.team}'. "
                "Nothing was changed. To follow the other one, go back to no release first: citewell release rollback."
            )
        kept = {one.name: one for one in self.store.kept()}
        _want_no_twin(path, number, digest, kept.values())
        before: tuple[Bundle, ...] = ()
        lacks = ""
        if bundle.manifest.kind is BundleKind.DELTA and digest not in {one.digest for one in kept.values()}:
            before, lacks = chain_to(bundle, kept.values(), self._read)
        notes = tuple(_clock_notes(bundle, kept.get(state.current)))
        return Looked(bundle, number, digest, _standing(number, state, info), notes, before, lacks)

    # --- what changes it

    def apply(
        self, path: Path, *, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> Applied:
        """Take the release at ``path`` into use. Raises ``BadInputError`` for one that is older, and all errors of use.

        A release that is in force already is said to be so. After an error everything is as it was before.
        """
        with self._changing():
            self._finish(progress, cancel)
            looked = self.look(path)
            state, _info = self.current()
            if looked.standing is Standing.CURRENT:
                return Applied(looked.number, ReleaseChanges(), (f"Release {looked.number} is in use already.",))
            if looked.standing is Standing.OLDER:
                number = self.store.info(state.current)[0].number
                raise BadInputError(
                    f"{path.name} is release {looked.number}, older than release {number}, which is in use. Nothing "
                    "was changed. To go back to the one before: citewell release rollback."
                )
            if looked.lacks:
                raise BadInputError(looked.lacks)
            self._step("unpack")
            for bundle in looked.before:
                self.store.keep(bundle)
            kept = self.store.keep(looked.bundle)
            self._step("check")
            self._check(kept, looked.bundle.manifest.id)
            before = tuple(name for name in (state.current, *state.before) if name)[: KEPT - 1]
            wanted = replace(
                state,
                current=kept.name,
                before=before,
                came_from=state.current,
                settled=False,
                held=0,
                own_style=state.own_style if state.style else self._active_style(),
                at=_now(),
                notes=looked.notes,
            )
            return self._switch(state, wanted, progress, cancel, "apply")

    def rollback(self, *, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None) -> Applied:
        """Go back to the release before; the one in use is not taken again by itself. Raises as ``apply``."""
        with self._changing():
            self._finish(progress, cancel)
            state, info = self.current()
            if info is None:
                raise BadInputError("No release is in use, so there is none to go back from.")
            wanted = replace(
                state,
                current=state.before[0] if state.before else "",
                before=state.before[1:],
                came_from=state.current,
                settled=False,
                held=max(info.number, state.held),
                at=_now(),
                notes=(),
            )
            return self._switch(state, wanted, progress, cancel, "rollback")

    def finish(
        self, *, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> Applied | None:
        """Finish what was cut off; ``None`` where nothing was. Raises as ``apply``."""
        if self.store.in_force().settled:
            return None
        with self._changing():
            return self._finish(progress, cancel)

    # --- how

    def _finish(self, progress: ProgressCallback, cancel: CancelToken | None) -> Applied | None:
        state = self.store.in_force()
        if state.settled:
            return None
        self._settle(state, progress, cancel)
        return self._applied(self.store.in_force())

    def _switch(
        self, state: InForce, wanted: InForce, progress: ProgressCallback, cancel: CancelToken | None, action: str
    ) -> Applied:
        """Put ``wanted`` in force; where documents or style cannot follow, ``state`` comes back. A kill is no error."""
        self._step("switch")
        self.store.put_in_force(wanted)
        try:
            self._settle(wanted, progress, cancel)
        except UserError:
            back = replace(state, settled=False)
            self.store.put_in_force(back)
            with suppress(CitewellError):  # where that fails too, the next start finishes the way back
                self._settle(back, progress, None)
            raise
        self._note(action, wanted.current or state.current)
        return self._applied(self.store.in_force())

    def _settle(self, state: InForce, progress: ProgressCallback, cancel: CancelToken | None) -> None:
        """Let documents and style follow what is in force; can be done again. Raises ``UserError``."""
        parts = self.parts
        info = self.store.info(state.current)[0] if state.current else None
        self._step("documents")
        folders = self.store.follow(state.current)
        self._step("index")
        classes = {} if info is None else {source.id: source.access for source in info.sources}
        known = [source.root for source in parts.sources() if Path(source.root).parent == self.store.knowledge]
        for root in known:
            if Path(root) not in folders:
                parts.forgetting.forget(root)
        most = parts.options().max_file_mb * 1024 * 1024
        for folder in folders:
            access = Access.PUBLIC if classes.get(folder.name) == Access.PUBLIC else Access.CONFIDENTIAL
            parts.ingest.run(IndexOptions(folder, access, most), progress=progress, cancel=cancel)
            self._step("indexed")
        self._step("style")
        state = self._settle_style(state, info)
        self._step("settled")
        settled = replace(state, settled=True)
        self.store.put_in_force(settled)
        self.store.prune(settled)

    def _settle_style(self, state: InForce, info: ReleaseInfo | None) -> InForce:
        """Activate the style of the release, or go back to the one that was active before any release brought one."""
        styles, history = self.parts.styles, self.parts.style_history
        wanted = "" if info is None else info.style
        now = self._active_style()
        if info is not None and wanted and wanted != now:
            self._install_style(state.current, wanted)
            try:
                styles.bake(styles.find(wanted))
            except UserError as error:
                return replace(state, notes=(*state.notes, f"The style of the release is not in use: {error}"))
            why = (f"came with release {info.number}, whose golden tickets its lead ran",)
            history.record(wanted, StyleAction.ACTIVATED, why)
            self.parts.swap_style()
        elif not wanted and state.style and state.style == now:
            history.record(state.own_style, StyleAction.ROLLED_BACK, (f"gone back from '{now}' of a release",))
            self.parts.swap_style()
        return replace(state, style=wanted)

    def _active_style(self) -> str:
        active = self.parts.styles.active()
        return "" if active is None else active.id

    def _install_style(self, name: str, style_id: str) -> None:
        target = self.store.home.styles / style_id
        if target.exists():
            return
        fresh = target.with_name(f".{style_id}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self.store.path_of(name) / STYLES / style_id, fresh)
        fresh.rename(target)

    def _check(self, kept: Kept, team: str) -> None:
        """Read everything that will be in use; what cannot be used is removed again. Raises ``BadInputError``."""
        folder = self.store.path_of(kept.name)
        try:
            info, files = self.store.info(kept.name)
            if info.team != team:
                raise BadInputError(f"Release {info.number} says two names of its team. Ask its lead for it again.")
            packs = [folder / path for path in files if path.startswith("policies/")]
            Policies(self.store.home.policies, lambda: packs).current()
            golden = [folder / path for path in files if path.startswith("golden/")]
            if golden:
                read_golden(golden)
            if info.style:
                self._check_style(folder / STYLES / info.style, info.style)
        except UserError:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def _check_style(self, folder: Path, style_id: str) -> None:
        read_style(folder)
        own = self.store.home.styles / style_id
        if own.exists() and any(
            (own / file.name).read_bytes() != file.read_bytes() for file in folder.iterdir() if file.is_file()
        ):
            raise BadInputError(
                f"The release holds a style '{style_id}', and there is another one of that name here. A style is never "
                "replaced: its lead gives it another name."
            )

    def _read(self, path: Path) -> Bundle:
        """A release or a delta whose signer is trusted. Raises ``BadInputError``."""
        bundle = read_bundle(path)
        if bundle.manifest.kind not in {BundleKind.RELEASE, BundleKind.DELTA}:
            kind = bundle.manifest.kind.value
            raise BadInputError(f"{path.name} is a bundle ({kind}), no release. Use: citewell bundle import {path}.")
        found, only = bundle.signature.fingerprint, _only_signer(self.parts.options().release_signer.strip())
        if only and only != found:
            raise BadInputError(
                f"{bundle.path.name} is signed by {found}; releases are taken from {only} alone "
                "(setting 'release_signer'). Nothing was changed."
            )
        if not only and not self.parts.bundles.trusts(found):
            raise BadInputError(
                f"{bundle.path.name} is signed by someone not known here, fingerprint {found}. Ask the lead for their "
                f"fingerprint; if it is the same: citewell bundle trust add '{found}'."
            )
        return bundle

    def _between(self, before: str, after: str) -> ReleaseChanges:
        def side(name: str) -> tuple[ReleaseInfo, dict[str, str]] | None:
            return self.store.info(name) if name and self.store.path_of(name).is_dir() else None

        return changes_between(side(before), side(after))

    def _applied(self, state: InForce) -> Applied:
        info = self.store.info(state.current)[0] if state.current else None
        number, note = (0, "") if info is None else (info.number, info.note)
        came_from = int(state.came_from.partition("-")[0] or 0)
        back = came_from if came_from > number else 0
        notes = (*state.notes, *anyway_words(info))
        return Applied(number, self._between(state.came_from, state.current), notes, note, back)

    def _note(self, action: str, name: str) -> None:
        info = self.store.info(name)[0] if self.store.path_of(name).is_dir() else None
        if info is not None:
            body = {"action": action, "version": str(info.number)}
            self.parts.audit.append(AuditKind.BUNDLE, f"release/{info.team}", body)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        self.store.home.create()
        with locked(self.store.lock_file, "changes the release of this home"):
            yield


def _only_signer(chosen: str) -> str:
    """The fingerprint whose releases alone are taken; empty: those of trusted signers. Raises ``BadInputError``."""
    try:
        return read_fingerprint(chosen) if chosen else ""
    except BadInputError as error:
        raise BadInputError(f"The setting 'release_signer' cannot be used, so no release is taken: {error}") from error


def _want_no_twin(path: Path, number: int, digest: str, kept: Iterable[Kept]) -> None:
    """Raise ``BadInputError`` where a release of that number with other content lies here."""
    for one in kept:
        if one.number == number and one.digest != digest:
            raise BadInputError(
                f"{path.name} is release {number}, and so is one that is here already, with other content "
                f"(made {one.created_at[:16]}). Two leads signed with one number, or somebody signed twice: ask "
                "for a release with a higher number. Nothing was changed."
            )


def _standing(number: int, state: InForce, info: ReleaseInfo | None) -> Standing:
    if info is not None and number == info.number:
        return Standing.CURRENT
    if info is not None and number < info.number:
        return Standing.OLDER
    return Standing.HELD if number <= state.held else Standing.NEW


def _clock_notes(bundle: Bundle, current: Kept | None) -> Iterator[str]:
    """What is odd about the time in a release. Numbers decide, so it is told and changes nothing."""
    made = _time(bundle.manifest.created_at)
    before = None if current is None else _time(current.created_at)
    if made is None:
        yield "The release does not say when it was made."
    elif made > datetime.now(UTC) + CLOCK_SLACK:
        yield (
            f"The release says that it was made on {made.date()}, which is still to come by this computer's clock: one "
            "of the two clocks is wrong. Releases are told apart by their numbers, so nothing is lost."
        )
    elif before is not None and current is not None and current.number < number_of(bundle) and made < before:
        yield (
            f"The release says that it was made on {made.date()}, before release {current.number} ({before.date()}): a "
            "clock was wrong. Releases are told apart by their numbers, so nothing is lost."
        )


def _time(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
