"""Writer: the language model as one run uses it, with placeholders in its prompts, streamed text and counted tokens."""

import time
from dataclasses import dataclass

from citewell.domain.drafts import ModelUse, TextStreamed
from citewell.domain.generation import GenerationRequest, Generator
from citewell.pipeline.intake.anonymizer import MaskedTicket, Unmasking
from citewell.pipeline.run_context import RunContext


@dataclass(slots=True)
class Writer:
    """``generator`` for one ticket; personal data of ``masked`` is hidden from it and filled in again."""

    generator: Generator
    masked: MaskedTicket
    run: RunContext
    first_token: float | None = None
    """Seconds of the monotonic clock."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    restarted: bool = False
    """Whether the graphics card failed and the processor began a text anew."""

    @property
    def use(self) -> ModelUse:
        """Which model writes."""
        return self.generator.use

    def write(self, request: GenerationRequest, *, shown: bool = False, generator: Generator | None = None) -> str:
        """What the model writes; streamed to the listener where it is to be ``shown``.

        ``generator`` replaces the model in use. Raises ``ModelError`` and ``CancelledError``.
        """
        parts: list[str] = []
        screen = Unmasking(self.masked)
        for token in (generator or self.generator).generate(self.masked.hide(request), self.run.cancel):
            if token.again:  # what was streamed stays on screen until the draft takes its place
                parts.clear()
                self.restarted, shown = True, False
            if token.text:
                self.first_token = self.first_token or time.monotonic()
                parts.append(token.text)
                if shown:
                    self._show(screen.push(token.text))
            if token.done:
                self.prompt_tokens += token.prompt_tokens
                self.completion_tokens += token.completion_tokens
        if shown:
            self._show(screen.end())
        return self.masked.show("".join(parts), as_json=request.schema is not None).strip()

    def _show(self, text: str) -> None:
        if text:
            self.run.watch(TextStreamed(text))
