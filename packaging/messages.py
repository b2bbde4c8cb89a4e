"""Message catalogues: collect the window's texts into Qt's .ts files, and compile those with Qt's lrelease.

``python packaging/messages.py`` keeps what is translated, adds what is new as unfinished, and drops what is gone. A
translator edits the .ts, in Qt Linguist or as text; the .qm beside it is what the program reads.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import PySide6
from defusedxml.ElementTree import parse

ROOT = Path(__file__).parents[1]
DESKTOP = ROOT / "app" / "citewell" / "desktop"
LANGUAGES = ROOT / "resources" / "languages"
CONTEXT = "window"


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """A source text; ``plural`` where there is a form for each number; ``sense`` tells equal texts apart."""

    source: str
    sense: str = ""
    plural: bool = False


def collect(folder: Path = DESKTOP) -> set[Message]:
    """Every text of the code below ``folder`` that has a translation."""
    return {message for file in folder.rglob("*.py") for message in _messages(ast.parse(file.read_text("utf-8")))}


def _messages(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if node.func.id == "trn":
            yield Message(texts[1], plural=True)
        elif node.func.id == "Msg" and texts and texts[0]:
            yield Message(*texts)
        elif node.func.id == "tr":
            branches = [node.args[0]]
            if isinstance(branches[0], ast.IfExp):
                branches = [branches[0].body, branches[0].orelse]
            yield from (Message(one.value) for one in branches if isinstance(one, ast.Constant) and one.value)


def read(path: Path) -> dict[Message, list[str]]:
    """The translations of a .ts file by message: one, or a form for each number; empty where there is none yet."""
    found = {}
    for one in parse(path).getroot().iter("message"):
        plural = one.get("numerus") == "yes"
        message = Message(one.findtext("source") or "", one.findtext("comment") or "", plural)
        translation = one.find("translation")
        forms = [form.text or "" for form in translation.iter("numerusform")] if plural else [translation.text or ""]
        found[message] = forms
    return found


def write(path: Path, language: str, translations: dict[Message, list[str]]) -> None:
    """Write a .ts file, in the order of the English texts."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", f'<TS version="2.1" language="{language}">']
    lines += ["<context>", f"    <name>{CONTEXT}</name>"]
    for message in sorted(translations):
        forms = translations[message]
        lines.append('    <message numerus="yes">' if message.plural else "    <message>")
        lines.append(f"        <source>{escape(message.source)}</source>")
        if message.sense:
            lines.append(f"        <comment>{escape(message.sense)}</comment>")
        state = "" if all(forms) else ' type="unfinished"'
        if message.plural:
            lines.append(f"        <translation{state}>")
            lines += [f"            <numerusform>{escape(form)}</numerusform>" for form in forms]
            lines.append("        </translation>")
        else:
            lines.append(f"        <translation{state}>{escape(forms[0])}</translation>")
        lines.append("    </message>")
    path.write_text("\n".join([*lines, "</context>", "</TS>", ""]), encoding="utf-8")


def compile_catalogue(path: Path) -> None:
    """Compile a .ts file into the .qm beside it."""
    lrelease = Path(PySide6.__file__).parent / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    command = [str(lrelease), "-silent", str(path), "-qm", str(path.with_suffix(".qm"))]
    subprocess.run(command, check=True)  # noqa: S603  Qt's own program


def update(language: str = "de") -> tuple[int, int]:
    """Bring a catalogue up to date and compile it; how many texts there are, and how many without a translation."""
    path = LANGUAGES / f"{language}.ts"
    before = read(path) if path.exists() else {}
    now = {message: before.get(message, [""] * (2 if message.plural else 1)) for message in collect()}
    write(path, language, now)
    compile_catalogue(path)
    return len(now), sum(not all(forms) for forms in now.values())


if __name__ == "__main__":
    texts, missing = update()
    sys.stdout.write(f"{texts} texts, {missing} without a translation\n")
    sys.exit(bool(missing))
