"""``citewell models``: list, import, use."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from citewell.bootstrap import Services
from citewell.cli.styles import style_note
from citewell.domain.errors import BadInputError
from citewell.models.clients import ProcessEmbedder
from citewell.models.importing import ImportedModel, import_model, imported_models, read_embedder
from citewell.settings.options import save_options

DEFAULT = "default"
_ANEW = "Vectors of another embedder cannot be compared: run 'citewell index' on every source now."


class ModelAction(StrEnum):
    """What to do with a model."""

    IMPORT = "import"
    USE = "use"


def run_models(opened: Services, action: ModelAction | None, what: str) -> dict[str, Any]:
    """Do it, and return the models with what the user should know. Raises ``ModelError`` and ``BadInputError``."""
    note = ""
    if action is ModelAction.IMPORT:
        model = import_model(Path(what), opened.home.models)
        if model.kind == "embedder":
            _try(model)
        note = f"Imported {model.id}. Use it with 'citewell models use {model.id}'."
    elif action is ModelAction.USE:
        note = _use(opened, what)
        opened.restyle()
        note = " ".join(part for part in (note, style_note(opened)) if part)
    return {"models": _listed(opened), "note": note}


def _try(model: ImportedModel) -> None:
    """Embed a text, so that a model that does not work is known now. Raises ``ModelError``."""
    embedder = ProcessEmbedder(read_embedder(model.path), model.path, threads=1)
    try:
        embedder.embed(["A text to try the embedder."])
    finally:
        embedder.process.close()


def _use(opened: Services, what: str) -> str:
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
    save_options(opened.home.settings, changed)
    opened.options = changed
    return note


def _listed(opened: Services) -> list[dict[str, object]]:
    options = opened.options
    shipped = not (options.embedder and options.base_model)
    listed: list[dict[str, object]] = [{"id": DEFAULT, "kind": "the models that ship", "in_use": shipped}]
    for model in imported_models(opened.home.models):
        in_use = str(model.path) in {options.embedder, options.base_model}
        listed.append({"id": model.id, "kind": model.kind, "in_use": in_use})
    return listed
