# ruff: noqa: S311, PT018  seeded choices, no secrets
import json
import random
import re

import pytest
from training.drafter import own
from training.drafter.blocks import read_domains
from training.drafter.checking import passing
from training.drafter.data import divide
from training.drafter.faq import candidates as faq_candidates
from training.drafter.form import Candidate, Example, Passage, candidate, cite
from training.drafter.headings import questions_of
from training.drafter.held_out import held
from training.drafter.numbering import numbered
from training.drafter.replay import MAX_BYTES, line, pick
from training.drafter.slots import SLOT, Values
from training.drafter.ticket_phrases import GREETINGS
from training.drafter.tickets import direct, make_ticket, several

from citewell.models.fakes import WordVerifier
from citewell.pipeline.generation.citations import read_sentences


def a_reply(completion, text="Dogs are welcome. A dog costs 10 EUR a night."):
    return candidate(
        "reply", [(2, Passage("House rules › Pets", text))], "can i bring my dog?", completion,
        source="own", group="own/hotel", licence="Apache-2.0", kind="fact", held_out=False,
    )  # fmt: skip


def faults(*completions):
    return [wrong for _, wrong in passing([a_reply(text) for text in completions], WordVerifier())]


def test_an_example_has_the_form_of_the_apps_own_prompt():
    example = a_reply("A dog costs 10 EUR a night [2].").example
    assert example.system == "Answer the customer from the facts. Cite each sentence."
    assert example.user == (
        "[2] House rules › Pets: Dogs are welcome. A dog costs 10 EUR a night.\n\nCustomer: can i bring my dog?"
    )


def test_only_what_the_apps_check_lets_through_is_kept():
    kept, invented, uncited, unknown, apart = faults(
        "A dog costs 10 EUR a night [2].",
        "A dog costs 12 EUR a night [2].",
        "A dog costs 10 EUR a night.",
        "A dog costs 10 EUR a night [1].",
        "Breakfast buffets open early every weekday morning [2].",
    )
    assert kept == ""
    assert (invented, uncited, unknown) == ("literal", "uncited", "unknown number")
    assert apart


def test_a_part_that_no_document_answers_is_said_as_courtesy():
    assert faults("A dog costs 10 EUR a night [2]. " + own.UNKNOWN[0].format("when breakfast is served")) == [""]


def test_a_clarifying_completion_is_one_question():
    def asked(completion):
        return candidate(
            "clarify", [(1, Passage("Plans", "It depends."))], "hi", completion,
            source="own", group="g", licence="Apache-2.0", kind="own", held_out=False,
        )  # fmt: skip

    wrong = [
        w for _, w in passing([asked("Which plan?"), asked("Which plan? And when?"), asked("Tell me.")], WordVerifier())
    ]
    assert [bool(w) for w in wrong] == [False, True, True]


@pytest.fixture(scope="module")
def made():
    return own.candidates(3, 500)


def test_own_examples_are_the_same_for_the_same_seed(made):
    assert [c.example for c in own.candidates(3, 40)] == [c.example for c in made[:40]]


def test_own_examples_copy_every_literal_and_cite_every_statement(made):
    wrong = {w for _, w in passing(made, WordVerifier())}
    assert wrong <= {"", "unsupported"}  # the fake's vectors know no meaning


def test_own_examples_are_of_every_kind_and_cite_numbers_that_are_shown(made):
    assert {c.example.kind for c in made} == set(own.KINDS)
    for c in made:
        shown = {n for n, _ in c.passages}
        cited = {n for s in read_sentences(c.example.completion) for n in s.cites}
        assert cited and cited <= shown


def test_steps_are_cited_one_by_one(made):
    steps = [c.example.completion for c in made if c.example.kind == "steps"]
    assert steps
    assert all(re.match(r"1\. .*\[\d\]\.\n2\. ", text) for text in steps)


def test_each_template_can_be_asked_and_answered():
    for domain in read_domains():
        assert domain.titles, domain.name
        assert len(domain.of("fact")) >= 3, domain.name
        for topic in domain.topics:
            assert topic.asked, topic.id
            assert all(a.questions for a in topic.asked), topic.id
            if topic.kind == "choice":
                assert all(text.endswith("?") for a in topic.asked for text in a.answers), topic.id
            elif topic.kind != "steps":
                assert all("[*]" in text for a in topic.asked for text in a.answers), topic.id
            if topic.kind == "table":
                assert all(len(row) == len(topic.columns) for row in topic.rows), topic.id


def test_a_templates_answers_use_only_slots_of_its_facts():
    for domain in read_domains():
        for topic in domain.of("fact"):
            known = {m[1] + m[2] for fact in topic.facts for m in SLOT.finditer(fact)} | {"biz"}
            used = {m[1] + m[2] for a in topic.asked for text in a.answers for m in SLOT.finditer(text)}
            assert used <= known, f"{domain.name}/{topic.id}: {used - known}"


def test_a_slot_keeps_its_value_and_two_slots_differ():
    values = Values(random.Random(1))
    first = values.fill("{n1:1-2} {n2:1-2} {amount}", "x")
    assert values.fill("{n1} {n2} {amount}", "x") == first
    assert first.split()[0] != first.split()[1]


def test_what_is_held_out_is_held_out_as_a_whole():
    def one(group, i):
        example = Example("reply", "s", f"{group} {i}", "c", "own", group, "Apache-2.0")
        return Candidate(example, held_out=held(group))

    train, held_out = divide([one(f"g{g}", i) for g in range(40) for i in range(5)], 1)
    assert train and held_out
    assert not {e.group for e in train} & {e.group for e in held_out}


def test_duplicates_are_left_out():
    example = Example("reply", "s", "The same", "c", "own", "g", "Apache-2.0")
    again = Example("reply", "s", "the same", "another", "own", "g", "Apache-2.0")
    train, _ = divide([Candidate(example), Candidate(again)], 1)
    assert len(train) == 1


def test_a_ticket_keeps_codes_and_numbers():
    for seed in range(200):
        ticket = make_ticket("What does ERR-4622 mean at 12.50 EUR, see help.example.com/a1?", random.Random(seed))
        assert "ERR-4622" in ticket
        assert "12.50" in ticket
        assert "help.example.com/a1" in ticket


def test_the_phrases_of_the_pools_are_apart():
    def greetings(pool):
        tickets = [make_ticket("X?", random.Random(seed), pool) for seed in range(600)]
        return {g for g in GREETINGS if any(t.startswith((f"{g},", f"{g}!")) for t in tickets)}

    assert greetings("train")
    assert greetings("held_out")
    assert not greetings("train") & greetings("held_out")


def test_a_ticket_can_ask_for_two_things():
    assert len({several(["Is it open?", "Where is it?"], random.Random(s)) for s in range(20)}) > 10


def test_no_yes_where_the_question_cannot_be_answered_by_yes():
    assert direct("How much is it?", "Yes, it costs 3 EUR.") == "It costs 3 EUR."
    assert direct("Can I come? How much is it?", "Yes, it costs 3 EUR.") == "Yes, it costs 3 EUR."


@pytest.mark.parametrize(
    ("sentence", "cited"),
    [
        ("It is open.", "It is open [3]."),
        ("1. Open the menu", "1. Open the menu [3]."),
        ('He says "stop."', 'He says "stop" [3].'),
    ],
)
def test_marks_stand_before_the_stop(sentence, cited):
    assert cite(sentence, 3) == cited


def test_numbers_are_those_of_the_pipeline():
    passages = [Passage("a", "x"), Passage("b", "y"), Passage("c", "z")]
    found = [numbered(passages, random.Random(seed)) for seed in range(100)]
    assert all({p.place for _, p in pairs} == {"a", "b", "c"} and len({n for n, _ in pairs}) == 3 for pairs in found)
    assert any([n for n, _ in pairs] != [1, 2, 3] for pairs in found)
    assert all(1 <= n <= 5 for pairs in found for n, _ in pairs)


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("Change your location in the store", "How do I change my location in the store?"),
        ("Changing your plan", "How do I change my plan?"),
        ("Is it free?", "Is it free?"),
        ("If you need help with a kit", "What can I do if I need help with a kit?"),
        ("Set Up Direct Deposit", "How do I set up direct deposit?"),
    ],
)
def test_headings_become_questions(heading, question):
    assert question in questions_of(heading, "Help")


def test_headings_that_say_little_are_not_asked_for():
    assert questions_of("Overview", "Help") == []


def test_questions_and_answers_of_places_become_direct_answers(tmp_path):
    def context(i, q, a):
        return {"id": f"h{i}", "title": "LITTLE SEOUL", "text": f"Q: {q} A: {a}"}

    record = {
        "context": [
            context(1, "Do you take reservations?", "Little Seoul takes reservations."),
            context(2, "Do you allow pets?", "Pets are not allowed."),
        ],
        "gold_context": ["h1"],
        "answers": ["Would you like to book?"],
    }
    (tmp_path / "data/qa").mkdir(parents=True)
    (tmp_path / "data/qa/dstc9_val.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    completions = " ".join(c.example.completion for seed in range(8) for c in faq_candidates(tmp_path, seed))
    assert "Yes, Little Seoul takes reservations [" in completions
    assert "No, pets are not allowed [" in completions


def test_replay_holds_permitted_sources_only_and_stays_small():
    rows = [
        {
            "task": "reply",
            "kind": f"k{i % 7}",
            "source": source,
            "licence": licence,
            "user": "u" * 900,
            "completion": str(i),
        }
        for i in range(400)
        for source, licence in (("own", "Apache-2.0"), ("sharc", "CC-BY-SA-3.0"), ("bitext", "CDLA-Sharing-1.0"))
    ]
    chosen = pick(rows)
    assert {row["source"] for row in chosen} == {"own"}
    assert len({row["kind"] for row in chosen}) == 7
    assert sum(len(line(row).encode()) for row in chosen) <= MAX_BYTES
