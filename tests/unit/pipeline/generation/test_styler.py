"""The house's voice around the draft's statements: none lost, none changed, none added."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import FILES, TODAY, write_files

from citewell.domain.drafts import Decision, Severity, Ticket
from citewell.domain.learning import RetiredPhrase
from citewell.knowledge.ingest import IndexOptions
from citewell.models.fakes import ScriptedGenerator
from citewell.pipeline.generation.citations import read_sentences
from citewell.pipeline.generation.extractive_answer import framed
from citewell.pipeline.generation.styler import Styler, repair
from citewell.pipeline.levels.level_writer import TaskPrompt

PROMPT = TaskPrompt("style-1", "Rewrite the reply.", "{reply}", 400)
FIRST = "You can return the lamp within 30 days of delivery [1]."
SECOND = "The refund of 49.90 EUR is paid to your card within 5 days [2]."
DRAFT = f"Thank you for your message.\n\n{FIRST} {SECOND}\n\nPlease let us know if anything is unclear."
HOUSE = "Hi there,\n\n{}\n\nKind regards,\nThe Acme team"
STEPS = "1. Open the menu [1].\n2. Choose Reset [1].\n3. Wait for the green light [1]."


def statements(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(sentence.text, sentence.cites) for sentence in read_sentences(text) if sentence.cites]


def test_a_faithful_rewriting_is_taken_whole():
    styled = HOUSE.format(f"The lamp can be returned within 30 days of delivery [1]. {SECOND}")
    assert repair(DRAFT, styled).text == styled


@pytest.mark.parametrize(
    "damaged",
    [
        FIRST.replace("30", "60"),
        FIRST.replace(" [1]", ""),
        FIRST.replace("[1]", "[2]"),
        FIRST.replace("can", "can not"),
        "You can return the lamp within 30 days of delivery and keep the box [1].".replace(
            "keep the box", "win prizes, gifts, tea"
        ),
        "",
    ],
)
def test_a_statement_that_was_damaged_is_the_drafts_own(damaged):
    styled = HOUSE.format(f"{damaged} {SECOND}".strip())
    assert repair(DRAFT, styled).text == HOUSE.format(f"{FIRST} {SECOND}")


def test_what_the_model_adds_is_removed():
    styled = HOUSE.format(f"{FIRST} {SECOND} Shipping costs nothing on Sundays.")
    assert repair(DRAFT, styled).text == HOUSE.format(f"{FIRST} {SECOND}")


def test_a_voice_that_loses_everything_keeps_its_greeting():
    text = repair(DRAFT, HOUSE.format("All is well with us.")).text
    assert text.startswith("Hi there,")
    assert text.endswith("Kind regards,\nThe Acme team")
    assert statements(text) == statements(DRAFT)


def test_steps_stay_line_by_line_and_are_not_shown_to_the_model():
    draft = f"Thank you for your message.\n\n{FIRST}\n{STEPS}\n\nPlease let us know if anything is unclear."
    generator = ScriptedGenerator([HOUSE.format(FIRST)])
    shown = []

    def generate(request):
        shown.append(request.messages[-1].text)
        return HOUSE.format(FIRST)

    styled = Styler(PROMPT).style(draft, generator, generate)
    assert styled.text == HOUSE.format(f"{FIRST}\n{STEPS}")
    assert "Reset" not in shown[0]


def test_steps_before_the_prose_come_first():
    text = repair(f"Hello,\n\n{STEPS}\n\n{SECOND}", HOUSE.format(SECOND)).text
    assert statements(text) == statements(f"{STEPS}\n{SECOND}")
    assert f"Hi there,\n\n{STEPS}" in text


def test_a_text_that_does_not_end_is_not_shown():
    styled = Styler(PROMPT).style(DRAFT, ScriptedGenerator(), lambda request: "word " * request.max_tokens)
    assert (styled.text, styled.note) == ("", "the model did not come to an end")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                FIRST,
                SECOND,
                "Hi there,",
                "Thank you!",
                "All lamps are free.",
                FIRST.replace("30", "40"),
                STEPS,
                "[9]",
                "\n\n",
                "Best wishes.",
                "[1]",
                "Wow",
            ]
        ),
        max_size=8,
    ),
    st.sampled_from([" ", "\n", "\n\n"]),
)
def test_every_statement_is_there_once_whatever_the_model_writes(parts, gap):
    text = repair(DRAFT, gap.join(parts)).text
    found = [re.sub(r"^(?:Wow |Hi there, )+", "", " ".join(sentence.split())) for sentence, _ in statements(text)]
    assert sorted(found) == sorted(sentence for sentence, _ in statements(DRAFT))
    assert "free" not in text
    assert "40" not in text


def test_retired_phrases_are_pointed_out():
    styler = Styler(PROMPT, lambda: (RetiredPhrase("kindly note", "please note"), RetiredPhrase("asap")))
    findings = styler.retired_findings("Kindly note: we send it ASAP. Kindly notebooks.")
    assert [(f.rule, f.severity, f.start, f.end) for f in findings] == [
        ("retired_phrase", Severity.WARN, 0, 11),
        ("retired_phrase", Severity.WARN, 24, 28),
    ]
    assert "“please note”" in findings[0].message


# --- in the way of a ticket ------------------------------------------------------------------------------------------

TICKET = Ticket(
    "Can you return an annual plan within 14 days of the purchase and receive the full amount?", as_of=TODAY
)
GOOD = "You can return an annual plan within 14 days of the purchase and receive the full amount [1]."


@pytest.fixture
def indexed(services, tmp_path):
    services.ingest.run(IndexOptions(write_files(tmp_path / "kb", FILES)))
    return services


def rules(draft) -> list[str]:
    return [finding.rule for finding in draft.findings]


def stages(draft) -> list[str]:
    return [entry.stage for entry in draft.trace]


def test_a_draft_goes_through_a_learned_style_and_is_checked_again(indexed, drafter):
    indexed.models.generator().enqueue(GOOD)
    indexed.models.generator().enqueue(HOUSE.format(GOOD))
    draft = drafter(styler=Styler(PROMPT), styling=indexed.models.generator).draft(TICKET)
    assert draft.text == HOUSE.format(GOOD)
    assert stages(draft)[-5:] == [
        "draft_with_context",
        "policy_checker",
        "fine_tuned_styler",
        "policy_checker",
        "final",
    ]
    assert (draft.decision, rules(draft)) == (Decision.ANSWER, [])
    assert [sentence.factual for sentence in draft.sentences] == [False, True, False, False]


def test_without_a_learned_style_there_is_no_second_pass(indexed, drafter):
    indexed.models.generator().enqueue(GOOD)
    draft = drafter(styler=Styler(PROMPT)).draft(TICKET)
    assert draft.text == framed(GOOD, TICKET.text)
    assert "fine_tuned_styler" not in stages(draft)


def test_the_extractive_draft_is_styled_too(indexed, drafter):
    indexed.models.generator().enqueue("Nothing of use.")
    indexed.models.generator().enqueue("Hi there,\n\nKind regards,\nThe Acme team")
    draft = drafter(styler=Styler(PROMPT), styling=indexed.models.generator).draft(TICKET)
    assert draft.text.startswith("Hi there,")
    assert draft.text.endswith("Kind regards,\nThe Acme team")
    assert "14 days" in draft.text
    assert "extractive_draft" in rules(draft)


def test_a_style_that_writes_nothing_leaves_the_draft(indexed, drafter):
    indexed.models.generator().enqueue(GOOD)
    draft = drafter(styler=Styler(PROMPT), styling=indexed.models.generator).draft(TICKET)
    assert (draft.text, rules(draft)) == (framed(GOOD, TICKET.text), ["style_not_applied"])


def test_what_breaks_a_rule_is_not_shown(indexed, drafter, monkeypatch):
    indexed.models.generator().enqueue(GOOD)
    indexed.models.generator().enqueue("The promise of a lifetime has no bounds.")
    monkeypatch.setattr("citewell.pipeline.generation.styler.is_courtesy", lambda _text: True)
    draft = drafter(styler=Styler(PROMPT), styling=indexed.models.generator).draft(TICKET)
    assert draft.text == framed(GOOD, TICKET.text)
    assert "uncited_sentence" in next(f.message for f in draft.findings if f.rule == "style_not_applied")
