"""``citewell learn``: what there is to learn from, a new style, or why there is none."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from citewell.application.app import App
from citewell.application.styles.learning import (
    Learned,
    LearningState,
    LearnOptions,
    Preview,
    StyleData,
    change_retired,
    learn_options,
    learn_style,
)
from citewell.cli import output
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.context import HomeOption, JsonOption, services
from citewell.domain.errors import BadInputError
from citewell.domain.learning import RetiredPhrase, Suggestion
from citewell.domain.progress import Progress, ProgressCallback
from citewell.governance.personal.placeholders import unmask, unmask_record
from citewell.governance.personal.records import mask, mask_record

CODES = {LearningState.ACTIVATED: 0, LearningState.REFUSED: 1, LearningState.PAUSED: 4}
"""Exit codes by how a run ended."""
SHOWN = 10
LINE_SECONDS = 60.0
_STATES = {
    LearningState.ACTIVATED: "The style {style} is active now. 'citewell styles rollback' goes back to the one before.",
    LearningState.REFUSED: "The style {style} was not activated. The style in use stays.",
    LearningState.PAUSED: "The training of {style} is paused and saved. 'citewell learn --resume' goes on.",
}


def learn(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what there is to learn; train nothing.")] = False,
    minutes: Annotated[
        int | None, typer.Option("--minutes", min=1, help="Time budget (default: option learn_minutes).")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a paused training.")] = False,
    retire: Annotated[
        list[str] | None,
        typer.Option("--retire", metavar="PHRASE", help="Never say it again; 'old => new' to say something else."),
    ] = None,
    reinstate: Annotated[
        list[str] | None, typer.Option("--reinstate", metavar="PHRASE", help="Take a --retire back.")
    ] = None,
    suggestions: Annotated[
        bool, typer.Option("--suggestions", help="List what edits say about facts; train nothing.")
    ] = False,
    reveal: Annotated[bool, typer.Option("--reveal", help="Do not mask personal data in suggestions.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Learn a writing style from the edit log, and use it where no golden ticket gets worse."""
    if resume and (retire or reinstate):
        raise BadInputError(
            "A paused training goes on with the phrases it began with. Leave --retire out, or --resume."
        )
    with services(home) as opened:
        change_retired(opened.learning_store, retire or (), reinstate or ())
        options = learn_options(opened.options, minutes or 0)
        if suggestions:
            _show_suggestions(opened.learning_store.suggestions(), reveal=reveal, as_json=as_json)
        elif dry_run:
            preview, retired = opened.learner.preview(options), opened.learning_store.retired()
            _show_preview(preview, retired, options, reveal=reveal, as_json=as_json)
        else:
            learned = _learn(opened, options, resume=resume)
            _show_learned(learned, as_json=as_json)
            raise typer.Exit(CODES[learned.state])


def _learn(opened: App, options: LearnOptions, *, resume: bool) -> Learned:
    with cancel_on_interrupt() as cancel, _progress() as progress:
        learned = learn_style(
            opened.home,
            opened.learner,
            options,
            resume=resume,
            given_up=lambda: output.warn("The training that was paused is given up; this one starts anew."),
            progress=progress,
            cancel=cancel,
        )
    opened.models.swap_style()
    return learned


def _show_preview(
    preview: Preview, retired: Sequence[RetiredPhrase], options: LearnOptions, *, reveal: bool, as_json: bool
) -> None:
    data, effort = preview.data, preview.effort
    if as_json:
        output.print_json(
            {
                "state": "dry_run",
                "data": data.record(),
                "enough": data.edited >= options.least,
                "retired": [{"phrase": phrase.phrase, "replacement": phrase.replacement or None} for phrase in retired],
                "suggestions": _records(data.suggestions, reveal=reveal),
                "plan": {
                    "epochs": effort.epochs,
                    "tokens": effort.tokens,
                    "replay_tokens": effort.replay_tokens,
                    "minutes": round(effort.minutes, 1),
                    "fits": effort.fits,
                },
            }
        )
        return
    _print(_data_lines(data))
    if retired:
        _print(
            ["Retired phrases:", *(f"  {phrase.phrase} => {phrase.replacement or '(dropped)'}" for phrase in retired)]
        )
    _print(_suggestion_lines(data.suggestions, reveal=reveal))
    if data.edited < options.least:
        _print([f"Too few to learn from: {data.edited} edits, and {options.least} are needed."])
    else:
        budget = "" if effort.fits else f"; it ends when its {options.minutes:.0f} minutes are over"
        _print([f"Learning would take about {effort.minutes:.0f} minutes ({effort.epochs:g} epochs){budget}."])


def _data_lines(data: StyleData) -> list[str]:
    record = data.record()
    counts = f"{record['examples']} examples, {record['edited']} of them edited, {record['held_out']} held out"
    lines = [f"{counts} (version {data.version[:12]})."]
    if data.examples:
        lines.append(f"From {str(record['from'])[:10]} to {str(record['to'])[:10]}.")
    if data.reasons:
        lines.append("Reasons: " + ", ".join(f"{name} {count}" for name, count in data.reasons.most_common()) + ".")
    left_out = [f"{name} {count}" for name, count in data.excluded.most_common()]
    if left_out:
        lines.append("Left out: " + ", ".join(left_out) + ".")
    rules = [f"  {rule.words}" for rule in data.rules]
    return [*lines, "What the edits share:", *(rules or ["  nothing that most of them show"])]


def _show_suggestions(found: Sequence[Suggestion], *, reveal: bool, as_json: bool) -> None:
    if as_json:
        output.print_json({"suggestions": _records(found, reveal=reveal)})
    else:
        _print(_suggestion_lines(found, reveal=reveal, most=len(found)) or ["No suggestions."])


def _suggestion_lines(found: Sequence[Suggestion], *, reveal: bool, most: int = SHOWN) -> list[str]:
    if not found:
        return []
    lines = [f"{len(found)} suggestions about facts:"]
    for suggestion in found[:most]:
        place = suggestion.document or "no document"
        lines.append(f"  {place} ({suggestion.label}, {suggestion.kind}), draft {suggestion.draft_id}")
        lines += [
            f"    {mark} {unmask(text, suggestion.personal) if reveal else mask(text)}"
            for mark, text in (("-", suggestion.said), ("+", suggestion.agent))
            if text
        ]
    rest = len(found) - most
    return [*lines, f"  and {rest} more: 'citewell learn --suggestions'"] if rest > 0 else lines


def _show_learned(learned: Learned, *, as_json: bool) -> None:
    if as_json:
        output.print_json(learned_record(learned))
        return
    _print([*_data_lines(learned.data), ""])
    after = learned.check.get("after")
    if isinstance(after, dict) and after:
        before = learned.check.get("before")
        shares = before if isinstance(before, dict) else {}
        _print([f"Of {learned.check['drafts']} held-out drafts, styled (before):"])
        _print([f"  {name}: {share:.0%} ({shares.get(name, 0):.0%})" for name, share in after.items()])
    _print([f"  {reason}" for reason in learned.reasons])
    _print([_STATES[learned.state].format(style=learned.style)])


def learned_record(learned: Learned) -> dict[str, Any]:
    """A run as JSON."""
    return {
        "state": learned.state.value,
        "style": learned.style,
        "reasons": list(learned.reasons),
        "data": learned.data.record(),
        "training": learned.training,
        "check": learned.check,
        "golden": learned.golden,
        "suggestions": len(learned.data.suggestions),
    }


def _records(found: Sequence[Suggestion], *, reveal: bool) -> list[object]:
    return [unmask_record(s.record(), s.personal) if reveal else mask_record(s.record()) for s in found]


def _print(lines: Sequence[str]) -> None:
    for line in lines:
        output.console().print(line, markup=False, soft_wrap=True)


@contextmanager
def _progress() -> Iterator[ProgressCallback]:
    """Where the work is, on standard error: a bar on a terminal, else a line for each stage and one a minute."""
    if sys.stderr.isatty():
        with Bar(BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), console=output.errors()) as bar:
            task = bar.add_task("preparing", total=None)
            yield lambda step: bar.update(task, completed=step.done, total=step.total or None, description=step.item)
        return
    stages = [""]
    said = [0.0]

    def tell(step: Progress) -> None:
        stage = step.item.split()[0] if step.item else ""
        now = time.monotonic()
        if stage != stages[0] or now - said[0] > LINE_SECONDS:
            stages[0], said[0] = stage, now
            count = f"{step.done}/{step.total} " if step.total else ""
            output.errors().print(f"{count}{step.item}", markup=False, soft_wrap=True)

    yield tell
