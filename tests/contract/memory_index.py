"""``Index`` and ``PassageSearch`` in memory: no filters in SQL, no sketches, every passage looked at.

Left out: past versions, and the list of documents, which only the database keeps.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from citewell.domain.documents import Access, DocumentView, Filters, Forgotten, Hit, Passage, Source, Use
from citewell.domain.errors import BadInputError
from citewell.domain.ports import FileState, IndexedFile, Refusal, Vector
from citewell.governance.literals.identifiers import normalise_code
from citewell.governance.policy.regions import named, unions_over
from citewell.governance.text.row_period import row_holds


@dataclass
class MemorySource:
    """A source and its files by path, each with the ids of its document and its passages."""

    id: int
    root: str
    access: Access
    files: dict[str, tuple[int, IndexedFile, tuple[int, ...]]] = field(default_factory=dict)
    refusals: dict[str, Refusal] = field(default_factory=dict)
    overrides: dict[str, dict[str, str]] = field(default_factory=dict)


class MemoryIndex:
    """The writing side."""

    def __init__(self) -> None:
        self.kept: dict[int, MemorySource] = {}
        self.embedder = ""
        self._last = 0

    def next_id(self) -> int:
        self._last += 1
        return self._last

    def open_source(self, root: str, access: Access | None) -> int:
        for source in self.kept.values():
            if source.root == root:
                source.access = access or source.access
                return source.id
        number = self.next_id()
        self.kept[number] = MemorySource(number, root, access or Access.PUBLIC)
        return number

    def use_embedder(self, identity: str, dimensions: int) -> None:
        if self.embedder not in {"", identity}:
            for source in self.kept.values():
                for path, (document, file, ids) in source.files.items():
                    state = replace(file.state, content_hash="", indexed_ns=0)
                    source.files[path] = document, replace(file, state=state, vectors=()), ids
        self.embedder = identity

    def file_states(self, source_id: int) -> dict[str, FileState]:
        return {path: file.state for path, (_, file, _) in self.kept[source_id].files.items()}

    def known_vectors(self, hashes: Sequence[str]) -> dict[str, Vector]:
        files = [file for source in self.kept.values() for _, file, _ in source.files.values()]
        known = {digest: vector for file in files for digest, vector in zip(file.hashes, file.vectors, strict=False)}
        return {digest: known[digest] for digest in hashes if digest in known}

    def store_files(self, source_id: int, files: Sequence[IndexedFile]) -> None:
        for file in files:
            ids = tuple(self.next_id() for _ in file.passages)
            self.kept[source_id].files[file.path] = self.next_id(), file, ids

    def touch_file(self, source_id: int, path: str, state: FileState) -> None:
        self.move_file(source_id, path, path, state)

    def move_file(self, source_id: int, path: str, new_path: str, state: FileState) -> None:
        document, file, ids = self.kept[source_id].files.pop(path)
        state = replace(file.state, size=state.size, mtime_ns=state.mtime_ns, indexed_ns=state.indexed_ns)
        self.kept[source_id].files[new_path] = document, replace(file, path=new_path, state=state), ids

    def remove_files(self, source_id: int, paths: Sequence[str]) -> None:
        for path in paths:
            self.kept[source_id].files.pop(path, None)

    def refusals(self, source_id: int) -> dict[str, Refusal]:
        return self.kept[source_id].refusals

    def quarantine(self, source_id: int, refusals: Mapping[str, Refusal]) -> None:
        self.kept[source_id].refusals = dict(refusals)

    def finish_source(self, source_id: int) -> int:
        return sum(len(ids) for _, _, ids in self.kept[source_id].files.values())

    def sources(self) -> list[Source]:
        return [
            Source(
                one.id, one.root, one.access, len(one.files), self.finish_source(one.id), "",
                {path: refusal.reason for path, refusal in one.refusals.items()},
            )
            for one in self.kept.values()
        ]  # fmt: skip

    def overrides(self, source_id: int) -> dict[str, dict[str, str]]:
        return self.kept[source_id].overrides

    def override(self, source_id: int, path: str, fields: Mapping[str, str]) -> None:
        self.kept[source_id].overrides.pop(path, None)
        if fields:
            self.kept[source_id].overrides[path] = dict(fields)

    def forget(self, source_id: int) -> Forgotten:
        passages = self.finish_source(source_id)
        return Forgotten(len(self.kept.pop(source_id).files), passages, pages=1, phrases=0)

    def document(self, document_id: int) -> DocumentView:
        for source in self.kept.values():
            for number, file, _ in source.files.values():
                if number == document_id:
                    about = file.document.metadata
                    return DocumentView(
                        file.path, about.title, file.document.text, about.version, about.access,
                        file=f"{source.root}/{file.path}", content_hash=file.state.content_hash,
                    )  # fmt: skip
        raise BadInputError("This document is no longer in the index.")


@dataclass(frozen=True)
class Place:
    """One passage, where it stands, and its vector."""

    id: int
    document: int
    ordinal: int
    file: IndexedFile
    passage: Passage
    vector: Vector

    def is_allowed(self, filters: Filters) -> bool:
        about = self.file.document.metadata
        return (
            (about.effective_from is None or about.effective_from <= filters.as_of)
            and (about.effective_to is None or about.effective_to >= filters.as_of)
            and (not filters.region or not about.regions or _holds_in(filters.region, set(about.regions)))
            and (not filters.product or not about.product or _listed(filters.product) in _listed(about.product))
            and (filters.access is not Access.PUBLIC or about.access is Access.PUBLIC)
            and (filters.only is None or about.access is filters.only)
            and about.use_as is not Use.STYLE
        )


def _listed(products: str) -> str:
    return f",{products.lower().replace(', ', ',')},"


def stems(text: str) -> list[str]:
    return [word.removesuffix("s") for word in re.findall(r"\w+", text.lower())]


class MemorySearch:
    """The reading side of a ``MemoryIndex``."""

    def __init__(self, index: MemoryIndex) -> None:
        self._index = index

    def _places(self, filters: Filters | None = None) -> list[Place]:
        found = [
            Place(number, document, at, file, passage, vector)
            for source in self._index.kept.values()
            for document, file, ids in source.files.values()
            for at, (number, passage, vector) in enumerate(zip(ids, file.passages, file.vectors, strict=True))
        ]
        return [place for place in found if filters is None or place.is_allowed(filters)]

    def _holding(self, filters: Filters) -> list[Place]:
        """Those that are found without being named: no row out of its time."""
        rows = [(one, one.passage.text if one.passage.entry else "") for one in self._places(filters)]
        return [one for one, text in rows if row_holds(text, filters.as_of)]

    def search_words(self, query: str, filters: Filters, limit: int) -> list[tuple[int, float]]:
        asked = set(stems(query))
        scores = [(place.id, float(len(asked & set(stems(place.passage.text))))) for place in self._holding(filters)]
        return sorted((pair for pair in scores if pair[1]), key=lambda pair: -pair[1])[:limit]

    def search_meaning(self, vector: Vector, filters: Filters, limit: int) -> list[tuple[int, float]]:
        near = [(place.id, float(floats(place.vector) @ floats(vector))) for place in self._holding(filters)]
        return sorted(near, key=lambda pair: -pair[1])[:limit]

    def find_codes(self, codes: Sequence[str], filters: Filters, limit: int) -> dict[str, list[int]]:
        held = [(one.id, {normalise_code(code) for code in one.passage.codes}) for one in self._places(filters)]
        found = {code: [number for number, of_row in held if code in of_row] for code in codes}
        return {code: ids for code, ids in found.items() if 0 < len(ids) <= limit}

    def document_frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        counts = Counter(stem for place in self._places() for stem in set(stems(place.passage.text)))
        return {term: counts[stems(term)[0]] for term in terms}

    def neighbours(self, passage_id: int) -> tuple[int | None, int | None]:
        places = {place.id: place for place in self._places()}
        here = places[passage_id]
        beside = {one.ordinal: one.id for one in places.values() if one.document == here.document}
        return beside.get(here.ordinal - 1), beside.get(here.ordinal + 1)

    def load_hits(self, passage_ids: Sequence[int], filters: Filters) -> list[Hit]:
        places = {place.id: place for place in self._places()}
        return [self._hit(places[number]) for number in passage_ids if number in places]

    @staticmethod
    def _hit(place: Place) -> Hit:
        about, passage = place.file.document.metadata, place.passage
        return Hit(
            place.id, place.document, place.file.path, about.title, passage.heading, passage.text,
            place.file.document.text[passage.start : passage.end], passage.start, passage.end,
            regions=about.regions, product=about.product, access=about.access, url=about.url,
        )  # fmt: skip

    def load_vectors(self, passage_ids: Sequence[int]) -> dict[int, Vector]:
        return {place.id: place.vector for place in self._places() if place.id in passage_ids}

    def load_document_vectors(self, passage_ids: Sequence[int]) -> dict[int, tuple[int, Vector]]:
        places = self._places()
        return {
            one.id: (one.document, mean([other.vector for other in places if other.document == one.document]))
            for one in places
            if one.id in passage_ids
        }

    def totals(self) -> tuple[int, int]:
        places = self._places()
        return len({place.document for place in places}), len(places)


def floats(vector: Vector) -> np.ndarray:
    return np.frombuffer(vector, dtype="<f4")


def mean(vectors: Sequence[Vector]) -> Vector:
    summed = np.sum([floats(vector) for vector in vectors], axis=0)
    return (summed / np.linalg.norm(summed)).astype("<f4").tobytes()


def _holds_in(region: str, regions: set[str]) -> bool:
    listed = {one.upper() for one in regions}
    unions = unions_over(region)
    return bool(listed & set(named(region))) or any(not listed & set(unions[one]) for one in listed & unions.keys())
