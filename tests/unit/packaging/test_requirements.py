"""The locked requirements install on every Python that Citewell runs on."""

import pytest
from packaging.requirements import Requirement
from tests.conftest import ROOT

LOCKED = [
    Requirement(line.removesuffix("\\"))
    for line in (ROOT / "requirements/lock.txt").read_text("utf-8").splitlines()
    if "==" in line and not line.startswith((" ", "#"))
]
ONLY_BEFORE_3_12 = {"backports-tarfile", "importlib-metadata", "lazy-importer", "zipp"}
"""What later Pythons bring themselves."""


@pytest.mark.parametrize("python", ["3.11.0", "3.11.7", "3.12.0", "3.13.0"])
def test_each_package_is_locked_once_for_each_python(python):
    """A version for newer Pythons alone leaves older ones without the package, and pip refuses all of the file."""
    here = {
        "python_full_version": python,
        "python_version": python[:4],
        "sys_platform": "linux",
        "platform_machine": "x86_64",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    taken = [one.name for one in LOCKED if not one.marker or one.marker.evaluate(here)]
    by_python = {one.name for one in LOCKED if "python_full_version" in str(one.marker)}
    wanted = by_python - (ONLY_BEFORE_3_12 if python >= "3.12" else set())
    assert len(by_python) > len(ONLY_BEFORE_3_12)
    assert wanted - set(taken) == set()
    assert len(taken) == len(set(taken))
