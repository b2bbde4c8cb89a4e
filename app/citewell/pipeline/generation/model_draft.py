"""The model's draft: generated from numbered passages, its citations attributed anew, and checked."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from citewell.domain.drafts import Citation, Ticket
from citewell.domain.errors import ModelError
from citewell.governance.literals.extraction import missing_literals
from citewell.governance.text.readable import letter
from citewell.governance.text.words import coverage
from citewell.pipeline.checks.groundedness import SupportScorer
from citewell.pipeline.checks.policy_checker import FAILED, PASSED, Check, PolicyChecker, summarize
from citewell.pipeline.generation.attribution import attribute, finish
from citewell.pipeline.generation.extractive_answer import Extract, framed
from citewell.pipeline.generation.prompt import PromptTemplate, build_prompt
from citewell.pipeline.generation.writer import Writer
from citewell.pipeline.run_context import RunContext

logger = logging.getLogger(__name__)

CARRIES_KEY = 0.7
"""Share of the content words of each sentence that comes nearest to the question which a model's draft must carry."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """The reply's prompt versions: the one that styles are trained on, and the one for a model without a style."""

    styled: PromptTemplate
    plain: PromptTemplate

    def of(self, writer: Writer) -> PromptTemplate:
        """The prompt for the model that writes."""
        return self.styled if writer.use.style else self.plain

    def draft(self, ticket: Ticket, snippets: Mapping[int, str], writer: Writer, run: RunContext) -> str:
        """What the model drafts from ``snippets``, by the numbers of their passages; streamed as it is written.

        Raises ``ModelError`` and ``CancelledError``.
        """
        prompt = build_prompt(ticket, snippets, self.of(writer), writer.generator)
        text = writer.write(prompt.request, shown=True)
        card = "; the graphics card failed, the processor began anew" if writer.restarted else ""
        run.done("draft_with_context", f"{prompt.note}; {writer.completion_tokens} tokens written{card}")
        return text


class Failure(Enum):
    """Why a model's draft is not shown."""

    BLOCKED = "blocked"
    """A finding of the checker blocks it; its summary says which."""
    UNCITED = "failed: nothing is cited"
    LEAVES_OUT = "failed: it leaves out what the document says about the question"


class ModelDrafts:
    """Drafts by the language model, each checked."""

    def __init__(self, prompts: Prompts, checker: PolicyChecker, support: SupportScorer) -> None:
        """Ask by ``prompts``; citations are attributed by ``support``."""
        self._prompts = prompts
        self._checker = checker
        self._support = support

    def draft(
        self, ticket: Ticket, evidence: Sequence[Citation], extract: Extract, writer: Writer, run: RunContext
    ) -> tuple[Check, str] | None:
        """What the model writes from ``extract``; ``None`` where it may not be shown.

        Raises ``BadInputError`` and ``CancelledError``; a model that fails is logged.
        """
        try:
            text = finish(letter(self._prompts.draft(ticket, extract.snippets, writer, run)))
        except ModelError as error:
            logger.warning("the model failed, the extractive draft stands in: %s", type(error).__name__)
            run.done("draft_with_context", f"the model failed: {error}", model_failed=True)
            return None
        text, changed = attribute(text, evidence, self._support, ticket.text)
        text = self._checker.completed(framed(text, ticket.text), ticket.region)
        check = self._checker.check(text, evidence, ticket.text, region=ticket.region)
        failure = _failure(check, text, extract)
        note = summarize(check) + (f"; {changed} citations set right" if changed else "")
        told = note if failure is None or failure is Failure.BLOCKED else failure.value
        run.done("policy_checker", told, verdict=PASSED if failure is None else FAILED)
        return None if failure else (check, text)


def _failure(check: Check, text: str, extract: Extract) -> Failure | None:
    if not any(sentence.cites for sentence in check.sentences):
        return Failure.UNCITED
    if check.blocked:
        return Failure.BLOCKED
    return Failure.LEAVES_OUT if any(_leaves_out(key, text) for key in extract.keys) else None


def _leaves_out(key: str, text: str) -> bool:
    """Whether a draft says less than a sentence of the section: its words, or a number, date, link or code of it."""
    return coverage(key, text) < CARRIES_KEY or bool(missing_literals(key, [text]))
