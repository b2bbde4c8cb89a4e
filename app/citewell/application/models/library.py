"""The models of a home: those that ship, imported ones, and those of the catalogue that can be downloaded."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from citewell.domain.errors import BadInputError, ModelError
from citewell.domain.generation import GenerationRequest, Message
from citewell.domain.progress import CancelToken, ProgressCallback, ignore_progress
from citewell.models.catalogue import CATALOGUE, CatalogueEntry, read_catalogue
from citewell.models.clients import ProcessEmbedder, ProcessGenerator
from citewell.models.importing import (
    ImportedModel,
    ModelKind,
    import_model,
    imported_models,
    read_embedder,
    remove_imported,
)
from citewell.models.own_models import describe_file
from citewell.settings.home import Home
from citewell.settings.locks import refused_changes
from citewell.settings.options import Options, save_options
from citewell.settings.resources import resources_dir

__all__ = [
    "DEFAULT",
    "CatalogueEntry",
    "Choice",
    "ImportedModel",
    "ListedModel",
    "ModelKind",
    "catalogue_entry",
    "download_model",
    "import_to_library",
    "list_models",
    "use_model",
]

DEFAULT = "default"
"""Id of the models that ship."""
_TRIAL = GenerationRequest((Message("system", "Be brief."), Message("user", "Say hello.")), (), max_tokens=4)


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model that can be used; ``kind`` is ``None`` for the models that ship, which are listed as one."""

    id: str
    kind: ModelKind | None
    in_use: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """The options as they were saved; ``reindex``: the vectors in the index are those of another embedder."""

    options: Options
    reindex: bool


def list_models(folder: Path, options: Options) -> list[ListedModel]:
    """The models that ship, then the imported ones in ``folder``."""
    used = {options.embedder, options.base_model}
    shipped = not (options.embedder and options.base_model)
    imported = [ListedModel(one.id, one.kind, str(one.path) in used) for one in imported_models(folder)]
    return [ListedModel(DEFAULT, None, shipped), *imported]


def import_to_library(path: Path, folder: Path) -> ImportedModel:
    """Copy a model into ``folder`` and have it embed or write a few words: one that does not work is known now.

    Raises ``ModelError``; a language model that does not work is not kept.
    """
    model = import_model(path, folder)
    if model.kind is ModelKind.EMBEDDER:
        embedder = ProcessEmbedder(read_embedder(model.path), model.path, threads=1)
        try:
            embedder.embed(["A text to try the embedder."])
        finally:
            embedder.process.close()
        return model
    generator = ProcessGenerator(describe_file(model.path), model.path, threads=Options().thread_count)
    try:
        list(generator.generate(_TRIAL, CancelToken()))
    except ModelError:
        remove_imported(model)
        raise
    finally:
        generator.process.close()
    return model


def use_model(home: Home, options: Options, model_id: str) -> Choice:
    """Save the options of a home with another model. Raises ``BadInputError`` listing the models, ``StorageError``."""
    if model_id == DEFAULT:
        reindex = bool(options.embedder)
        changed = replace(options, embedder="", base_model="")
    else:
        known = {model.id: model for model in imported_models(home.models)}
        model = known.get(model_id)
        if model is None:
            raise BadInputError(f"There is no model '{model_id}'. Models: {', '.join([DEFAULT, *known])}.")
        reindex, path = model.kind is ModelKind.EMBEDDER, str(model.path)
        changed = replace(options, embedder=path) if reindex else replace(options, base_model=path)
    for kept in refused_changes(changed, options):
        raise BadInputError(f"{kept.words} Nothing was changed.")
    save_options(home.settings, changed)
    return Choice(changed, reindex)


def catalogue_entry(model_id: str) -> CatalogueEntry:
    """A model of the catalogue. Raises ``BadInputError`` listing the models, and ``ModelError``."""
    catalogue = read_catalogue(resources_dir() / "models" / CATALOGUE)
    entry = catalogue.get(model_id)
    if entry is None:
        raise BadInputError(
            f"There is no model '{model_id}' in the catalogue. Models: {', '.join(catalogue) or 'none'}."
        )
    return entry


def download_model(
    entry: CatalogueEntry,
    folder: Path,
    offline: Callable[[], bool],
    note: Callable[[str, dict[str, object]], object],
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Path:
    """Fetch a model into ``folder``, which the offline lock forbids unless it is off; its file.

    ``note`` hears of the download: the audit log's subject and body. Raises ``ModelError`` and ``CancelledError``.
    """
    from citewell.models.download import Downloads  # noqa: PLC0415  TLS and HTTP, which few sessions need

    path = Downloads(folder, offline).fetch(entry, progress=progress, cancel=cancel)
    note("model_download", {"id": entry.id, "sha256": entry.sha256})
    return path
