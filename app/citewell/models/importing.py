"""Take a model from a file into the home: a GGUF language model, or a sentence embedder as a folder or zip archive.

An embedder is what sentence-transformers exports as ONNX: ``model.onnx`` (here or in ``onnx/``) beside its tokenizer's
files. Its vectors are the mean of the token vectors, of unit length. What it wants before queries and passages stands
in ``config_sentence_transformers.json``, as sentence-transformers writes it; licence and model card come along.
"""

import json
import re
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from citewell.domain.digests import file_sha256
from citewell.domain.errors import ModelError
from citewell.models.descriptions import EmbedderDescription
from citewell.models.own_models import card_path, inspect, write_card
from citewell.records.values import from_record, to_record

MAX_BYTES = 8 * 1024**3
DESCRIPTION = "embedder.json"

_NEEDED = ("model.onnx", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "config.json")
_PROMPTS = "config_sentence_transformers.json"
EMBEDDER_FILES = (*_NEEDED, _PROMPTS, "LICENSE", "MODEL_CARD.md")
"""What is taken of an embedder, where it is there."""
_PASSAGE_PROMPTS = ("document", "passage", "corpus")
"""Names that sentence-transformers gives the prompt of passages."""
_COPY_BYTES = 1024 * 1024


class ModelKind(StrEnum):
    """What an imported model is for."""

    LANGUAGE_MODEL = "language-model"
    EMBEDDER = "embedder"


@dataclass(frozen=True, slots=True)
class ImportedModel:
    """A model in the home: ``id`` is the name of its file or folder."""

    id: str
    kind: ModelKind
    path: Path


def import_model(path: Path, target: Path) -> ImportedModel:
    """Copy the model at ``path`` below ``target``. Raises ``ModelError`` for what is none; nothing is left then."""
    if not path.exists():
        raise ModelError(f"There is no file or folder {path}.")
    try:
        if path.is_dir():
            return _import_embedder(path.name, _folder_files(path), target)
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                return _import_embedder(path.stem, _archive_files(archive), target)
        inspect(path)
        target.mkdir(parents=True, exist_ok=True)
        copied = target / f"{_id(path.stem)}.gguf"
        _copy_whole(path, copied)
        write_card(copied)
        return ImportedModel(copied.name, ModelKind.LANGUAGE_MODEL, copied)
    except (OSError, zipfile.BadZipFile) as error:
        raise ModelError(f"{path} cannot be imported ({error}).") from error


def imported_models(target: Path) -> list[ImportedModel]:
    """What was imported below ``target``."""
    found = [ImportedModel(path.name, ModelKind.LANGUAGE_MODEL, path) for path in target.glob("*.gguf")]
    found += [
        ImportedModel(path.parent.name, ModelKind.EMBEDDER, path.parent) for path in target.glob(f"*/{DESCRIPTION}")
    ]
    return sorted(found, key=lambda model: model.id)


def remove_imported(model: ImportedModel) -> None:
    """Take an imported model out of the home again."""
    if model.kind is ModelKind.EMBEDDER:
        shutil.rmtree(model.path, ignore_errors=True)
    else:
        model.path.unlink(missing_ok=True)
        card_path(model.path).unlink(missing_ok=True)


def read_embedder(folder: Path) -> EmbedderDescription:
    """The description of an imported embedder. Raises ``ModelError``."""
    try:
        return from_record(EmbedderDescription, json.loads((folder / DESCRIPTION).read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"The embedder in {folder} is not there or damaged ({error}). Import it again with "
            "'citewell models import', or go back with 'citewell models use default'."
        ) from error


Source = Path | tuple[zipfile.ZipFile, zipfile.ZipInfo]


def _folder_files(folder: Path) -> dict[str, Source]:
    files: dict[str, Source] = {name: folder / name for name in EMBEDDER_FILES if (folder / name).is_file()}
    if "model.onnx" not in files and (folder / "onnx" / "model.onnx").is_file():
        files["model.onnx"] = folder / "onnx" / "model.onnx"
    return files


def _archive_files(archive: zipfile.ZipFile) -> dict[str, Source]:
    """Members by name; where a name is there more than once, the one nearest to the top. Others are left alone."""
    files: dict[str, Source] = {}
    for info in sorted(archive.infolist(), key=lambda info: -len(PurePosixPath(info.filename).parts)):
        name = PurePosixPath(info.filename).name
        if name in EMBEDDER_FILES and not info.is_dir():
            if info.file_size > MAX_BYTES:
                raise ModelError(f"{info.filename} would take {info.file_size:,} bytes; that is no embedder.")
            files[name] = (archive, info)
    return files


def _import_embedder(name: str, files: Mapping[str, Source], target: Path) -> ImportedModel:
    missing = [name for name in _NEEDED if name not in files]
    if missing:
        raise ModelError(f"This is no embedder that can be imported: it lacks {', '.join(missing)}.")
    fresh = target / f"{_id(name)}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        for file, source in files.items():
            _copy(source, fresh / file)
        description = _describe(name, fresh)
        (fresh / DESCRIPTION).write_text(json.dumps(to_record(description), indent=2) + "\n", encoding="utf-8")
        final = target / _id(name)
        shutil.rmtree(final, ignore_errors=True)
        fresh.rename(final)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return ImportedModel(final.name, ModelKind.EMBEDDER, final)


def _describe(name: str, folder: Path) -> EmbedderDescription:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        tokenizer = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
        dimensions = int(config["hidden_size"])
        longest = min(int(tokenizer.get("model_max_length") or 512), int(config.get("max_position_embeddings") or 512))
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"Its config.json or tokenizer_config.json cannot be used ({error!r}).") from error
    query, passage = _prompts(folder / _PROMPTS)
    if dimensions % 8 or not 32 <= dimensions <= 4096:
        raise ModelError(f"Vectors of {dimensions} numbers cannot be indexed; 32 to 4,096 can, in multiples of 8.")
    return EmbedderDescription(
        name=name,
        folder=folder.stem,
        sha256=file_sha256(folder / "model.onnx"),
        licence="unknown",
        dimensions=dimensions,
        max_tokens=longest,
        query_prompt=query,
        passage_prompt=passage,
    )


def _prompts(path: Path) -> tuple[str, str]:
    """The prompts of queries and of passages; empty where there are none. Raises ``ModelError``."""
    if not path.is_file():
        return "", ""
    try:
        prompts = json.loads(path.read_text(encoding="utf-8")).get("prompts") or {}
        query = prompts.get("query", "")
        passage = next((prompts[name] for name in _PASSAGE_PROMPTS if name in prompts), "")
    except (ValueError, AttributeError, TypeError) as error:
        raise ModelError(f"Its {path.name} cannot be used ({error!r}).") from error
    if not (isinstance(query, str) and isinstance(passage, str)):
        raise ModelError(f"Its {path.name} cannot be used: a prompt is no text.")
    return query, passage


def _copy(source: Source, target: Path) -> None:
    if isinstance(source, Path):
        shutil.copyfile(source, target)
        return
    archive, info = source
    left = info.file_size
    with archive.open(info) as member, target.open("wb") as file:
        while part := member.read(_COPY_BYTES):
            left -= len(part)
            if left < 0:
                raise ModelError(f"{info.filename} is longer than its archive says.")
            file.write(part)


def _copy_whole(source: Path, target: Path) -> None:
    fresh = target.with_suffix(".new")
    shutil.copyfile(source, fresh)
    fresh.replace(target)


def _id(name: str) -> str:
    """A name that is safe as that of a file."""
    return re.sub(r"[^\w.-]+", "-", name).strip(".-") or "model"
