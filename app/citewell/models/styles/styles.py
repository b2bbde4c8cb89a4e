"""Styles at work: which there are, which one is active, and how another goes live: baked, judged, recorded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from citewell.domain.errors import BadInputError, ModelError
from citewell.domain.progress import CancelToken, ProgressCallback, ignore_progress
from citewell.domain.styles import Activation, Gate, Style, StyleAction, StyleHistory
from citewell.models.styles.baking import Baked, Bakery
from citewell.models.styles.folders import UnusableStyle, list_styles

NO_GATE = "There is nothing to judge it by: no golden tickets are at hand."


@dataclass(frozen=True, slots=True)
class BaseModel:
    """The base model in use: its file and the sha256 of it."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class StyleStanding:
    """A style in the list: whether it is active, and why it cannot be used, if so."""

    style: Style | UnusableStyle
    active: bool = False
    problem: str = ""


class PinnedStyle:
    """``StyleHistory`` in which one style was activated and nothing else happens."""

    def __init__(self, style_id: str) -> None:
        """An empty ``style_id`` is the base model alone."""
        action = StyleAction.ACTIVATED if style_id else StyleAction.ROLLED_BACK
        self._line = Activation("", style_id, action)

    def record(
        self, style: str, action: StyleAction, reasons: tuple[str, ...] = (), golden: Mapping[str, object] | None = None
    ) -> Activation:
        """Refused: raises ``ModelError``."""
        del style, action, reasons, golden
        raise ModelError("The style of an arm cannot be changed while the comparison runs.")

    def entries(self) -> list[Activation]:
        """The one activation."""
        return [self._line]


class Styles:
    """The styles that ship and the ones that were learned here. ``base`` is asked each time, since it can change."""

    def __init__(
        self, *, shipped: Path, own: Path, history: StyleHistory, bakery: Bakery, base: Callable[[], BaseModel]
    ) -> None:
        """Look for styles below ``shipped`` and ``own``; an own style never stands in for one that ships."""
        self._shipped = shipped
        self._own = own
        self._history = history
        self._bakery = bakery
        self._base = base

    def standings(self) -> list[StyleStanding]:
        """Every style, those that ship first, with what keeps it from being used."""
        active = self.active()
        return [
            StyleStanding(style, active is not None and style.id == active.id, self._problem(style))
            for style in self._all()
        ]

    def active(self) -> Style | None:
        """The style that drafts are written in; ``None`` for the base model alone.

        It is the one activated or gone back to last, else the newest that ships; one that cannot be used any more
        gives way to the one before it.
        """
        return self._usable(self._stack())

    def drafting(self) -> Style | None:
        """The style that ships of which the active one is a descendant; ``None``: the base model drafts."""
        known = {one.style.id: one.style for one in self.standings() if isinstance(one.style, Style)}
        style = self.active()
        while style is not None and not style.shipped:
            style = known.get(style.parent)
        return style

    def on(self, base: Callable[[], BaseModel]) -> "Styles":
        """The same styles as they would be over another base model."""
        return Styles(shipped=self._shipped, own=self._own, history=self._history, bakery=self._bakery, base=base)

    def pinned(self, style_id: str) -> "Styles":
        """The same styles with one of them in use, whatever was activated; none where ``style_id`` is empty."""
        return Styles(
            shipped=self._shipped,
            own=self._own,
            history=PinnedStyle(style_id),
            bakery=self._bakery,
            base=self._base,
        )

    def find(self, style_id: str) -> Style:
        """A style that can be used. Raises ``BadInputError`` for one that is not there or cannot."""
        known = {style.id: style for style in self._all()}
        style = known.get(style_id)
        if style is None:
            raise BadInputError(f"There is no style '{style_id}'. Styles: {', '.join(known) or 'none yet'}.")
        problem = self._problem(style)
        if problem or isinstance(style, UnusableStyle):
            raise BadInputError(f"The style '{style_id}' cannot be used: {problem}")
        return style

    def bake(
        self, style: Style, *, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> Baked:
        """The model file of a style, made where it is not there yet. Raises ``ModelError``, ``StorageError``."""
        base = self._base()
        if style.base != base.sha256:
            raise ModelError(f"The style '{style.id}' cannot be used: {_other_base(base)}")
        active = self.active()
        if active is not None and active.id != style.id:
            self._bakery.touch(base.sha256, active.folder, active.quantisation)  # so that it is not the one that goes
        return self._bakery.bake(
            base.path, base.sha256, style.folder, style.quantisation, progress=progress, cancel=cancel
        )

    def activate(
        self,
        style_id: str,
        gate: Gate | None,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Activation:
        """Bake a style, put it before the ``gate``, and make it the active one or refuse it; both are recorded.

        Raises ``BadInputError``, ``ModelError``, ``StorageError`` and ``CancelledError``; then nothing has changed.
        """
        style = self.find(style_id)
        active = self.active()
        if active is not None and active.id == style.id:
            raise BadInputError(f"The style '{style_id}' is active already.")
        self.bake(style, progress=progress, cancel=cancel)
        if gate is None:
            return self._history.record(style.id, StyleAction.REFUSED, (NO_GATE,))
        verdict = gate(style)
        if cancel is not None:
            cancel.check()
        action = StyleAction.ACTIVATED if verdict.passed else StyleAction.REFUSED
        return self._history.record(style.id, action, verdict.reasons, verdict.golden)

    def rollback(self) -> Activation:
        """Go back to the style before the active one. It was live before, so nothing judges it again.

        Raises ``BadInputError`` where there is none.
        """
        active = self.active()
        before = self._stack()
        while before and active is not None and before[-1] != active.id:
            before.pop()
        target = self._usable(before[:-1])
        if active is None or (target is None and active.shipped):
            raise BadInputError("There is no style to go back to.")
        gone_to = "" if target is None else target.id
        return self._history.record(gone_to, StyleAction.ROLLED_BACK, (f"gone back from '{active.id}'",))

    def history(self) -> list[Activation]:
        """What became of styles, oldest first."""
        return self._history.entries()

    def _all(self) -> list[Style | UnusableStyle]:
        shipped = list(list_styles(self._shipped, shipped=True))
        taken = {style.id for style in shipped}
        return [*shipped, *(style for style in list_styles(self._own, shipped=False) if style.id not in taken)]

    def _stack(self) -> list[str]:
        """Ids of the styles that were live, the last one on top; what was rolled back is off it."""
        shipped = [s for s in self._all() if isinstance(s, Style) and s.shipped and not self._problem(s)]
        stack = [style.id for style in sorted(shipped, key=lambda style: (style.created_at, style.id))[-1:]]
        for line in self._history.entries():
            if line.action is StyleAction.ACTIVATED:
                stack.append(line.style)
            elif line.action is StyleAction.ROLLED_BACK:
                while stack and stack[-1] != line.style:
                    stack.pop()
                stack = stack or [line.style]
        return stack

    def _usable(self, stack: list[str]) -> Style | None:
        """The topmost style that can be used."""
        known = {style.id: style for style in self._all() if isinstance(style, Style) and not self._problem(style)}
        return next((known[style_id] for style_id in reversed(stack) if style_id in known), None)

    def _problem(self, style: Style | UnusableStyle) -> str:
        if isinstance(style, UnusableStyle):
            return style.reason
        base = self._base()
        return "" if style.base == base.sha256 else _other_base(base)


def _other_base(base: BaseModel) -> str:
    return f"it was made for another base model than {base.path.name}, whose replies are written without a style."
