"""Docusaurus: the documents of a site's folder, with the addresses that the site gives them.

After "docusaurus.config.js", "Docs Introduction" and "Front matter" (docusaurus.io). Address = ``url`` + ``baseUrl`` +
``routeBasePath`` + the path of the file without number prefixes, or its ``slug``. Read are the current documents of the
folder ``docs`` (or the ``path`` that the configuration names); versions, translations and the blog are left out.
"""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.decoding import decode
from citewell.knowledge.exchange.addresses import joined_address, percent_encoded
from citewell.knowledge.exchange.json_stream import Reading
from citewell.knowledge.exchange.values import Article

_CONFIGURATIONS = tuple(f"docusaurus.config.{suffix}" for suffix in ("js", "ts", "mjs", "cjs"))
_FIELD = r"""\b{}\s*:\s*(['"`])([^'"`$]*)\1"""
_PREFIX = re.compile(r"^\d+\s*[-_.]+\s*(?=\D|$)")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_SLUG = re.compile(r"^(slug|id|title|draft)\s*:\s*(.+?)\s*$", re.MULTILINE)
_HEADING = re.compile(r"^#\s+(.+?)\s*$", re.MULTILINE)


def configuration_in(folder: Path) -> Path | None:
    """The site's configuration, where the folder is one of a site."""
    return next((folder / name for name in _CONFIGURATIONS if (folder / name).is_file()), None)


def read_docusaurus(folder: Path, base: str, reading: Reading) -> Iterator[Article]:
    """The documents below the folder, in order. ``base`` takes the place of the ``url`` in the configuration."""
    configuration = configuration_in(folder)
    text = configuration.read_text(encoding="utf-8", errors="replace") if configuration else ""
    documents = folder / (_named(text, "path") or "docs")
    site = base or f"{_named(text, 'url').rstrip('/')}/{_named(text, 'baseUrl').strip('/')}".rstrip("/")
    route = _named(text, "routeBasePath") if re.search(_FIELD.format("routeBasePath"), text) else "docs"
    for path in sorted(documents.rglob("*")):
        if path.suffix.lower() not in {".md", ".mdx"} or path.name.startswith("_"):
            continue
        try:
            body = decode(path.read_bytes())
        except (UnreadableFileError, OSError) as error:
            reading.problems.append(f"{path.relative_to(folder).as_posix()}: {error}; it is left out")
            continue
        front = _front(body)
        if front.get("draft") == "true":
            reading.others += 1
            continue
        reading.count += 1
        relative = PurePosixPath(path.relative_to(documents).as_posix())
        heading = _HEADING.search(body)
        yield Article(
            id=relative.with_suffix("").as_posix(),
            title=front.get("title") or (heading[1] if heading else path.stem),
            body=body,
            url=joined_address(site, percent_encoded(f"{route.strip('/')}/{_route(relative, front)}".strip("/"))),
            suffix=path.suffix.lower(),
        )


def _named(text: str, name: str) -> str:
    match = re.search(_FIELD.format(name), text)
    return match[2] if match else ""


def _front(body: str) -> dict[str, str]:
    block = _FRONT.match(body)
    found = _SLUG.findall(block[1]) if block else []
    return {name: value.strip("'\"") for name, value in found}


def _route(relative: PurePosixPath, front: dict[str, str]) -> str:
    """The path of a document below the route of all documents."""
    folders = [_PREFIX.sub("", part) for part in relative.parent.parts]
    slug = front.get("slug", "")
    if slug.startswith("/"):
        return slug.strip("/")
    stem = front.get("id") or _PREFIX.sub("", relative.stem)
    index = stem.lower() in {"index", "readme"} or (folders and stem.lower() == folders[-1].lower())
    own = slug or ("" if index and "id" not in front else stem)
    return "/".join([*folders, *([own] if own else [])])
