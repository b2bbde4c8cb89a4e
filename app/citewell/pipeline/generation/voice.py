"""House voice: the checked draft is rewritten by the learned style and checked again."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from citewell.domain.drafts import Citation, Finding, Mode, ModelUse, Severity
from citewell.domain.errors import ModelError
from citewell.domain.generation import Generator
from citewell.governance.text.name_slots import fill_names
from citewell.pipeline.checks.policy_checker import Check, PolicyChecker, summarize, verdict_of
from citewell.pipeline.generation.styler import Styled, Styler
from citewell.pipeline.generation.writer import Writer
from citewell.pipeline.run_context import RunContext
from citewell.pipeline.stages import Prepared

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Voiced:
    """The text that is shown with its check; ``unstyled`` is the one before, ``model`` the style that was asked."""

    text: str
    check: Check
    findings: tuple[Finding, ...] = ()
    model: ModelUse | None = None
    unstyled: str = ""


class Voice:
    """Styles replies in the mode ``hybrid``."""

    def __init__(self, styler: Styler, styling: Callable[[], Generator | None], checker: PolicyChecker) -> None:
        """``styling`` gives the model with the style that was learned from edits; ``None`` where none is active.

        It is another than the one that drafts, so that learning a voice changes no fact.
        """
        self._styler = styler
        self._styling = styling
        self._checker = checker

    def apply(
        self, text: str, check: Check, prepared: Prepared, evidence: Sequence[Citation], writer: Writer, run: RunContext
    ) -> Voiced:
        """``text`` in the house's voice, with findings for phrases that are retired.

        Raises ``ModelError`` where a style cannot be prepared, ``StorageError`` and ``CancelledError``.
        """
        styling = self._styling() if prepared.ticket.mode is Mode.HYBRID else None
        voiced = Voiced(text, check)
        if styling is not None:
            voiced = self._restyled(styling, voiced, prepared, evidence, writer, run)
        retired = self._styler.retired_findings(voiced.text)
        return Voiced(voiced.text, voiced.check, (*voiced.findings, *retired), voiced.model, voiced.unstyled)

    def _restyled(
        self,
        styling: Generator,
        draft: Voiced,
        prepared: Prepared,
        evidence: Sequence[Citation],
        writer: Writer,
        run: RunContext,
    ) -> Voiced:
        ticket = prepared.read
        failed = False
        try:
            styled = self._styler.style(draft.text, styling, lambda request: writer.write(request, generator=styling))
        except ModelError as error:
            logger.warning("the model failed, the draft stays unstyled: %s", type(error).__name__)
            styled, failed = Styled("", f"the model failed: {error}"), True
        run.done("fine_tuned_styler", styled.note, model_failed=failed)
        if not styled.text:
            return Voiced(draft.text, draft.check, (_unstyled(styled.note),), styling.use)
        named = fill_names(styled.text, ticket.customer)
        again = self._checker.check(named, evidence, ticket.text, region=ticket.region)
        run.done("policy_checker", summarize(again), verdict=verdict_of(again))
        if again.blocked:
            return Voiced(draft.text, draft.check, (_unstyled(summarize(again)),), styling.use)
        return Voiced(named, again, (), styling.use, draft.text)


def _unstyled(why: str) -> Finding:
    return Finding("style_not_applied", Severity.WARN, f"The draft is shown without the house style: {why}.")
