"""``citewell policy``: the rules in force, a check of a pack, and a text or ticket put to them."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from citewell.application.policies.policies import Policies, RiskFound, Tried, read_text, try_text
from citewell.cli import output
from citewell.cli.context import HomeOption, JsonOption, RegionOption, read_ticket, services
from citewell.domain.drafts import Finding, Severity
from citewell.governance.policy.merging import Policy
from citewell.governance.policy.packs import Pack, voice_parts
from citewell.governance.yaml_positions import Problem
from citewell.records.values import record_of

_COLOURS = {Severity.BLOCK: "red", Severity.WARN: "yellow", Severity.INFO: "dim"}


class PolicyAction(StrEnum):
    """What to do with policy packs."""

    LIST = "list"
    CHECK = "check"
    TEST = "test"


def policy(
    action: Annotated[PolicyAction | None, typer.Argument(help="Without one, what is in force is listed.")] = None,
    file: Annotated[str | None, typer.Argument(help="A pack to check; a text to test, - for standard input.")] = None,
    region: RegionOption = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """The policy packs: list the rules in force, check a pack, put a reply or ticket to them."""
    if action is PolicyAction.CHECK and file is None:
        raise typer.BadParameter("give 'check FILE'")
    if action in {None, PolicyAction.LIST} and file is not None:
        raise typer.BadParameter("'list' takes no file; did you mean 'check' or 'test'?")
    text = read_ticket(file) if action is PolicyAction.TEST else ""
    with services(home) as opened:
        if action is PolicyAction.CHECK:
            if not check_pack(opened.policies, Path(str(file)), as_json=as_json):
                raise typer.Exit(1)
        elif action is PolicyAction.TEST:
            show_tried(try_text(opened.policies, opened.parts.risk, text, region), text, as_json=as_json)
        else:
            list_policy(opened.policies, as_json=as_json)


def list_policy(policies: Policies, *, as_json: bool) -> None:
    """Print the packs and what of them is in force. Raises ``BadInputError``."""
    policy = policies.current()
    packs = [_pack(pack) for pack in policy.packs]
    rules: list[dict[str, Any]] = [
        {
            "rule": rule.name,
            "kind": rule.kind.value,
            "severity": rule.severity.value,
            "regions": list(rule.regions),
            "languages": list(rule.languages),
            "topics": list(rule.topics),
            "message": rule.message,
        }
        for rule in policy.rules.values()
    ]
    risks = [
        {"risk": risk.full_name, "name": risk.name, "to": risk.to, "languages": list(risk.holding)}
        for risk in policy.risks.values()
    ]
    folder = str(policies.folder)
    if as_json:
        letter = {"greeting": dict(policy.wording.greeting), "sign_off": dict(policy.wording.sign_off)}
        parts = {"packs": packs, "rules": rules, "risks": risks, "letter": letter, "voice": record_of(policy.voice)}
        output.print_json({**parts, "folder": folder})
        return
    out = output.console()
    for pack in packs:
        origin = "ships" if pack["shipped"] else "own" if Path(pack["file"]).parent == policies.folder else "sample"
        out.print(f"[bold]{escape(pack['pack'])}[/bold] {escape(pack['version'])} ({origin}) {escape(pack['name'])}")
    out.print("\nRules over replies")
    for rule in rules:
        where = f" [dim]only {', '.join(rule['regions'])}[/dim]" if rule["regions"] else ""
        colour = output.SEVERITY_COLOURS[Severity(rule["severity"])]
        shown = f"  [{colour}]{rule['severity']:<5}[/] {escape(rule['rule'])}: {escape(rule['message'])}{where}"
        out.print(shown, soft_wrap=True)
    out.print("\nTickets that a person answers")
    for risk in risks:
        out.print(f"  {escape(str(risk['risk']))}: to {escape(str(risk['to']))}", soft_wrap=True)
    _show_voice(policy)
    out.print(f"\n[dim]Your own packs: {escape(folder)}[/dim]", soft_wrap=True)


def _show_voice(policy: Policy) -> None:
    """Print the letter form and how the house writes."""
    out = output.console()
    letter = [("Greeting", policy.wording.greeting), ("Sign-off", policy.wording.sign_off)]
    if any(texts for _, texts in letter):
        out.print("\nLetter form of replies")
    for title, texts in letter:
        for language, text in texts.items():
            shown = " / ".join(filter(None, map(str.strip, text.splitlines())))
            out.print(f"  {title} ({escape(language)}): {escape(shown)}", soft_wrap=True)
    parts = voice_parts(policy.voice)
    if parts:
        out.print("\nHow the house writes")
    for title, lines in parts:
        out.print(f"  {title}")
        for line in lines:
            out.print(f"    {escape(line)}", soft_wrap=True)


def check_pack(policies: Policies, file: Path, *, as_json: bool) -> bool:
    """Read a pack over those before it; whether it can be used. Raises ``BadInputError``."""
    pack, problems = policies.check(read_text(file), file)
    if as_json:
        found = [{"line": one.line, "column": one.column, "message": one.message} for one in problems]
        output.print_json({"file": str(file), "ok": pack is not None, "problems": found, "pack": pack and _pack(pack)})
    else:
        _show_check(file, pack, problems)
    return pack is not None


def show_tried(tried: Tried, text: str, *, as_json: bool) -> None:
    """Print what the rules say of ``text`` as a reply and as a ticket."""
    findings, risks = tried.findings, tried.risks
    if as_json:
        output.print_json({"findings": [finding_record(one, text) for one in findings], "risks": risks_record(risks)})
        return
    out = output.console()
    out.print("[bold]As a reply[/bold]" + ("" if findings else ": nothing to mend"))
    for one in findings:
        colour = output.SEVERITY_COLOURS[one.severity]
        out.print(f"  [{colour}]{one.severity.value}[/] {escape(one.rule)}: {escape(one.message)}", soft_wrap=True)
    out.print("[bold]As a ticket[/bold]" + ("" if risks else ": no risk, it is drafted"))
    for risk in risks:
        how = "words" if risk.by_words else f"meaning, {risk.probability:.0%}"
        out.print(f"  escalate to {escape(risk.risk.to)}: {escape(risk.risk.name)} (“{escape(risk.quote)}”, {how})")


def finding_record(finding: Finding, text: str) -> dict[str, Any]:
    """A finding with the words it is about."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "start": finding.start,
        "end": finding.end,
        "text": text[finding.start : finding.end],
    }


def risks_record(risks: Sequence[RiskFound]) -> list[dict[str, Any]]:
    """Risks of a ticket, the most urgent first."""
    return [
        {
            "risk": one.risk.full_name,
            "name": one.risk.name,
            "to": one.risk.to,
            "quote": one.quote,
            "start": one.start,
            "end": one.end,
            "by": "words" if one.by_words else "meaning",
            "probability": round(one.probability, 4),
        }
        for one in risks
    ]


def _pack(pack: Pack) -> dict[str, Any]:
    return {
        "pack": pack.id,
        "version": pack.version,
        "name": pack.name,
        "file": pack.file,
        "sha256": pack.sha256,
        "shipped": pack.shipped,
        "regions": list(pack.regions),
        "rules": len(pack.rules),
        "risks": len(pack.risks),
        "off": list(pack.off),
    }


def _show_check(file: Path, pack: Pack | None, problems: Sequence[Problem]) -> None:
    out = output.console()
    if pack is None:
        for problem in problems:
            out.print(f"[red]{escape(str(problem))}[/red]", soft_wrap=True)
        return
    out.print(f"[green]{escape(str(file))} can be used[/green]: {len(pack.rules)} rules, {len(pack.risks)} risks")
