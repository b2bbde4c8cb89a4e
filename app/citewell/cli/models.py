"""``citewell models``: list, import, use, download."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from citewell.application.app import App
from citewell.application.models.library import (
    ListedModel,
    catalogue_entry,
    download_model,
    import_to_library,
    list_models,
    use_model,
)
from citewell.cli import output
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.context import HomeOption, JsonOption, services
from citewell.cli.styles import style_note
from citewell.domain.audit import AuditKind

_ANEW = "Vectors of another embedder cannot be compared: run 'citewell index' on every source now."


class ModelAction(StrEnum):
    """What to do with a model."""

    IMPORT = "import"
    USE = "use"
    DOWNLOAD = "download"


def models(
    action: Annotated[ModelAction | None, typer.Argument(help="Without one, the models are listed.")] = None,
    what: Annotated[str | None, typer.Argument(help="A file or folder to import; the id of a model to use.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """The models: list them, import one from a file, or use another ('default': the one that ships)."""
    if (action is None) != (what is None):
        raise typer.BadParameter("give 'import FILE', 'use ID', 'download ID', or nothing")
    with services(home) as opened:
        note = "" if action is None else _do(opened, action, what or "")
        record: dict[str, Any] = {
            "models": [_record(model) for model in list_models(opened.home.models, opened.options)],
            "note": note,
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
            return f"Imported {model.id}. Use it with 'citewell models use {model.id}'."
        case ModelAction.USE:
            choice = use_model(opened.home, opened.options, what)
            opened.settings.use(choice.options)
            opened.models.swap_style()
            return " ".join(part for part in (_ANEW if choice.reindex else "", style_note(opened)) if part)
        case ModelAction.DOWNLOAD:
            return _download(opened, what)


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


def _record(model: ListedModel) -> dict[str, object]:
    kind = "the models that ship" if model.kind is None else model.kind.value
    return {"id": model.id, "kind": kind, "in_use": model.in_use}


def _show(record: dict[str, Any]) -> None:
    out = output.console()
    for model in record["models"]:
        mark = "[green]in use[/green]" if model["in_use"] else ""
        out.print(f"[bold]{escape(model['id'])}[/bold] ({model['kind']}) {mark}")
    if record["note"]:
        out.print(escape(record["note"]))
