"""``citewell models``: list, import, use, download."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from citewell.application.app import App
from citewell.cli import output
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.styles import style_note
from citewell.domain.audit import AuditKind
from citewell.domain.errors import BadInputError
from citewell.models.catalogue import CATALOGUE, read_catalogue
from citewell.models.clients import ProcessEmbedder
from citewell.models.download import Downloads
from citewell.models.importing import ImportedModel, import_model, imported_models, read_embedder
from citewell.settings.resources import resources_dir

DEFAULT = "default"
_ANEW = "Vectors of another embedder cannot be compared: run 'citewell index' on every source now."


class ModelAction(StrEnum):
    """What to do with a model."""

    IMPORT = "import"
    USE = "use"
    DOWNLOAD = "download"


def run_models(opened: App, action: ModelAction | None, what: str) -> dict[str, Any]:
    """Do it, and return the models with what the user should know. Raises ``ModelError`` and ``BadInputError``."""
    note = ""
    if action is ModelAction.IMPORT:
        model = import_model(Path(what), opened.home.models)
        if model.kind == "embedder":
            _try(model)
        note = f"Imported {model.id}. Use it with 'citewell models use {model.id}'."
    elif action is ModelAction.USE:
        note = _use(opened, what)
        opened.models.swap_style()
        note = " ".join(part for part in (note, style_note(opened)) if part)
    elif action is ModelAction.DOWNLOAD:
        note = _download(opened, what)
    return {"models": _listed(opened), "note": note}


def _download(opened: App, what: str) -> str:
    """Fetch a model of the catalogue, which the offline lock forbids unless it is off."""
    catalogue = read_catalogue(resources_dir() / "models" / CATALOGUE)
    entry = catalogue.get(what)
    if entry is None:
        raise BadInputError(f"There is no model '{what}' in the catalogue. Models: {', '.join(catalogue) or 'none'}.")
    downloads = Downloads(opened.home.models, lambda: opened.options.offline)
    with cancel_on_interrupt() as cancel, output.progress_bar(f"{entry.name}, {entry.licence}") as progress:
        downloads.fetch(entry, progress=progress, cancel=cancel)
    opened.compliance.audit.append(AuditKind.SETTING, "model_download", {"id": entry.id, "sha256": entry.sha256})
    return f"Downloaded {entry.name} ({entry.licence}). Use it with 'citewell models use {entry.id}.gguf'."


def _try(model: ImportedModel) -> None:
    """Embed a text, so that a model that does not work is known now. Raises ``ModelError``."""
    embedder = ProcessEmbedder(read_embedder(model.path), model.path, threads=1)
    try:
        embedder.embed(["A text to try the embedder."])
    finally:
        embedder.process.close()


def _use(opened: App, what: str) -> str:
    options = opened.options
    if what == DEFAULT:
        note = _ANEW if options.embedder else ""
        changed = replace(options, embedder="", base_model="")
    else:
        known = {model.id: model for model in imported_models(opened.home.models)}
        model = known.get(what)
        if model is None:
            raise BadInputError(f"There is no model '{what}'. Models: {', '.join([DEFAULT, *known])}.")
        embeds = model.kind == "embedder"
        note = _ANEW if embeds else ""
        path = str(model.path)
        changed = replace(options, embedder=path) if embeds else replace(options, base_model=path)
    before = opened.settings.use(changed)
    opened.settings.save(before, opened.compliance)
    return note


def _listed(opened: App) -> list[dict[str, object]]:
    options = opened.options
    shipped = not (options.embedder and options.base_model)
    listed: list[dict[str, object]] = [{"id": DEFAULT, "kind": "the models that ship", "in_use": shipped}]
    for model in imported_models(opened.home.models):
        in_use = str(model.path) in {options.embedder, options.base_model}
        listed.append({"id": model.id, "kind": model.kind, "in_use": in_use})
    return listed
