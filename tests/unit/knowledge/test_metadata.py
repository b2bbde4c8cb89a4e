"""Metadata out of sidecars, folder defaults and the window: what counts, what is reported, what stays confidential."""

import json
import os
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import write_files

from citewell.domain.documents import Access, ExtractedDocument, Metadata, Use
from citewell.knowledge.lineage import FileLineage, FolderMetadata, apply
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.metadata import MAX_LENGTH, read_fields, read_json, read_yaml

ALL_FIELDS = (
    "title: Refunds\nid: refunds-de\nversion: 2026-02\neffective_from: 2026-02-01\neffective_to: 2026-12-31\n"
    "region: [DE, AT]\nproduct: Pro\nlanguage: de\naccess: confidential\nowner: Support\nsupersedes: old, older\n"
)
ALL_METADATA = Metadata(
    title="Refunds",
    key="refunds-de",
    version="2026-02",
    effective_from=date(2026, 2, 1),
    effective_to=date(2026, 12, 31),
    regions=("DE", "AT"),
    product="Pro",
    language="de",
    access=Access.CONFIDENTIAL,
    owner="Support",
    supersedes=("old", "older"),
)
BODY = "Refunds take ten days.\n"


def look(root: Path, name: str, override=None) -> ExtractedDocument:
    """The document as it is indexed."""
    path = root / name
    return apply(load_bytes(path.read_bytes(), name), FolderMetadata(root).for_file(path), override)


def metadata(root: Path, name: str, override=None) -> Metadata:
    document = look(root, name, override)
    assert document.problems == ()
    return document.metadata


@pytest.mark.parametrize("suffix", ["yaml", "yml", "YAML", "yaml.txt"])
def test_a_sidecar_may_say_everything(tmp_path, suffix):
    write_files(tmp_path, {"sub/refunds.txt": BODY, f"sub/refunds.txt.meta.{suffix}": ALL_FIELDS})
    assert metadata(tmp_path, "sub/refunds.txt") == ALL_METADATA


def test_a_sidecar_may_be_json(tmp_path):
    said = {"title": "Refunds", "version": 1.10, "region": ["DE"], "effective_to": None, "owner": "Ünit", "new": {}}
    write_files(tmp_path, {"refunds.txt": BODY, "refunds.txt.meta.json": json.dumps(said)})
    assert metadata(tmp_path, "refunds.txt") == Metadata(title="Refunds", version="1.1", regions=("DE",), owner="Ünit")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("_citewell.yaml.txt", "owner: Support"),
        ("_citewell.json", '{"owner": "Support"}'),
        ("_CITEWELL.YML", "owner: Support"),
    ],
)
def test_folder_defaults_may_be_named_in_these_ways(tmp_path, name, text):
    write_files(tmp_path, {"a.txt": BODY, name: text})
    assert metadata(tmp_path, "a.txt").owner == "Support"


def test_what_an_editor_leaves_beside_defaults_counts_for_nothing(tmp_path):
    write_files(tmp_path, {"a.txt": BODY, "_citewell.yaml.bak": "owner: x", "_citewell.yaml~": "owner: x"})
    assert FolderMetadata(tmp_path).for_file(tmp_path / "a.txt") == FileLineage()


def test_the_first_place_that_speaks_of_a_field_counts(tmp_path):
    write_files(
        tmp_path,
        {
            "_citewell.yaml": "owner: root\nproduct: root\nversion: root\nlanguage: aa\nregion: R, S\n",
            "a/_citewell.yml": "owner: folder\nproduct: folder\nversion: folder\nlanguage: bb\n",
            "a/b/doc.md": f"---\nowner: document\nproduct: document\nversion: document\n---\n{BODY}",
            "a/b/doc.md.meta.yaml": "owner: sidecar\nproduct: sidecar\n",
            "other/_citewell.yaml": "owner: not asked\n",
        },
    )
    found = metadata(tmp_path, "a/b/doc.md", {"owner": "window"})
    assert (found.owner, found.product, found.version, found.language, found.regions) == (
        "window",
        "sidecar",
        "document",
        "bb",
        ("R", "S"),
    )


def test_nothing_above_the_source_counts(tmp_path):
    write_files(tmp_path, {"_citewell.yaml": "owner: above\n", "kb/a.txt": BODY, "kb/_citewell.yaml": "product: Pro\n"})
    assert metadata(tmp_path / "kb", "a.txt") == Metadata(title="A", product="Pro")


def test_a_file_as_source_has_its_sidecar_and_its_folders_defaults(tmp_path):
    write_files(
        tmp_path, {"a.txt": BODY, "a.txt.meta.yaml": "owner: Support\n", "_citewell.yaml": "access: confidential\n"}
    )
    lineage = FolderMetadata(tmp_path / "a.txt").for_file(tmp_path / "a.txt")
    found = apply(load_bytes(BODY.encode(), "a.txt"), lineage).metadata
    assert (found.owner, found.access) == ("Support", Access.CONFIDENTIAL)


@pytest.mark.parametrize("strict", ["window", "doc.md.meta.yaml", "doc.md", "a/_citewell.yaml", "_citewell.yaml"])
def test_the_strictest_access_class_counts(tmp_path, strict):
    def said(place: str) -> str:
        return f"access: {'confidential' if place == strict else 'public'}\n"

    write_files(
        tmp_path,
        {
            "_citewell.yaml": said("_citewell.yaml"),
            "a/_citewell.yaml": said("a/_citewell.yaml"),
            "a/doc.md.meta.yaml": said("doc.md.meta.yaml"),
            "a/doc.md": f"---\n{said('doc.md')}---\n{BODY}",
        },
    )
    override = {"access": "confidential" if strict == "window" else "public"}
    assert metadata(tmp_path, "a/doc.md", override).access is Access.CONFIDENTIAL


def test_lists_are_replaced_and_may_be_taken_back(tmp_path):
    write_files(
        tmp_path,
        {
            "_citewell.yaml": "region: DE, AT\nsupersedes: [old]\n",
            "plain.txt": BODY,
            "swiss.txt": BODY,
            "swiss.txt.meta.yaml": "region: CH\n",
            "world.txt": BODY,
            "world.txt.meta.yaml": "region: global\n",
            "own.md": f"---\nregion: all\nsupersedes: other\n---\n{BODY}",
            "empty.txt": BODY,
            "empty.txt.meta.yaml": "region:\nsupersedes: []\n",
        },
    )
    assert metadata(tmp_path, "plain.txt").regions == ("DE", "AT")
    assert metadata(tmp_path, "swiss.txt").regions == ("CH",)
    assert metadata(tmp_path, "world.txt").regions == ()
    assert metadata(tmp_path, "own.md").regions == ()
    assert metadata(tmp_path, "own.md").supersedes == ("other",)
    assert metadata(tmp_path, "empty.txt").regions == ("DE", "AT")
    assert metadata(tmp_path, "empty.txt").supersedes == ("old",)


def test_what_is_set_in_the_window_may_be_nothing(tmp_path):
    write_files(tmp_path, {"a.md": f"---\n{ALL_FIELDS}---\n{BODY}"})
    cleared = metadata(tmp_path, "a.md", {"effective_to": "", "region": [], "owner": None, "title": "", "id": ""})
    assert (cleared.effective_to, cleared.regions, cleared.owner) == (None, (), "")
    assert (cleared.title, cleared.key, cleared.product) == ("Refunds", "refunds-de", "Pro")


def test_what_is_wrong_in_the_window_is_reported(tmp_path):
    write_files(tmp_path, {"a.md": f"---\neffective_to: 2026-12-31\n---\n{BODY}"})
    document = look(tmp_path, "a.md", {"effective_to": "soon"})
    assert document.metadata.effective_to == date(2026, 12, 31)
    assert document.problems == ("set in the window: effective_to 'soon' is not a date like 2026-02-28; it is ignored",)


def test_a_language_told_from_the_text_comes_last(tmp_path):
    write_files(tmp_path, {"a.txt": BODY, "b/_citewell.yaml": "language: nl\n", "b/a.txt": BODY})
    for name, language in (("a.txt", "de"), ("b/a.txt", "nl")):
        document = replace(load_bytes((tmp_path / name).read_bytes(), name), detected_language="de")
        lineage = FolderMetadata(tmp_path).for_file(tmp_path / name)
        assert apply(document, lineage).metadata.language == language


def test_a_folder_has_no_title_and_no_id(tmp_path):
    write_files(tmp_path, {"_citewell.yaml": "title: All\nid: all\nowner: Support\n", "a.txt": BODY})
    document = look(tmp_path, "a.txt")
    assert document.metadata == Metadata(title="A", owner="Support")
    assert document.problems == (
        "_citewell.yaml: title, id and url belong to one document; they are ignored for a folder",
    )


def test_dates_of_two_places_that_contradict(tmp_path):
    write_files(
        tmp_path,
        {
            "_citewell.yaml": "effective_from: 2026-06-01\n",
            "a.txt": BODY,
            "a.txt.meta.yaml": "effective_to: 2026-03-31\n",
        },
    )
    document = look(tmp_path, "a.txt")
    assert (document.metadata.effective_from, document.metadata.effective_to) == (None, date(2026, 3, 31))
    (problem,) = document.problems
    assert "effective_to 2026-03-31 is before effective_from 2026-06-01" in problem
    assert problem.endswith("effective_from is ignored")


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2026-02-14", date(2026, 2, 14), date(2026, 2, 14)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-02-14T10:00:00Z", date(2026, 2, 14), date(2026, 2, 14)),
        ("null", None, None),
        ("~", None, None),
    ],
)
def test_dates(written, start, end):
    assert read_yaml(f"effective_from: {written}").metadata.effective_from == start
    assert read_yaml(f"effective_to: {written}").metadata.effective_to == end


@pytest.mark.parametrize(
    "written", ["05/06/2026", "5.6.2026", "2026-13", "2026-02-30", "0000", "26-02-01", "2026-2-1", "2026-02-01x", "n/a"]
)
def test_what_is_no_certain_date_is_reported(written):
    found = read_yaml(f"effective_from: {written}\nowner: Support")
    assert found.metadata == Metadata(owner="Support")
    assert found.problems == (f"effective_from '{written}' is not a date like 2026-02-28; it is ignored",)


def test_names_of_fields_are_taken_as_people_write_them():
    found = read_yaml("Effective From: 2026-02-01\nACCESS: Confidential\nRegions: [DE]\neffective-to: 2026-03\nx: y")
    assert found.problems == ()
    assert found.metadata == Metadata(
        effective_from=date(2026, 2, 1), effective_to=date(2026, 3, 31), regions=("DE",), access=Access.CONFIDENTIAL
    )


def test_a_field_that_is_there_twice_is_reported():
    for found in (read_yaml("owner: A\nOwner: B\naccess: public\naccess: public"),
                  read_json('{"owner": "A", "owner": "B", "access": "public", "access": "public"}')):  # fmt: skip
        assert found.metadata == Metadata(access=Access.CONFIDENTIAL)
        assert found.problems == (
            "access is neither public nor confidential; it is kept confidential",
            "owner is there more than once; it is ignored",
        )


@pytest.mark.parametrize(
    ("name", "content", "problem", "access"),
    [
        ("a.txt.meta.yaml", "title: [", "a.txt.meta.yaml: it is not YAML", Access.PUBLIC),
        ("a.txt.meta.yaml", "access: confidential\ntitle: [", "it is not YAML", Access.CONFIDENTIAL),
        ("a.txt.meta.yaml", "access: public\ntitle: [", "it is not YAML", Access.PUBLIC),
        ("a.txt.meta.yaml", "{title: x, access: secret", "it is not YAML", Access.CONFIDENTIAL),
        ("a.txt.meta.yaml", "just words", "it is not a list of fields", Access.PUBLIC),
        ("a.txt.meta.yaml", "- a\n- b", "it is not a list of fields", Access.PUBLIC),
        ("a.txt.meta.json", '{"title": "x", "access": "confidential"', "it is not JSON", Access.CONFIDENTIAL),
        ("a.txt.meta.json", "[1, 2]", "it is not a list of fields", Access.PUBLIC),
        ("a.txt.meta.json", '{"title": ["x"]}', "title must be one value", Access.PUBLIC),
        ("a.txt.meta.json", '{"access": true}', "neither public nor confidential", Access.CONFIDENTIAL),
        ("_citewell.yaml", "access: internal", "_citewell.yaml: access 'internal' is neither", Access.CONFIDENTIAL),
        ("_citewell.yaml", "access: confidential\n\tx", "_citewell.yaml: it is not YAML", Access.CONFIDENTIAL),
        ("_citewell.yaml", f"a: {'x' * MAX_LENGTH}", "_citewell.yaml: it is longer than 64 kB", Access.CONFIDENTIAL),
        ("_citewell.yaml", b"owner: M\xfcller", "_citewell.yaml: it cannot be read (not UTF-8", Access.CONFIDENTIAL),
        ("a.txt.meta.yaml", b"\xff\xfeo\x00w\x00n\x00e\x00r\x00:\x00 \x00x\x00", "", Access.PUBLIC),
        ("a.txt.meta.yaml", b"", "", Access.PUBLIC),
    ],
)
def test_what_is_malformed_is_reported_and_never_opens_a_document(tmp_path, name, content, problem, access):
    write_files(tmp_path, {"a.txt": BODY})
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    document = look(tmp_path, "a.txt")
    assert document.metadata.access is access
    assert document.metadata.title == "A"
    assert bool(document.problems) == bool(problem)
    assert all(problem in found for found in document.problems)


def test_a_describing_file_that_cannot_be_read_keeps_its_documents_in(tmp_path):
    write_files(tmp_path, {"a.txt": BODY})
    (tmp_path / "a.txt.meta.yaml").mkdir()
    (tmp_path / "_citewell.yaml").symlink_to("nowhere")
    document = look(tmp_path, "a.txt")
    assert document.metadata.access is Access.CONFIDENTIAL
    assert len(document.problems) == 2


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(20)
)


@pytest.mark.parametrize(
    "bomb",
    [
        LAUGHS + "region: *u\ntitle: *u\naccess: *u\n",
        "a: &a\n  b: *a\naccess: confidential",
        "[" * 60_000,
        "access: public\nx: " + "{a: " * 12_000,
        "- " * 30_000 + "access: public",
        "? " * 30_000,
        "\n".join(f"k{n}: &a{n} v" for n in range(4000)),
        "!!python/object/apply:os.system [exit]",
        "title: !!python/name:os.system x",
        "\n" * 60_000 + "x: [",
        "{" * 60_000 + '"access',
        " " * 60_000 + "\t: [",
    ],
    ids=range(12),
)
def test_bombs_do_not_explode(bomb):
    for found in (read_yaml(bomb), read_json(bomb)):
        assert found is None or len(found.problems) <= 3
        assert found is None or sum(len(problem) for problem in found.problems) < 500


@given(st.text(), st.booleans())
def test_any_text_can_stand_there(text, as_json):
    found = read_json(text) if as_json else read_yaml(text)
    for value in (found.metadata.title, *found.metadata.regions, *found.problems) if found else ():
        value.encode()


@given(st.dictionaries(st.sampled_from(["title", "region", "access", "effective_to"]), st.text() | st.none()))
def test_anything_can_be_set_in_the_window(values):
    found = apply(ExtractedDocument("x", (), Metadata(title="X")), FileLineage(), values)
    assert found.metadata.title
    assert found.metadata.access in set(Access)


def test_a_fingerprint_tells_what_changed(tmp_path):
    write_files(
        tmp_path,
        {"a/x.txt": BODY, "a/y.txt": BODY, "b/z.txt": BODY, "a/x.txt.meta.yaml": "owner: A", "a/_citewell.yaml": ""},
    )

    def fingerprints() -> list[str]:
        folders = FolderMetadata(tmp_path)
        return [folders.for_file(tmp_path / name).fingerprint for name in ("a/x.txt", "a/y.txt", "b/z.txt")]

    first = fingerprints()
    assert first == fingerprints()
    assert first[2] == ""
    assert len({*first}) == 3
    (tmp_path / "a/x.txt.meta.yaml").write_text("owner: B")
    second = fingerprints()
    assert [a == b for a, b in zip(first, second, strict=True)] == [False, True, True]
    (tmp_path / "_citewell.yaml").write_text("owner: C")
    third = fingerprints()
    assert [a == b for a, b in zip(second, third, strict=True)] == [False, False, False]
    (tmp_path / "_citewell.yaml").unlink()
    assert fingerprints() == second


@pytest.mark.skipif(os.name != "posix", reason="this system may change a name's form")
def test_a_sidecar_is_found_in_another_normalisation_form(tmp_path):
    name = "Rückgabe.txt"
    write_files(tmp_path, {unicodedata.normalize("NFD", name): BODY, f"{name}.meta.yaml": "owner: Support"})
    assert metadata(tmp_path, unicodedata.normalize("NFD", name)).owner == "Support"


def test_each_folder_is_listed_once_and_each_default_read_once(tmp_path, monkeypatch):
    write_files(tmp_path, {f"a/b/{n}.txt": BODY for n in range(50)} | {"_citewell.yaml": "owner: A"})
    paths = sorted((tmp_path / "a/b").iterdir())
    calls: list[str] = []
    listdir = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: calls.append(path) or listdir(path))
    folders = FolderMetadata(tmp_path)
    lineages = [folders.for_file(path) for path in paths]
    assert sorted(calls) == [str(tmp_path / name) for name in ("", "a", "a/b")]
    assert len({id(lineage.defaults[0]) for lineage in lineages}) == 1


def test_a_sidecar_says_where_customers_read_the_document_and_what_it_is_for(tmp_path):
    write_files(tmp_path, {"a.txt": BODY, "a.txt.meta.yaml": "url: https://help.example/a?b=1\nuse_as: Style"})
    assert metadata(tmp_path, "a.txt").url == "https://help.example/a?b=1"
    assert metadata(tmp_path, "a.txt").use_as is Use.STYLE


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "help.example/a", "https://a b", "https://"]
)
def test_only_an_address_of_the_web_is_one(url):
    found = read_fields([("url", url), ("use_as", "jokes")])
    assert (found.metadata.url, found.metadata.use_as) == ("", Use.FACTS)
    assert ["url" in problem for problem in found.problems] == [True, False]
