"""Write the software bill of materials of a built bundle (CycloneDX 1.6, JSON), and check it against the schema.

``python packaging/bill.py CONTENTS.json FOLDER`` reads what ``inside.py`` wrote down and the files in FOLDER, and
writes ``FOLDER/sbom.cdx.json``. The same bundle gives the same bytes: the serial number is made of the content, and the
date is ``SOURCE_DATE_EPOCH``. Needs requirements/bundle.txt beside Citewell.
"""

import argparse
import importlib.metadata
import json
import os
import platform
import re
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from citewell import __version__
from citewell.domain.digests import file_sha256
from citewell.models.descriptions import BASE_MODEL, EMBEDDER, NAMES, RERANKER, VERIFIER

MODELS = "resources/models"
STYLES = "resources/styles"
NAMESPACE = uuid.UUID("6c1de7a5-3c39-4a52-9d7e-6a3b6a3f7b10")
LICENCE_NAMES = {
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""Names that classifiers and old metadata use, and what SPDX calls them."""
KNOWN_LICENCES = {
    "apsw_sqlite3mc": "Zlib",
    "py_rust_stemmers": "MIT",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "shellingham": "ISC",
    "sqlite-vec": "MIT OR Apache-2.0",
}
"""Of distributions whose metadata names none, or none that SPDX knows: as their licence files or authors say."""

_licences = LicenseFactory()


def licence_of(name: str) -> str:
    """The licence of a distribution: its expression, else its classifiers, else its field; empty where it says none."""
    metadata = importlib.metadata.metadata(name)
    if said := metadata.get("License-Expression"):
        return str(said)
    classifiers = [line.split(" :: ")[-1] for line in metadata.get_all("Classifier", []) if line.startswith("License")]
    if name in KNOWN_LICENCES:
        return KNOWN_LICENCES[name]
    field = str(metadata.get("License") or "").strip()
    for said in [*classifiers, field]:
        if said in LICENCE_NAMES or re.fullmatch(r"[\w.+-]+(?: (?:OR|AND|WITH) [\w.+-]+)*", said):
            return LICENCE_NAMES.get(said, said)
    return field.splitlines()[0] if field else ""


def component(
    name: str, version: str, licence: str, purl: PackageURL | None = None, file: Path | None = None
) -> Component:
    """A library."""
    return Component(
        name=name,
        version=version,
        type=ComponentType.LIBRARY,
        bom_ref=str(purl) if purl else f"{name}@{version}",
        purl=purl,
        licenses=[_licences.make_from_string(licence)] if licence else [],
        hashes=_hash(file) if file else [],
    )


def model(name: str, file: Path, licence: str, inside: Path, expected: str = "") -> Component:
    """A model by its file. Ends the program where the file is another than the code expects."""
    found = file_sha256(file)
    if expected and found != expected:
        sys.exit(f"bill: {file} is not the file that citewell/models/descriptions.py names ({found})")
    return Component(
        name=name,
        version=found[:12],
        type=ComponentType.MACHINE_LEARNING_MODEL,
        bom_ref=f"model:{name}",
        licenses=[_licences.make_from_string(licence)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=found)],
        properties=[Property(name="citewell:file", value=file.relative_to(inside).as_posix())],
    )


def models(inside: Path) -> Iterator[Component]:
    """The models and styles that ship."""
    yield model(BASE_MODEL.name, inside / MODELS / BASE_MODEL.file, BASE_MODEL.licence, inside, BASE_MODEL.sha256)
    for one in (EMBEDDER, RERANKER, NAMES, VERIFIER):
        yield model(one.name, inside / MODELS / one.folder / "model.onnx", one.licence, inside, one.sha256)
    for weights in sorted((inside / STYLES).glob("*/adapter_model.safetensors")):
        yield model(weights.parent.name, weights, "Apache-2.0", inside)


def libraries(contents: dict[str, dict[str, str]], inside: Path) -> Iterator[Component]:
    """Python, Qt, llama.cpp with each of its files, distributions, and packages of the system it was built on."""
    yield component(
        "python", platform.python_version(), "PSF-2.0", PackageURL("generic", None, "python", platform.python_version())
    )
    yield component(
        "pyinstaller-bootloader",
        importlib.metadata.version("pyinstaller"),
        "GPL-2.0-or-later WITH Bootloader-exception",
        PackageURL("pypi", None, "pyinstaller", importlib.metadata.version("pyinstaller")),
    )
    for name, version in contents["distributions"].items():
        yield component(
            name, version, licence_of(name), PackageURL("pypi", None, name.lower().replace("_", "-"), version)
        )
    qt = contents["distributions"]["PySide6_Essentials"]
    yield component("qt", qt, "LGPL-3.0-only", PackageURL("generic", None, "qt", qt))
    version = importlib.metadata.version("llama_cpp_python")
    whole = component("llama.cpp", f"of llama-cpp-python {version}", "MIT")
    for file in sorted((inside / "llama_cpp" / "lib").iterdir()):
        if re.search(r"\.(so|dylib|dll)(\.|$)", file.name) and not file.is_symlink():
            whole.components.add(component(file.name, version, "MIT", file=file))
    yield whole
    for name, version in contents["system"].items():
        yield component(name, version, "", PackageURL("deb", "debian", name, version))


def bill(contents: dict[str, dict[str, str]], inside: Path) -> Bom:
    """All of it."""
    made = Bom()
    made.metadata.component = Component(
        name="citewell",
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref=f"citewell@{__version__}",
        licenses=[_licences.make_from_string("Apache-2.0")],
    )
    for one in (*libraries(contents, inside), *models(inside)):
        made.components.add(one)
    made.register_dependency(made.metadata.component, made.components)
    made.metadata.timestamp = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    named = "\n".join(sorted(f"{one.bom_ref.value} {[h.content for h in one.hashes]}" for one in made.components))
    made.serial_number = uuid.uuid5(NAMESPACE, named)
    return made


def _hash(file: Path) -> list[HashType]:
    return [HashType(alg=HashAlgorithm.SHA_256, content=file_sha256(file))]


def main() -> None:
    """Write and check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("contents", type=Path)
    parser.add_argument("folder", type=Path, help="dist/citewell")
    given = parser.parse_args()
    inside = given.folder / "_internal"
    made = bill(json.loads(given.contents.read_text()), inside if inside.is_dir() else given.folder)
    text = JsonV1Dot6(made).output_as_string(indent=1)
    if wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        sys.exit(f"bill: the schema of CycloneDX does not allow it: {wrong}")
    (given.folder / "sbom.cdx.json").write_text(text + "\n", encoding="utf-8")
    print(f"bill: {len(made.components)} components in {given.folder / 'sbom.cdx.json'}")


if __name__ == "__main__":
    main()
