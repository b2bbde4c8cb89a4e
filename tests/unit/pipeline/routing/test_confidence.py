"""The confidence of a draft."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.domain.drafts import Decision, Finding, Sentence, Severity
from citewell.pipeline.routing.confidence import HIGHEST, LOWEST, NAMES, Confidence, ConfidenceWeights, signs_of
from citewell.pipeline.routing.routing import Judgement, TeamShift

BY_SUPPORT = ConfidenceWeights({Decision.ANSWER: (0.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0, -2.0)})
JUDGEMENT = Judgement(Decision.ANSWER, 0.8, "", clarify=0.1, threshold=0.5, clarify_threshold=0.4)


def _signs(hit, support=0.9, findings=(), decision=Decision.ANSWER):
    sentence = Sentence("It is free.", (1,), 0, 11, factual=True, support=support, supported=True)
    return signs_of(JUDGEMENT, decision, [hit("It is free.", similarity=0.7, answers=0.9)], [sentence], findings)


def test_signs_of_a_draft(hit):
    findings = [Finding("extractive_draft", Severity.INFO, ""), Finding("open_question", Severity.WARN, "")]
    signs = _signs(hit, 0.6, findings)
    assert len(signs.values) == len(NAMES)
    assert (signs.support, signs.extractive, signs.open_parts, signs.named) == (0.6, 1.0, 1.0, 0.0)
    assert signs.lead == pytest.approx(0.9)
    assert signs.answer_margin > 0 > signs.clarify_margin
    assert not signs.fixed


def test_a_decision_that_no_threshold_made_is_fixed(hit):
    assert _signs(hit, decision=Decision.ESCALATE).fixed
    assert _signs(hit, decision=Decision.REFUSE).fixed


def test_less_support_is_less_confidence(hit):
    confidence = Confidence(BY_SUPPORT)
    low, high = (confidence.of(_signs(hit, support), TeamShift()) for support in (0.3, 0.9))
    assert low < 0.5 < high


def test_a_team_moves_it(hit):
    confidence = Confidence(BY_SUPPORT)
    plain = confidence.of(_signs(hit), TeamShift())
    assert confidence.of(_signs(hit), TeamShift(confidence=-1.0)) < plain
    assert 0.5 < confidence.of(_signs(hit), TeamShift(slope=0.5)) < plain


def test_a_decision_without_weights_has_the_plain_share(hit):
    signs = _signs(hit, decision=Decision.ESCALATE)
    assert Confidence(ConfidenceWeights(plain=0.9)).of(signs, TeamShift()) == pytest.approx(0.9)


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_it_is_never_certain(weight, offset):
    weights = ConfidenceWeights({Decision.ANSWER: (weight,) * 9})
    signs = signs_of(JUDGEMENT, Decision.ANSWER, [], [], [])
    assert LOWEST <= Confidence(weights).of(signs, TeamShift(confidence=offset)) <= HIGHEST
