"""``citewell outcome``: what the agent did with a draft."""

from pathlib import Path
from typing import Annotated

import typer

from citewell.cli import output
from citewell.cli.context import HomeOption, JsonOption, read_ticket, services
from citewell.domain.drafts import Outcome, OutcomeKind
from citewell.records.values import record_of


def outcome(
    draft_id: Annotated[str, typer.Argument(help="The draft's id.")],
    kind: Annotated[OutcomeKind, typer.Argument(help="What you did with it.")],
    final: Annotated[Path | None, typer.Option("--final", help="File with the text that was sent.")] = None,
    reason: Annotated[list[str] | None, typer.Option("--reason", help="A label; may be repeated.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record what was done with a draft."""
    if kind is OutcomeKind.EDITED and final is None:
        raise typer.BadParameter("an edited draft needs --final FILE with the text that was sent")
    text = read_ticket(str(final)) if final is not None else ""
    with services(home) as opened:
        findings = opened.outcomes.record(Outcome(draft_id, kind, text, tuple(reason or ())))
    if as_json:
        record: dict[str, object] = {"id": draft_id, "outcome": kind.value}
        output.print_json(record | ({"findings": [record_of(one) for one in findings]} if findings else {}))
    else:
        output.console().print(f"Recorded: {kind.value}.")
    for finding in findings:
        output.warn(f"{finding.message} It is recorded as sent, and noted in the audit log.")
