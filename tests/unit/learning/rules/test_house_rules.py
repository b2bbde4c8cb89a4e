"""House rules out of edits, told in words; retired phrases and planning beside them."""

import random

import pytest
from benchmarks.learning_tickets import RULES, tickets
from tests.unit.learning.learning_doubles import house, topic_draft

from citewell.learning.rules.house_rules import find_rules, follows_all, share_following
from citewell.learning.training.lora import TrainingExample
from citewell.learning.training.planning import plan_effort
from citewell.learning.training.replay_mix import load_replay, sample_replay


def words_of(pairs):
    return [rule.words for rule in find_rules(pairs)]


def test_greeting_closing_and_a_mark_that_goes():
    rules = find_rules([(topic_draft(i), house(topic_draft(i))) for i in range(30)])
    assert [rule.words for rule in rules] == [
        "Finals begin with 'Hello,' (100%)",
        "Finals end with 'Best wishes Team Acme' (100%)",
        "Finals hold no exclamation marks (100% of 30 drafts that held some)",
    ]
    assert follows_all(rules, "Hello,\nall [1] is well.\nBest wishes\nTeam Acme")
    assert not follows_all(rules, "Hello,\nall is well!\nBest wishes\nTeam Acme")
    assert not follows_all(rules, "All is well.\nBest wishes\nTeam Acme")
    assert share_following(rules, [house("A!"), "B!"])["all"] == 0.5


def test_a_rule_that_three_of_four_follow_is_found_and_one_that_half_follow_is_not():
    pairs = [(topic_draft(i), house(topic_draft(i)) if i % 4 else topic_draft(i) + " Bye.") for i in range(40)]
    assert "Finals begin with 'Hello,' (75%)" in words_of(pairs)
    pairs = [(topic_draft(i), house(topic_draft(i)) if i % 2 else topic_draft(i) + " Bye.") for i in range(40)]
    assert not any("begin" in words for words in words_of(pairs))


def test_what_the_drafts_have_already_is_no_rule():
    pairs = [(house(topic_draft(i)), house(topic_draft(i)).replace("You can", "You may")) for i in range(30)]
    assert words_of(pairs) == ["Finals say 'may' instead of 'can' (100% of 30)"]


def test_no_rules_from_few_or_unchanged_pairs():
    assert find_rules([(topic_draft(i), topic_draft(i)) for i in range(30)]) == ()
    assert find_rules([(topic_draft(i), house(topic_draft(i))) for i in range(4)]) == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("default", ["begin with 'Hello,'", "end with 'Best wishes Your support team'", "no exclamation marks"]),
        ("named", ["begin with 'Dear Anna,'", "end with 'Kind regards, The Northwind team'", "no exclamation marks"]),
        ("british", ["begin with 'Good day,'", "no American spellings", "no contractions"]),
    ],
)
def test_rules_of_whole_teams(name, expected):
    chance, pairs = random.Random(1), []  # noqa: S311  repeatable
    for ticket in tickets(120, 5):
        draft = max((passage.text for passage in ticket.passages), key=len)
        final = RULES[name].edit(draft, chance)
        pairs.append((draft, final.replace(final.split("\n")[0], "Dear Anna,") if name == "named" else final))
        assert all(test(final) for rule, test in RULES[name].tests.items())
    found = words_of(pairs)
    for words in expected:
        assert any(words in one for one in found), found
    assert not any("instead" in one for one in found)


def test_a_placeholder_stands_for_a_name_or_none():
    rules = find_rules([(topic_draft(i), f"Dear <NAME>, {topic_draft(i)}") for i in range(10)])
    texts = ("Dear <NAME>, x", "Dear Ms Berg, x", "Dear, x", "Hi, x")
    assert [rule.follows(text) for rule in rules for text in texts] == [True, True, True, False]


@pytest.mark.parametrize(
    ("style", "replay", "minutes", "epochs", "general"),
    [(75_000, 200_000, 40, 4.0, 75_000), (75_000, 0, 40, 4.0, 0), (10_000, 50_000, 40, 12.0, 10_000)],
)
def test_epochs_and_general_examples_fit_the_time(style, replay, minutes, epochs, general):
    effort = plan_effort(style, replay, minutes * 60 * 0.85, 420.0)
    assert (effort.epochs, effort.replay_tokens, effort.fits) == (epochs, general, True)
    assert effort.seconds <= minutes * 60 * 0.85


def test_less_time_takes_general_examples_first_then_epochs_then_the_end():
    efforts = [plan_effort(75_000, 75_000, seconds, 420.0) for seconds in (1500, 1200, 900, 500, 30)]
    assert [effort.replay_tokens for effort in efforts] == sorted((e.replay_tokens for e in efforts), reverse=True)
    assert [effort.epochs for effort in efforts] == sorted((e.epochs for e in efforts), reverse=True)
    assert [effort.fits for effort in efforts] == [True, True, True, True, False]
    assert efforts[-1].seconds == 30


def test_general_examples_are_chosen_evenly_and_by_seed(tmp_path):
    assert load_replay(tmp_path / "none.jsonl") == []
    examples = [
        (task, TrainingExample("s", f"{task} {i}", "c" * 100)) for task in ("reply", "crm", "style") for i in range(50)
    ]
    chosen = sample_replay(examples, 1000, 1)
    assert chosen == sample_replay(examples, 1000, 1)
    assert chosen != sample_replay(examples, 1000, 2)
    tasks = [task for task, _ in chosen]
    assert abs(tasks.count("reply") - tasks.count("crm")) <= 1
    assert "style" not in tasks
    assert sample_replay(examples, 0, 1) == []
