"""Bundles from end to end, and what a hostile one meets."""

import contextlib
import dataclasses
import hashlib
import json
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import FILES, documents, with_models, write_files

from citewell.bootstrap.open_home import open_app
from citewell.bundles.reading import read_bundle
from citewell.bundles.rules import check_paths, path_problem
from citewell.bundles.writing import DOMAIN, manifest_record, write_bundle
from citewell.domain.bundles import BundleKind
from citewell.domain.documents import Access
from citewell.domain.errors import BadInputError, ModelError
from citewell.knowledge.ingest import IndexOptions
from citewell.models.file_headers import check_model_file
from citewell.settings.home import Home
from citewell.storage.audit.chain import canonical


@pytest.fixture
def other(tmp_path):
    """Another home, which imports."""
    opened = open_app(Home(tmp_path / "other"), scratch=True, choices=with_models())
    yield opened
    opened.close()


@pytest.fixture
def bundle(services, tmp_path):
    """Confidential knowledge, exported."""
    kb = write_files(tmp_path / "Team KB", FILES | {"sub/_citewell.yaml": "region: DE\n"})
    services.ingest.run(IndexOptions(kb, Access.CONFIDENTIAL))
    target = tmp_path / "kb.bundle"
    services.bundles.export(BundleKind.KNOWLEDGE, str(kb), target, version="7")
    return target


def actions(services):
    return [
        json.loads(entry.body).get("action") for entry in services.compliance.audit.entries() if entry.kind == "bundle"
    ]


def test_knowledge_goes_from_home_to_home_with_its_class_and_is_indexed(services, other, bundle):
    fingerprint = services.bundles.own_fingerprint
    imported = other.bundles.import_bundle(bundle, fingerprint)
    assert imported.manifest.id == "team-kb"
    assert imported.manifest.version == "7"
    assert imported.path == other.home.path / "knowledge" / "team-kb"
    assert documents(other) == sorted(FILES)
    assert [source.access for source in other.index.sources()] == [Access.CONFIDENTIAL]
    assert (imported.path / "sub" / "_citewell.yaml").is_file()
    assert actions(services) == ["export"]
    assert actions(other) == ["import"]
    assert not list(other.home.path.glob(".incoming*"))
    again = other.bundles.import_bundle(bundle)  # the signer is known by now
    assert again.report is not None
    assert again.report.unchanged == len(FILES)


def test_an_unknown_signer_is_refused_with_the_fingerprint_shown(services, other, bundle):
    fingerprint = services.bundles.own_fingerprint
    with pytest.raises(BadInputError, match=fingerprint):
        other.bundles.import_bundle(bundle)
    with pytest.raises(BadInputError, match="not by the fingerprint"):
        other.bundles.import_bundle(bundle, "00" * 16)
    assert documents(other) == []
    assert actions(other) == []
    assert not other.bundles.trusts(fingerprint)
    other.bundles.trust(fingerprint.replace(" ", "").upper(), "Berlin")
    other.bundles.import_bundle(bundle)
    assert [(one.fingerprint, one.name) for one in other.bundles.signers.all()] == [(fingerprint, "Berlin")]
    other.bundles.distrust(fingerprint)
    with pytest.raises(BadInputError, match="not known here"):
        other.bundles.import_bundle(bundle)


def test_ones_own_bundles_are_taken(services, bundle):
    services.bundles.import_bundle(bundle)


def repack(source, target, change):
    """A bundle with its members changed: ``change`` gets and returns a dictionary of name to bytes."""
    with zipfile.ZipFile(source) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in change(members).items():
            archive.writestr(name, data)
    return target


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m | {"files/refunds.md": m["files/refunds.md"].replace(b"14", b"90")},
        lambda m: m | {"files/extra.md": b"more"},
        lambda m: {name: data for name, data in m.items() if name != "files/refunds.md"},
        lambda m: m | {"manifest.json": m["manifest.json"].replace(b"confidential", b"public")},
        lambda m: m | {"manifest.json": b"{}"},
        lambda m: m | {"manifest.json": b"[" * 100_000},
        lambda m: m | {"signature.json": b"{}"},
        lambda m: m | {"signature.json": json.dumps({"public_key": "AAAA", "signature": "AAAA"}).encode()},
        lambda m: {name: data for name, data in m.items() if name != "signature.json"},
    ],
)
def test_whatever_was_changed_after_signing_is_refused(services, bundle, tmp_path, change):
    changed = repack(bundle, tmp_path / "changed.bundle", change)
    with pytest.raises(BadInputError):
        services.bundles.import_bundle(changed)
    assert not (services.home.path / "knowledge").exists()
    assert not list(services.home.path.glob(".incoming*"))


HOSTILE = [
    "/etc/passwd",
    "../outside.md",
    "a/../../outside.md",
    "a\\..\\outside.md",
    "C:/windows.md",
    "a//b.md",
    "./a.md",
    "",
    "con.md",
    "a/NUL",
    "a.md ",
    "a.",
    "a\nb.md",
    "a\u202eb.md",
    "x" * 300,
    "/".join("abcdefghijklmnopqrstuvw"),
    "e\u0301.md",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_lead_elsewhere_are_refused_even_if_they_are_signed(services, tmp_path, name):
    assert path_problem(name)
    with pytest.raises(BadInputError):
        read_bundle(signed(services, tmp_path / "hostile.bundle", {name: b"text"}))


@pytest.mark.parametrize("names", [["a.md", "A.md"], ["ß.md", "SS.md"], ["a", "a/b.md"], ["ﬁ.md", "fi.md"]])
def test_names_that_are_one_on_some_systems_are_refused(names):
    with pytest.raises(BadInputError):
        check_paths(names)


def signed(services, target, files):
    """A bundle with any names and a right signature, as somebody with a key can make it."""
    listed = [
        {"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for path, data in files.items()
    ]
    record = {
        "format": 1,
        "kind": "knowledge",
        "id": "x",
        "version": "",
        "created_at": "",
        "files": listed,
        "fields": {},
    }
    body = canonical(record).encode()
    signature = {
        "public_key": services.compliance.signer.public_key.text,
        "signature": services.compliance.signer.sign(DOMAIN + body),
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", body)
        archive.writestr("signature.json", json.dumps(signature))
        for path, data in files.items():
            archive.writestr("files/" + path, data)
    return target


def test_a_link_is_refused(services, tmp_path):
    target = signed(services, tmp_path / "link.bundle", {"a.md": b"text"})
    with zipfile.ZipFile(target) as archive:
        infos = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(target, "w") as archive:
        for info, data in infos:
            info.external_attr = (0o120777 << 16) if info.filename == "files/a.md" else info.external_attr
            archive.writestr(info, data)
    with pytest.raises(BadInputError, match="link"):
        read_bundle(target)


def test_a_bomb_is_refused(services, tmp_path):
    with pytest.raises(BadInputError, match="200 times"):
        read_bundle(signed(services, tmp_path / "bomb.bundle", {"a.md": bytes(20_000_000)}))


@given(st.binary(max_size=400))
def test_no_bytes_do_more_than_be_refused(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.bundle"
    path.write_bytes(data)
    with pytest.raises(BadInputError):
        read_bundle(path)


def test_a_style_comes_with_what_it_needs_and_is_not_active(services, other, tmp_path):
    (shipped,) = [one.style for one in services.styles.standings() if one.style.shipped][:1]
    target = tmp_path / "style.bundle"
    services.bundles.export(BundleKind.STYLE, shipped.id, target)
    with pytest.raises(BadInputError, match="never replaced"):
        other.bundles.import_bundle(target, services.bundles.own_fingerprint)
    assert not other.home.styles.exists() or not list(other.home.styles.iterdir())


def test_a_policy_pack_that_cannot_be_read_is_refused(services, tmp_path):
    packs = services.home.path / "policies"
    packs.mkdir()
    (packs / "ours.yaml").write_text("pack: [", encoding="utf-8")
    target = tmp_path / "pack.bundle"
    services.bundles.export(BundleKind.POLICY, "ours", target)
    with pytest.raises(BadInputError, match="cannot be used"):
        services.bundles.import_bundle(target)


def test_a_model_that_is_none_is_refused(services, tmp_path):
    fake = tmp_path / "fake.gguf"
    fake.write_bytes(b"GGUF" + bytes(40))
    target = tmp_path / "model.bundle"
    write_bundle(target, BundleKind.MODEL, "fake", "", {"fake.gguf": fake}, services.compliance.signer)
    with pytest.raises(ModelError, match="version 2 or 3"):
        services.bundles.import_bundle(target)
    assert not services.home.models.exists() or not list(services.home.models.iterdir())


def safetensors(header: object, data: bytes = b"") -> bytes:
    body = json.dumps(header).encode()
    return struct.pack("<Q", len(body)) + body + data


GOOD = {"a": {"dtype": "F32", "shape": [2, 1], "data_offsets": [0, 8]}}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 8,
        b"\xff" * 64,
        safetensors([]),
        safetensors(GOOD, bytes(7)),
        safetensors({"a": GOOD["a"] | {"shape": [3, 1]}}, bytes(8)),
        safetensors({"a": GOOD["a"] | {"dtype": "X"}}, bytes(8)),
        safetensors({"a": GOOD["a"], "b": GOOD["a"]}, bytes(8)),
        safetensors({"a": GOOD["a"] | {"data_offsets": [-8, 0]}}, bytes(8)),
        safetensors({"a": GOOD["a"] | {"shape": [-1, -2]}}, bytes(8)),
    ],
)
def test_damaged_safetensors_are_refused(tmp_path, data):
    path = tmp_path / "x.safetensors"
    path.write_bytes(data)
    with pytest.raises(ModelError):
        check_model_file(path)
    path.write_bytes(safetensors(GOOD, bytes(8)))
    check_model_file(path)


@given(st.binary(max_size=200), st.sampled_from(["x.safetensors", "x.gguf"]))
def test_headers_of_any_bytes_end_in_a_refusal(tmp_path_factory, data, name):
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes((b"GGUF\x03\x00\x00\x00" if name.endswith("gguf") else b"") + data)
    with contextlib.suppress(ModelError):
        check_model_file(path)


def test_a_manifest_comes_back_as_it_was(services, bundle):
    manifest = read_bundle(bundle).manifest
    assert dataclasses.replace(manifest) == manifest
    assert manifest_record(manifest)["fields"] == {"access": "confidential"}
