"""A team's thresholds: fitted on its golden tickets, live only through the gate, kept, and taken back."""

from dataclasses import replace

import pytest

from citewell.application.evaluation.calibration import SETTING, TeamDecisions, WeightsInForce
from citewell.application.models.fitted import load_fitted
from citewell.domain.audit import AuditKind
from citewell.domain.drafts import Decision, Draft, ModelUse
from citewell.domain.errors import BadInputError
from citewell.evaluation.running import Bench
from citewell.pipeline.routing.confidence import signs_of
from citewell.pipeline.routing.routing import Judgement, TeamShift, moved
from citewell.storage.db.team_settings import TeamSettings

FITTED = load_fitted()
EDGE = 0.7
"""Where this team should begin to answer; the standard threshold is 0.5."""


class Drafts:
    """Decides by the number that a ticket holds."""

    def __init__(self, weights, confidence, wrong=()):
        self.shift, self.confidence, self.wrong = weights.shift, confidence, wrong

    def run(self, ticket, *, watch=None, cancel=None):
        probability = float(ticket.text.split()[1])
        threshold = moved(0.5, self.shift.answer)
        decision = Decision.ANSWER if probability >= threshold else Decision.REFUSE
        if self.shift.answer and ticket.text.split()[0] in self.wrong:
            decision = Decision.ESCALATE
        judgement = Judgement(decision, probability, "", threshold=threshold)
        signs = replace(signs_of(judgement, decision, [], [], []), fixed=False)
        sure = self.confidence.of(signs, self.shift)
        return Draft("d", decision, "text", (), (), sure, (), (), ModelUse("b", "s", "", ""), "p")


class Support:
    def score(self, claims, passages):
        return [1.0 for _ in claims]


class Audit:
    def __init__(self):
        self.lines = []

    def append(self, kind, subject, body=None):
        self.lines.append((kind, subject, body["action"]))


@pytest.fixture
def golden(tmp_path):
    lines = ["version: 1", "tickets:"]
    for i in range(40):
        probability = 0.02 + i / 41
        decision = "answer" if probability >= EDGE else "refuse"
        lines.append(f"  - {{id: t{i}, ticket: 't{i} {probability:.3f}', passages: [{{id: p, title: T, text: x}}],")
        lines.append(f"     expect: {{decision: {decision}}}}}")
    path = tmp_path / "golden.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def team(database, golden):
    def make(wrong=(), own=True):
        audit = Audit()
        decisions = TeamDecisions(
            WeightsInForce(TeamSettings(database), FITTED.decision),
            audit,
            lambda weights, confidence: Drafts(weights, confidence, wrong),
            lambda drafts: Bench(lambda _mode: drafts, Support(), (1, 1), "1"),
            lambda: ([golden] if own else [], []),
            FITTED,
        )
        return decisions, audit

    return make


def test_it_is_fitted_kept_and_read(team, database):
    decisions, audit = team()
    done = decisions.calibrate()
    assert done.active
    assert 0.4 < done.calibration.shift.answer <= 1.2
    assert done.calibration.decided[1] > done.calibration.decided[0]
    assert decisions._in_force.weights().shift.answer == done.calibration.shift.answer
    again, _ = team()
    assert again._in_force.weights().shift == decisions._in_force.weights().shift
    assert TeamSettings(database).load(SETTING)["tickets"] == 40
    assert audit.lines == [(AuditKind.SETTING, SETTING, "calibrated")]


def test_the_gate_keeps_out_what_makes_golden_tickets_worse(team):
    decisions, audit = team(wrong={f"t{i}" for i in range(28)})
    done = decisions.calibrate()
    assert not done.active
    assert done.reasons
    assert decisions._in_force.weights() == FITTED.decision
    assert decisions.shown() is None
    assert audit.lines == []


def test_it_is_taken_back(team):
    decisions, audit = team()
    decisions.calibrate()
    assert decisions.reset()
    assert decisions._in_force.weights().shift == TeamShift()
    assert not decisions.reset()
    assert [action for _, _, action in audit.lines] == ["calibrated", "reset"]


def test_without_golden_tickets_there_is_nothing_to_fit(team):
    decisions, _ = team(own=False)
    with pytest.raises(BadInputError, match="golden tickets of your own"):
        decisions.calibrate()
