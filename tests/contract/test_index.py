"""What every index does, the one in memory and the one on SQLite: its writing side."""

from datetime import date

import pytest
from indexed import DIMENSIONS, cosine, indexed, unit

from citewell.domain.documents import Access, Filters
from citewell.domain.errors import BadInputError
from citewell.domain.ports import FileState, Refusal

TODAY = Filters(date(2026, 11, 20))
LATER = FileState(7, 1_800_000_000_000_000_000, "", 9)


def states(index, source) -> dict[str, tuple[int, int, int]]:
    return {path: (one.size, one.mtime_ns, one.indexed_ns) for path, one in index.file_states(source).items()}


def hashes(*texts: str) -> list[str]:
    return [f"hash of {text}" for text in texts]


def test_a_source_is_found_by_its_root_and_keeps_its_class_until_another_is_given(index):
    first = index.open_source("/a", None)
    second = index.open_source("/b", Access.CONFIDENTIAL)
    assert index.open_source("/a", None) == first != second
    assert index.open_source("/b", None) == second
    assert [(one.root, one.access) for one in index.sources()] == [("/a", Access.PUBLIC), ("/b", Access.CONFIDENTIAL)]
    index.open_source("/a", Access.CONFIDENTIAL)
    assert index.sources()[0].access is Access.CONFIDENTIAL


def test_stored_files_have_their_states_and_their_vectors(index, source):
    file = indexed("a.md", ["One.", "Two."])
    index.store_files(source, [file, indexed("sub/b.md", ["Three."], [unit(7)])])
    assert index.file_states(source) == {"a.md": file.state, "sub/b.md": index.file_states(source)["sub/b.md"]}
    known = index.known_vectors(hashes("Two.", "Three.", "Four."))
    assert known.keys() == set(hashes("Two.", "Three."))
    assert cosine(known["hash of Two."], file.vectors[1]) == pytest.approx(1.0, abs=0.01)
    assert index.finish_source(source) == 3
    (listed,) = index.sources()
    assert (listed.documents, listed.passages) == (2, 3)


def test_a_file_that_is_stored_again_is_replaced(index, source):
    index.store_files(source, [indexed("a.md", ["One.", "Two."])])
    index.store_files(source, [indexed("a.md", ["Three."])])
    assert index.finish_source(source) == 1
    assert index.known_vectors(hashes("One.", "Three.")).keys() == set(hashes("Three."))


def test_files_are_touched_moved_and_removed(index, source):
    index.store_files(source, [indexed("a.md", ["One."]), indexed("b.md", ["Two."])])
    before = states(index, source)
    index.touch_file(source, "a.md", LATER)
    assert states(index, source) == before | {"a.md": (7, LATER.mtime_ns, 9)}
    index.move_file(source, "a.md", "c.md", LATER)
    assert states(index, source).keys() == {"b.md", "c.md"}
    assert index.known_vectors(hashes("One.")).keys() == set(hashes("One."))
    index.remove_files(source, ["c.md", "never.md"])
    assert states(index, source) == {"b.md": before["b.md"]}
    assert index.known_vectors(hashes("One.")) == {}


def test_vectors_of_another_embedder_go_and_every_file_counts_as_changed(index, source):
    index.use_embedder("one", DIMENSIONS)
    index.store_files(source, [indexed("a.md", ["One."])])
    index.use_embedder("one", DIMENSIONS)
    assert index.known_vectors(hashes("One."))
    index.use_embedder("other", DIMENSIONS)
    assert index.known_vectors(hashes("One.")) == {}
    assert [(one.content_hash, one.indexed_ns) for one in index.file_states(source).values()] == [("", 0)]


def test_the_quarantine_of_a_source_is_replaced_as_a_whole(index, source):
    seen = Refusal("password-protected", FileState(5, 6, "", 7, "f"))
    index.quarantine(source, {"a.pdf": seen, "b.pdf": Refusal("no permission")})
    assert index.refusals(source) == {"a.pdf": seen, "b.pdf": Refusal("no permission")}
    index.quarantine(source, {"a.pdf": seen})
    assert index.refusals(source) == {"a.pdf": seen}
    assert dict(index.sources()[0].quarantined) == {"a.pdf": "password-protected"}
    index.quarantine(source, {})
    assert index.refusals(source) == {}


def test_fields_that_the_user_set_are_kept_until_they_are_taken_back(index, source):
    index.override(source, "a.md", {"version": "2", "title": "É"})
    index.override(source, "b.md", {"version": "3"})
    assert index.overrides(source) == {"a.md": {"version": "2", "title": "É"}, "b.md": {"version": "3"}}
    index.override(source, "a.md", {})
    assert index.overrides(source) == {"b.md": {"version": "3"}}


def test_a_forgotten_source_leaves_nothing_and_the_others_stay(index, search, source):
    other = index.open_source("/other", None)
    index.store_files(source, [indexed("a.md", ["One.", "Two."])])
    index.store_files(other, [indexed("b.md", ["Three."])])
    gone = index.forget(source)
    assert (gone.documents, gone.passages, gone.found) == (1, 2, ())
    assert gone.pages > 0
    assert [one.root for one in index.sources()] == ["/other"]
    assert search.totals() == (1, 1)


def test_a_document_is_shown_with_its_text_and_an_unknown_one_refused(index, search, source):
    index.store_files(source, [indexed("a.md", ["Refunds take ten days.", "Two."])])
    (hit,) = search.load_hits([search.search_meaning(unit(0).tobytes(), TODAY, 1)[0][0]], TODAY)
    shown = index.document(hit.document_id)
    assert (shown.document, shown.title, shown.text) == ("a.md", "a.md", "Refunds take ten days.\nTwo.")
    assert shown.content_hash == "sha of Refunds take ten days.\nTwo."
    assert shown.file.endswith("a.md")
    with pytest.raises(BadInputError, match="no longer in the index"):
        index.document(10**6)
