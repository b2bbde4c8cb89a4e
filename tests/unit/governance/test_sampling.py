"""Drawing drafts for review: by risk, for good, and so that figures stay unbiased."""

import random

from citewell.evaluation.reports.reviewed import reviewed_accuracy, wilson
from citewell.governance.sampling import Facts, chance, permanent_number, share_changed
from citewell.storage.log.review_store import Verdict

PLAIN = Facts(0.9, "answer")


def test_risk_raises_the_chance():
    assert chance(PLAIN, 0.05) == chance(Facts(0.2, "refuse"), 0.05)
    assert chance(PLAIN, 0.05).probability == 0.05
    risky = Facts(0.2, "answer", frozenset({"block"}), frozenset({"rejected"}), 0.8, overridden=True)
    assert chance(risky, 0.05).probability == 1.0
    assert set(chance(risky, 0.05).risks) == {"not sure", "blocked", "rejected", "edited a lot", "overridden"}
    assert chance(risky, 0.0).probability == 0.0


def test_a_number_belongs_to_a_draft_for_good():
    numbers = [permanent_number("seed", str(n)) for n in range(4000)]
    assert numbers[:9] == [permanent_number("seed", str(n)) for n in range(9)]
    assert numbers[:9] != [permanent_number("other", str(n)) for n in range(9)]
    assert all(0 <= number < 1 for number in numbers)
    assert abs(sum(numbers) / len(numbers) - 0.5) < 0.02


def test_looking_at_risky_drafts_does_not_bias_the_figure():
    """Risky drafts are wrong more often and drawn more often; the weighed share is still that of all drafts."""
    numbers = random.Random(4)  # noqa: S311
    truth, verdicts = [], []
    for n in range(60_000):
        risky = numbers.random() < 0.1
        right = numbers.random() < (0.4 if risky else 0.95)
        drawn = chance(Facts(0.3 if risky else 0.9, "answer"), 0.05)
        truth.append(right)
        if permanent_number("seed", str(n)) < drawn.probability:
            verdicts.append((drawn.probability, Verdict.RIGHT if right else Verdict.WRONG))
    share = sum(truth) / len(truth)
    found = reviewed_accuracy(verdicts)
    assert abs(found.accuracy - share) < 0.02
    assert found.low < share < found.high
    assert found.plain < share - 0.1  # what it would be without weights
    assert found.effective < found.judged


def test_figures_without_verdicts():
    assert reviewed_accuracy([]).accuracy is None
    assert reviewed_accuracy([(0.5, Verdict.UNCLEAR)]).judged == 0
    sure = reviewed_accuracy([(0.1, Verdict.RIGHT)] * 20)
    assert sure.accuracy == 1.0
    assert 0.8 < sure.low < 0.9
    assert reviewed_accuracy([(1.0, Verdict.HARMFUL), (1.0, Verdict.RIGHT)]).harmful == 0.5
    low, high = wilson(0.5, 100)
    assert (round(low, 3), round(high, 3)) == (0.404, 0.596)


def test_edits():
    assert share_changed("Ten days.", "Ten days.") == 0
    assert share_changed("Ten days.", "") == 1
    assert 0 < share_changed("It takes ten days.", "It takes two days.") < 0.4
