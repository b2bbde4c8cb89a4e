"""No command line and no jargon in any message that can reach the window: every text in the program is looked at."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from citewell.desktop.figures.text import MEASURES
from citewell.desktop.widgets.in_window import COMMAND, ELSE, in_window
from citewell.desktop.widgets.wording import STAGES
from citewell.domain.drafts import Level
from citewell.evaluation.scores.measures import summarise

CODE = Path(__file__).resolve().parents[2] / "app" / "citewell"
OUTSIDE = ("cli", "__main__.py", "processes", "records", "benchmarks")
"""What no window shows: the command line's own words, frames, printed forms."""
UNREACHED = (("evaluation", "shared"),)
"""What only commands use so far."""
UNSEEN = re.compile(r"citewell audit head|^--host$")
"""Texts that are signed or passed on, and no messages."""
JARGON = re.compile(
    r"\b(?:activation gate|audit log tells|macro[- ]?F1|F1|three-way|similarity|cosine|logits?|embedd\w+|BM25|"
    r"recall|precision|calibration error|percentile|gold document|resampled|literals?|sqlite|regex|stderr|"
    r"extractive|hyperparam\w*|LoRA|epochs?)\b",
    re.IGNORECASE,
)


def texts(tree: ast.AST) -> Iterator[str]:
    """Every text of a module as it is said, what is filled in as ``{}``; docstrings and keys are no messages."""
    skipped = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            skipped.update(ast.walk(node) if (said := list(ast.walk(node))) else ())
            skipped.difference_update(said[:1])
            yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            yield node.value


@cache
def said(part: str) -> tuple[tuple[str, str], ...]:
    """Path and text of everything that is said below a folder of the program."""
    found = []
    for file in sorted((CODE / part).rglob("*.py")):
        inside = file.relative_to(CODE)
        if inside.parts[0] not in OUTSIDE and inside.parts[:2] not in UNREACHED:
            found += [(str(inside), text) for text in texts(ast.parse(file.read_text(encoding="utf-8")))]
    return tuple(found)


def is_inner(file: str) -> bool:
    """Whether a file holds what inner layers say, word for word."""
    return file.startswith("desktop/language/inner_")


def test_the_sweep_sees_texts():
    assert sum("citewell index FOLDER" in text for _, text in said("")) >= 2
    assert ("desktop/figures/text.py", "The tickets that a new style must pass") in said("desktop/figures")


def test_the_window_itself_names_no_command():
    mine = [(file, text) for file, text in said("desktop") if not file.endswith("in_window.py") and not is_inner(file)]
    assert [one for one in mine if re.search(r"\bcitewell [a-z]|pip install|(?<![\w-])--[a-z]{3}", one[1])] == []


def test_every_message_with_a_command_has_words_for_the_window():
    messages = [
        (file, text) for file, text in said("") if COMMAND.search(text) and " " in text and not UNSEEN.search(text)
    ]
    assert len(messages) > 30
    assert [one for one in messages if not one[0].startswith("desktop/") and COMMAND.search(in_window(one[1]))] == []
    without = [one for one in messages if not one[0].startswith("desktop/") and ELSE.english in in_window(one[1])]
    assert without == []


def test_the_window_says_nothing_that_only_its_makers_understand():
    words = [
        (file, text)
        for file, text in said("desktop")
        if " " in text and "{" not in text.strip("{}")[:1] and not is_inner(file)
    ]
    assert [one for one in words if JARGON.search(one[1]) and not one[1].startswith("QLabel")] == []


def test_findings_say_nothing_that_only_its_makers_understand():
    findings = []
    for folder in ("pipeline", "governance"):
        for file in (CODE / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
                    findings += [text for argument in node.args[2:] for text in texts(argument)]
    assert len(findings) > 8
    assert [text for text in findings if JARGON.search(text) or COMMAND.search(text)] == []


def test_every_measure_has_a_name_in_the_window():
    measures = summarise(()).measures
    assert set(measures) == set(MEASURES)
    assert [name for name in MEASURES.values() if JARGON.search(name.english)] == []


def test_every_stage_of_a_draft_has_a_word_in_the_window():
    """Formerly a question, or what was refused in its place, was told as "Clarify after 11.1 s"."""
    pipeline = "".join(file.read_text(encoding="utf-8") for file in sorted((CODE / "pipeline").rglob("*.py")))
    stages = {*re.findall(r'run\.done\(\s*"([a-z_]+)"', pipeline), *(set(Level) - {Level.REPLY})}
    assert len(stages) > 10
    assert stages - set(STAGES) == set()


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("Plain. Nothing to type.", "Plain. Nothing to type."),
        (
            "Nothing is indexed yet. Run 'citewell index FOLDER' first.",
            "Nothing is indexed yet. Add the folder under Sources, or update it there.",
        ),
        (
            "no text layer (a scan); install the 'ocr' extra (pip install 'citewell[ocr]') and index it again",
            "no text layer (a scan); whoever set Citewell up can add the reading of scanned pages",
        ),
        (
            "Whoever reads that file reads all. 'citewell key set-passphrase' protects it by a passphrase.",
            "Whoever reads that file reads all. Lock (Ctrl+L) sets a passphrase that protects it.",
        ),
        ("A. 'citewell newthing' does it.", f"A. {ELSE.english}"),
    ],
)
def test_a_command_becomes_a_place_in_the_window(message, shown):
    assert in_window(message) == shown
