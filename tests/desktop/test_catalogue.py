"""The German catalogue: complete, with the fields of the English texts, and compiled as it stands."""

import ast
import importlib.util
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator

from citewell.application.figures.comparisons import ComparisonStanding, verdict_words
from citewell.application.figures.live_figures import Change, ChangeKind
from citewell.desktop.figures.live_text import change_name
from citewell.desktop.language import inner
from citewell.desktop.language.figures import clock, day, decimal, either, listed, percent, signed, written
from citewell.desktop.language.inner import TEMPLATES, inner_words
from citewell.desktop.language.words import Msg, inside, tr, trn
from citewell.domain.live.trials import Arm, Trial, TrialMeasure, Varies
from citewell.evaluation.live.sequential import Finding, SequentialResult
from citewell.settings.resources import resources_dir

ROOT = Path(__file__).resolve().parents[2]
_FOUND = importlib.util.spec_from_file_location("messages", ROOT / "packaging" / "messages.py")
messages = importlib.util.module_from_spec(_FOUND)
_FOUND.loader.exec_module(messages)

FIELD = re.compile(r"\{\w*\}")
SAME = {"Ticket", "Tickets", "Team", "Name", "Version", "Region", "Status", "Offline", "Online", "Export", "Test"}
"""Words that are the same in both languages; others of one word that stayed English were forgotten."""


@pytest.fixture(scope="module")
def german():
    return messages.read(messages.LANGUAGES / "de.ts")


@pytest.fixture
def speaking_german(speech):
    speech.use("de")


def test_every_text_of_the_window_is_in_the_catalogue_and_nothing_else(german):
    assert set(german) == messages.collect()


def test_every_text_has_a_translation_for_each_number(german):
    assert [message for message, forms in german.items() if not all(form.strip() for form in forms)] == []
    assert {len(forms) for message, forms in german.items() if message.plural} == {2}


def test_a_translation_has_the_fields_of_its_text(german):
    wrong = [
        (message.source, form)
        for message, forms in german.items()
        for form in forms
        if sorted(set(FIELD.findall(form))) != sorted(set(FIELD.findall(message.source)))
    ]
    assert wrong == []


def test_a_translation_begins_and_ends_like_its_text(german):
    """Blanks that join it to others, the dots of a button that asks for more, the colon before what follows."""
    ends = ("…", ":", " ")
    wrong = [
        (message.source, form)
        for message, forms in german.items()
        for form in forms
        if (form[:1] == " ") != (message.source[:1] == " ")
        or (
            (form[-1:] in ends or message.source[-1:] in ends)
            and form[-1:] != message.source[-1:]
            and not {form[-1:], message.source[-1:]} & {"…"}
        )
    ]
    assert wrong == []


def test_german_is_spoken_to_strangers(german):
    """Formal address, and the quotation marks of the language."""
    forms = [form for all_forms in german.values() for form in all_forms]
    assert [form for form in forms if re.search(r"\b(?:du|dein\w*|dir|dich)\b", form)] == []
    assert [form for form in forms if "“" in form and "„" not in form] == []


def test_what_is_compiled_is_what_is_written(german):
    compiled = QTranslator()
    assert compiled.load("de", str(resources_dir() / "languages"))
    for message, forms in german.items():
        for number, form in zip((1, 2) if message.plural else (-1,), forms, strict=True):
            assert compiled.translate("window", message.source, message.sense, number) == form


def test_words_are_told_apart_by_their_sense(speaking_german):
    assert (tr("Draft"), tr(Msg("Draft", "do"))) == ("Entwurf", "Entwerfen")
    assert (tr("Open"), tr(Msg("Open", "do"))) == ("Offen", "Öffnen")


def test_plural_forms(speech):
    def files(number):
        return trn("{n} file", "{n} files", number)

    assert [files(number) for number in (0, 1, 2, 1200)] == ["0 files", "1 file", "2 files", "1,200 files"]
    speech.use("de")
    assert [files(number) for number in (0, 1, 2, 1200)] == ["0 Dateien", "1 Datei", "2 Dateien", "1.200 Dateien"]


def test_numbers_and_dates_by_language(speech):
    def said():
        then = datetime(2026, 2, 1, 9, 30, tzinfo=UTC)
        return written(12345), decimal(1.25, 2), percent(0.924), signed(-3), day(date(2026, 2, 1)), clock(then)

    assert said() == ("12,345", "1.25", "92%", "-3", "1 Feb 2026", "09:30")
    assert (listed(["a", "b", "c"]), either(["a", "b"]), inside("Accepted")) == ("a, b and c", "a or b", "accepted")
    speech.use("de")
    assert said() == ("12.345", "1,25", "92\u00a0%", "-3", "1. Feb. 2026", "09:30")
    assert (listed(["a", "b", "c"]), either(["a", "b"]), inside("Entwurf")) == ("a, b und c", "a oder b", "Entwurf")


def test_the_system_s_language_is_taken_where_there_is_a_catalogue(speech, monkeypatch):
    for name, language in (("de_AT", "de"), ("en_US", "en"), ("fi_FI", "en")):
        monkeypatch.setattr(QLocale, "system", lambda name=name: QLocale(name))
        speech.use("system")
        assert speech.language == language
    speech.use("de")
    assert QLocale().name() == "de_DE"


@pytest.mark.parametrize(
    ("english", "german"),
    [
        (
            "[7] names no passage. Cite one of the 3 passages shown.",
            "[7] nennt keine Textstelle. Zitieren Sie eine der 3 gezeigten.",
        ),
        (
            "Legal threat: the ticket says “lawyer”. Hand this ticket to: Legal.",
            "Drohung mit rechtlichen Schritten: Das Ticket sagt „lawyer“. Übergeben an: Recht.",
        ),
        (
            "Searched 1,234 passages in 9 documents; nothing came near.",
            "1.234 Textstellen in 9 Dokumenten durchsucht; nichts kam nahe.",
        ),
        (
            "12 of 30 (40%) tickets are risky and go to a person.",
            "12 von 30 (40\u00a0%) Tickets sind heikel und gehen an einen Menschen.",
        ),
        ("Nobody ever said this. Try again.", "Nobody ever said this. Versuchen Sie es erneut."),
    ],
)
def test_messages_of_inner_layers(speech, english, german):
    assert inner_words(english) == english
    speech.use("de")
    assert inner_words(english) == german


def test_every_template_is_still_said_by_an_inner_layer():
    """A message that is worded anew there would be shown in English: its fixed parts must occur in the code."""
    code = ROOT / "app" / "citewell"
    inner = "\n".join(
        file.read_text("utf-8")
        for file in [
            *code.rglob("*.py"),
            *(ROOT / "resources" / "policies").glob("*.yaml"),
            *(ROOT / "sample_kb").glob("*/*.yaml"),
        ]
        if "desktop" not in file.parts
    )
    words = set(re.findall(r"\w+", inner.casefold()))
    unknown = {
        message.english: missing
        for message in TEMPLATES
        if (missing := set(re.findall(r"\w+", FIELD.sub(" ", message.english).casefold())) - words)
    }
    assert unknown == {}


def test_templates_are_compiled_when_a_message_may_be_of_them(speech):
    speech.use("de")
    inner._pattern.cache_clear()
    assert inner_words("Nobody ever said this.") == "Nobody ever said this."
    assert inner._pattern.cache_info().currsize == 0
    assert (
        inner_words("holds more than 7 parts; it may be a zip bomb") != "holds more than 7 parts; it may be a zip bomb"
    )
    assert 0 < inner._pattern.cache_info().currsize < 5


COUNTS = {Arm.FIRST: 20, Arm.SECOND: 45}


@pytest.mark.parametrize("finding", Finding)
@pytest.mark.parametrize("pairs_left", [None, 40])
@pytest.mark.parametrize(("pairs", "first", "second"), [(0, 0, 0), (0, 60, 0), (3, 60, 60), (60, 60, 60)])
@pytest.mark.parametrize("measure", TrialMeasure)
def test_every_verdict_of_a_comparison_is_german(speech, finding, pairs_left, pairs, first, second, measure):
    judged = {Arm.FIRST: first, Arm.SECOND: second}
    trial = Trial("t", "2026-11-28T12:00:00+00:00", Varies.STYLE, "none", "support-1", measure, "key")
    result = SequentialResult(finding, pairs, 1.0, 1.0, None, -1.0, 1.0, pairs_left)
    words = verdict_words(ComparisonStanding(trial, COUNTS, judged, COUNTS, result))
    speech.use("de")
    said = inner_words(words)
    english = r"\b(?:is|are|were|drafts|this|their|not|by|outcomes|collect|if|shares|accepted|as|no|style|and)\b"
    assert re.findall(english, said, re.IGNORECASE) == []


@pytest.mark.parametrize(
    ("kind", "what", "shown"),
    [
        (
            ChangeKind.COMPARISON,
            "style none and support-1 side by side",
            "Vergleich: Stil keine und support-1 nebeneinander",
        ),
        (ChangeKind.COMPARISON, "the comparison ended", "Vergleich: der Vergleich ist beendet"),
        (ChangeKind.MODEL, "another base model", "Modell: ein anderes Grundmodell"),
        (ChangeKind.STYLE, "no style", "Stil: kein Stil"),
    ],
)
def test_changes_that_figures_are_cut_at_are_german(speech, kind, what, shown):
    speech.use("de")
    assert change_name(Change(1, "2026-11-28T12:00:00+00:00", kind, what)).endswith(f" · {shown}")


def test_no_text_is_kept_that_no_code_uses():
    """A constant that is named where it is made, and nowhere else."""
    desktop = ROOT / "app" / "citewell" / "desktop"
    code = {file: file.read_text("utf-8") for file in desktop.rglob("*.py")}
    dead = []
    for file, text in code.items():
        for node in ast.parse(text).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and "Msg(" in ast.unparse(node):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names = [one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]
                module = "citewell.desktop." + ".".join(file.relative_to(desktop).with_suffix("").parts)
                for name in names:
                    users = [
                        other
                        for other in code.values()
                        if re.search(rf"from {re.escape(module)} import (?:\([^)]*|[^\n(]*)\b{name}\b", other)
                    ]
                    if len(re.findall(rf"\b{name}\b", text)) < 2 and not users:
                        dead.append((file.name, name))
    assert dead == []


def test_no_two_templates_are_one():
    assert len({one.english for one in TEMPLATES}) == len(TEMPLATES)


def test_texts_are_given_to_the_catalogue_as_they_stand():
    """A text that is put together before it is looked up is in no catalogue."""
    made = []
    for file in (ROOT / "app" / "citewell" / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"tr", "trn", "Msg"}:
                made += [
                    (file.name, node.lineno) for one in node.args[:2] if isinstance(one, ast.JoinedStr | ast.BinOp)
                ]
    assert made == []
