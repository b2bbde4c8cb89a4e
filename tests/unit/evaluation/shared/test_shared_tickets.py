"""Shared tickets: how they are read, what of them is told as wrong, and how drafts of them are scored."""

import json
from dataclasses import replace

import pytest

from citewell.domain.drafts import Decision
from citewell.domain.errors import BadInputError
from citewell.evaluation.scores.fact_match import is_worded
from citewell.evaluation.scores.scoring import score_draft
from citewell.evaluation.shared.tickets import KEYS, read_shared

LINE = {
    "id": "shop-a-001",
    "kb": "shop",
    "ticket": "when are refunds back?",
    "fields": {"region": "DE"},
    "decision": "answer",
    "gold_documents": ["a.md"],
    "gold_quotes": ["Refunds take 14 days."],
    "reply": "Refunds take 14 days [1].",
    "must_state": [["14 days", "two weeks"], ["refunds"]],
    "must_not_state": ["30 days", "5%"],
    "kind": "fact",
    "note": "none",
}


@pytest.fixture
def root(tmp_path):
    """Knowledge bases ``shop`` and ``bank``."""
    folder = tmp_path / "kb"
    for name in ("shop", "bank"):
        (folder / name).mkdir(parents=True)
        (folder / name / "a.md").write_text("Refunds take 14 days.")
    return folder


@pytest.fixture
def write(tmp_path):
    def make(*lines, name="t.jsonl"):
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        (tmp_path / name).write_text("\n".join(texts) + "\n")
        return tmp_path / name

    return make


def test_a_line_becomes_a_golden_ticket(write, root):
    found = read_shared([write(LINE)], root)
    (golden,) = found.tickets
    assert (golden.id, golden.kb, golden.kind, golden.file) == ("shop-a-001", "shop", "fact", "t.jsonl")
    assert (golden.ticket.text, golden.ticket.region, golden.ticket.passages) == (LINE["ticket"], "DE", None)
    assert golden.expect.decisions == (Decision.ANSWER,)
    assert golden.expect.documents == ("a.md",)
    assert golden.expect.facts == (("14 days", "two weeks"), ("refunds",))
    assert golden.expect.forbidden == (("30 days",), ("5%",))
    assert found.folders == {"shop": root / "shop"}
    assert len(found.files[0].sha256) == 64


def test_the_root_may_be_the_knowledge_base_itself(write, root):
    assert read_shared([write(LINE)], root / "shop").folders == {"shop": root / "shop"}
    (root / "shop" / "shop").mkdir()
    (root / "shop" / "shop" / "a.md").write_text("Inner.")
    assert read_shared([write(LINE)], root / "shop").folders == {"shop": root / "shop" / "shop"}


def test_all_mistakes_are_told_at_once_with_line_and_mend(write, root, tmp_path):
    path = write(
        '{"id": 1,',
        [],
        {key: value for key, value in LINE.items() if key not in {"kind", "note"}},
        LINE | {"id": "b", "decision": "perhaps"},
        LINE | {"id": "c", "kb": "nosuch"},
        LINE | {"id": "d", "kb": "nosuch"},
        LINE | {"id": "e", "gold_documents": ["b.md"]},
        LINE,
        LINE,
        LINE | {"id": "f", "must_state": []},
        LINE | {"id": "g", "kb": "../kb/shop"},
        LINE | {"id": "h", "decision": None},
    )
    with pytest.raises(BadInputError) as caught:
        read_shared([path, tmp_path / "gone.jsonl"], root)
    told = str(caught.value)
    for line, said in (
        (1, "not JSON"),
        (2, "must be one JSON object"),
        (3, "'kind', 'note' are missing. Add what is missing."),
        (4, "'decision' must be one of answer, clarify, refuse, escalate, not 'perhaps'"),
        (5, f"no knowledge base 'nosuch' in {root} (there are: bank, shop), which 2 tickets ask. Mend the name"),
        (7, f"no document 'b.md' in {root / 'shop'}. Mend its path."),
        (9, f"the id 'shop-a-001' is taken at {path}:8. Choose another"),
        (10, "an answer needs 'must_state'"),
        (11, "no knowledge base '../kb/shop'"),
        (12, "'decision' is missing. Add it."),
    ):
        assert any(one.startswith(f"{path}:{line}: ") and said in one for one in told.splitlines()), (line, told)
    assert "gone.jsonl:1: " in told
    assert f"{path}:6:" not in told  # told once for each knowledge base


def test_an_id_stands_once_over_all_files(write, root):
    first, second = write(LINE, name="one.jsonl"), write(LINE, name="two.jsonl")
    with pytest.raises(BadInputError, match=rf"two.jsonl:1: the id 'shop-a-001' is taken at {first}:1"):
        read_shared([first, second], root)
    assert len(read_shared([first, first], root).tickets) == 1


def test_no_folder_and_no_ticket(write, root, tmp_path):
    with pytest.raises(BadInputError, match="There is no folder"):
        read_shared([write(LINE)], tmp_path / "nosuch")
    with pytest.raises(BadInputError, match="There is no ticket"):
        read_shared([write("")], root)


@pytest.mark.parametrize("key", sorted(set(KEYS) - {"gold_quotes", "reply", "note"}))
def test_what_counts_for_a_row_changes_the_digest(write, root, key):
    other = {
        "id": "x",
        "kb": "bank",
        "ticket": "and now?",
        "fields": {},
        "decision": "refuse",
        "gold_documents": ["a.md", "a.md"],
        "must_state": [["14 days"]],
        "must_not_state": [],
        "kind": "table",
    }
    (before,), (after,) = (read_shared([write(line)], root).tickets for line in (LINE, LINE | {key: other[key]}))
    assert (before.digest == after.digest) == (key == "id")


@pytest.mark.parametrize(
    ("text", "wording", "stated"),
    [
        ("It  takes\n14 Days.", "14 days", True),
        ("You’ll see “Roll Back” [1] now", 'you\'ll see "roll back" now', True),
        ("Press tagging", "tag", True),
        ("It takes 114 days", "14 days", False),
        ("A fee of 1.5% applies", "5%", False),
        ("A fee of 5% applies", "5%", True),
        ("Take 3.7.2022.01", "3.7.2022", True),
        ("Take 3.7.20221", "3.7.2022", False),
        ("use back\\slash", "backslash", True),
        ("anything", " ", False),
    ],
)
def test_wordings_are_parts_of_the_text(text, wording, stated):
    assert is_worded(text, wording) is stated


def test_drafts_are_scored_by_any_wording(write, root, draft, support):
    (golden,) = read_shared([write(LINE)], root).tickets
    right = score_draft(golden, draft("Refunding takes TWO  weeks [1]."), support)
    assert (right.decision_right, right.gold_cited) == (True, True)
    assert right.facts_stated == ("14 days",)  # under its first wording
    assert right.facts_missing == ("refunds",)
    assert score_draft(golden, draft("Refunds: fourteen days [1]."), support).facts_missing == ()  # as ``states`` does
    wrong = score_draft(golden, draft("Refunds take 14 days, not 30  DAYS [2]. A fee of 15% applies [2]."), support)
    assert (wrong.forbidden, wrong.forbidden_stated, wrong.gold_cited) == (2, ("30 days",), False)


def test_facts_count_for_answers_alone_and_forbidden_ones_for_all(write, root, draft, support):
    (golden,) = read_shared([write(LINE | {"decision": "refuse", "gold_documents": []})], root).tickets
    score = score_draft(golden, draft("It is 30 days.", decision=Decision.REFUSE), support)
    assert (score.decision_right, score.facts_stated, score.facts_missing) == (True, (), ())
    assert score.forbidden_stated == ("30 days",)
    (answer,) = read_shared([write(LINE)], root).tickets
    refused = score_draft(answer, draft("Refunds take 14 days.", decision=Decision.REFUSE), support)
    assert (refused.facts_stated, refused.gold_cited) == ((), False)


def test_golden_tickets_of_a_team_are_scored_as_before(golden, draft, support):
    ticket = golden(facts=(("fund",),))
    assert score_draft(ticket, draft(), support).facts_missing == ("fund",)
    worded = replace(ticket, expect=replace(ticket.expect, as_worded=True))
    assert score_draft(worded, draft(), support).facts_missing == ()
    assert worded.digest == ticket.digest  # without a knowledge base nothing changes
