"""``citewell models``: list, import, use, download, measure, and run the golden tickets by one."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from citewell.application.app import App
from citewell.application.models.library import (
    ListedModel,
    ModelKind,
    catalogue_entry,
    download_model,
    import_to_library,
    list_models,
    use_model,
)
from citewell.application.models.tiers import TierStanding
from citewell.cli import output
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.context import HomeOption, JsonOption, services
from citewell.cli.styles import style_note
from citewell.domain.audit import AuditKind
from citewell.records.values import to_record

_UNPROVEN = {
    ModelKind.LANGUAGE_MODEL: " Until 'citewell models golden' has run by it, every draft says that it is unproven.",
    ModelKind.EMBEDDER: "",
}
_ANEW = "Vectors of another embedder cannot be compared: run 'citewell index' on every source now."


class ModelAction(StrEnum):
    """What to do with a model."""

    IMPORT = "import"
    USE = "use"
    DOWNLOAD = "download"
    BENCH = "bench"
    GOLDEN = "golden"


def models(
    action: Annotated[ModelAction | None, typer.Argument(help="Without one, the models are listed.")] = None,
    what: Annotated[str | None, typer.Argument(help="A file or folder to import; the id of a model to use.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """The models: list them, import one from a file, or use another ('default': the one that ships).

    'bench' measures how fast one is here, 'golden' runs this home's golden tickets by it and by the one that ships.
    """
    if (action is None) != (what is None):
        raise typer.BadParameter("give 'import FILE', or 'use', 'download', 'bench' or 'golden' with an ID, or nothing")
    with services(home) as opened:
        note = "" if action is None else _do(opened, action, what or "")
        tiers = {one.id: one for one in opened.tiers.standings()}
        record: dict[str, Any] = {
            "models": [_record(model, tiers) for model in list_models(opened.home.models, opened.options)],
            "note": note,
            "gpu_layers": opened.options.gpu_layers,
        }
    if as_json:
        output.print_json(record)
    else:
        _show(record)


def _do(opened: App, action: ModelAction, what: str) -> str:
    """Do it; words for what the user should know. Raises ``ModelError`` and ``BadInputError``."""
    match action:
        case ModelAction.IMPORT:
            model = import_to_library(Path(what), opened.home.models)
            return f"Imported {model.id}. Use it with 'citewell models use {model.id}'.{_UNPROVEN[model.kind]}"
        case ModelAction.USE:
            choice = use_model(opened.home, opened.options, what)
            opened.settings.use(choice.options)
            opened.models.swap_style()
            return " ".join(part for part in (_ANEW if choice.reindex else "", style_note(opened)) if part)
        case ModelAction.DOWNLOAD:
            return _download(opened, what)
        case ModelAction.BENCH:
            with cancel_on_interrupt() as cancel:
                opened.tiers.measure(what, cancel)
            return ""
        case ModelAction.GOLDEN:
            with cancel_on_interrupt() as cancel, output.progress_bar("Golden tickets") as progress:
                opened.tiers.judge(what, progress=progress, cancel=cancel)
            return ""


def _download(opened: App, what: str) -> str:
    entry = catalogue_entry(what)
    with cancel_on_interrupt() as cancel, output.progress_bar(f"{entry.name}, {entry.licence}") as progress:
        download_model(
            entry,
            opened.home.models,
            lambda: opened.options.offline,
            lambda subject, body: opened.compliance.audit.append(AuditKind.SETTING, subject, body),
            progress=progress,
            cancel=cancel,
        )
    return f"Downloaded {entry.name} ({entry.licence}). Use it with 'citewell models use {entry.id}.gguf'."


def _record(model: ListedModel, tiers: Mapping[str, TierStanding]) -> dict[str, Any]:
    kind = "the models that ship" if model.kind is None else model.kind.value
    standing = tiers.get(model.id)
    tier = None if standing is None else _tier_record(standing)
    return {"id": model.id, "kind": kind, "in_use": model.in_use, "tier": tier}


def _tier_record(standing: TierStanding) -> dict[str, Any]:
    """A tier as JSON: its description, what was measured, and what follows."""
    described = {} if standing.tier is None else to_record(standing.tier)
    return {
        **described,
        "speed": None if standing.speed is None else to_record(standing.speed),
        "golden": None if standing.golden is None else to_record(standing.golden),
        "recommended": standing.recommended,
        "unproven": standing.unproven,
        "problem": standing.problem,
    }


def _show(record: dict[str, Any]) -> None:
    out = output.console()
    for model in record["models"]:
        mark = "[green]in use[/green]" if model["in_use"] else ""
        out.print(f"[bold]{escape(model['id'])}[/bold] ({model['kind']}) {mark}")
        for line in [] if model["tier"] is None else _tier_lines(model["id"], model["tier"]):
            out.print(f"  {line}", soft_wrap=True)
    if record["note"]:
        out.print(escape(record["note"]))


def _tier_lines(model_id: str, tier: Mapping[str, Any]) -> Iterator[str]:
    if tier["problem"]:
        yield f"[red]cannot be used[/red] {escape(tier['problem'])}"
        return
    style = f"style {tier['style']}" if tier["style"] else "no style"
    size = f"{tier['size'] / 1e6:,.0f} MB"
    parts = (tier["name"], tier["architecture"], size, f"licence {tier['licence']}", f"prompt {tier['prompt']}", style)
    yield escape(", ".join(parts))
    speed, golden = tier["speed"], tier["golden"]
    if speed is None:
        yield f"[dim]speed not measured: citewell models bench {escape(model_id)}[/dim]"
    else:
        yield escape(
            f"reads {speed['read_per_second']:.0f} and writes {speed['written_per_second']:.1f} tokens a second, "
            f"a draft in about {speed['draft_seconds']:.1f} s ({speed['machine']}, {speed['at'][:10]})"
        )
    if golden is not None:
        yield from _golden_lines(golden)
    elif tier["own"]:
        yield f"[yellow]no golden result of this home[/yellow]: citewell models golden {escape(model_id)}"


def _golden_lines(golden: Mapping[str, Any]) -> Iterator[str]:
    figures = ", ".join(
        f"{name.replace('_', ' ')} {value:.0%} (compact {golden['compact'][name]:.0%})"
        for name, value in golden["measures"].items()
        if name in golden["compact"]
    )
    yield f"{golden['tickets']} golden tickets, {golden['at'][:10]}: {figures}"
    if golden["beats_compact"]:
        yield "[green]recommended[/green]: better than compact here"
    else:
        yield f"[yellow]not recommended[/yellow]: {escape(' '.join(golden['reasons']))}"
