"""What went into each stage of a draft and what came out, from what is kept with the draft."""

from collections.abc import Sequence
from dataclasses import dataclass

from citewell.desktop.language.figures import decimal
from citewell.desktop.language.words import tr
from citewell.desktop.trace.text import NOT_KEPT, NOTHING_CITED, stage_name
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.wording import DECISIONS, SEVERITIES, milliseconds
from citewell.domain.documents import Hit
from citewell.domain.drafts import Citation, Draft, Finding, Ticket, TraceEntry
from citewell.governance.text.readable import plain

QUOTE = 400


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage in words; ``share`` is its part of the whole time, 0 to 1."""

    name: str
    time: str
    share: float
    said: str
    went_in: str
    came_out: str


def stage_views(ticket: Ticket, draft: Draft) -> list[StageView]:
    """The stages of ``draft`` in their order."""
    whole = sum(entry.ms for entry in draft.trace) or 1.0
    last = max((at for at, entry in enumerate(draft.trace) if entry.stage == "policy_checker"), default=-1)
    done = [entry.stage for entry in draft.trace]
    return [
        StageView(
            stage_name(entry.stage, again=entry.stage in done[:at]),
            milliseconds(entry.ms),
            entry.ms / whole,
            entry.note,
            *(part.strip() or tr(NOT_KEPT) for part in _in_and_out(entry, ticket, draft, is_last=at == last)),
        )
        for at, entry in enumerate(draft.trace)
    ]


def _in_and_out(entry: TraceEntry, ticket: Ticket, draft: Draft, *, is_last: bool) -> tuple[str, str]:
    message, written = ticket.text, draft.unstyled or draft.text
    found = _passages(draft.evidence or draft.near_misses)
    read, noted = f"{message}\n\n{found}", entry.note
    decided = tr(
        "{decision}, confidence {confidence} of 1",
        decision=tr(DECISIONS[draft.decision][0]),
        confidence=decimal(draft.confidence, 2),
    )
    kept = {
        "mask": (message, noted),
        "risk": (message, noted),
        "guard": (message, noted),
        "retriever": (message, found),
        "judge": (read, noted),
        "extract": (read, noted),
        "decide": (read, decided),
        "draft_with_context": (read, written),
        "policy_checker": (draft.text, _findings(draft.findings)) if is_last else (written, noted),
        "fine_tuned_styler": (written, draft.text),
        "final": (written, draft.text),
    }
    return kept.get(entry.stage, ("", noted))


def _passages(passages: Sequence[Hit]) -> str:
    lines = []
    for one in passages:
        number = f"[{one.n}] " if isinstance(one, Citation) else ""
        quote = " ".join(plain(one.quote).split())
        lines.append(f"{number}{one.place}\n{quote if len(quote) <= QUOTE else quote[: QUOTE - 1] + '…'}")
    return "\n\n".join(lines) or tr(NOTHING_CITED)


def _findings(findings: Sequence[Finding]) -> str:
    return "\n".join(f"{tr(SEVERITIES[one.severity][0])}: {in_window(one.message)}" for one in findings) or tr(
        "Nothing to find fault with."
    )
