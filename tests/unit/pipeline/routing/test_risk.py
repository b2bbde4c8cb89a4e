"""Tickets that a person must answer: by words, by meaning, and what the draft is then."""

import base64
import json
from dataclasses import replace

import numpy as np
import pytest
from tests.support import FILES, TODAY, write_files

from citewell.application.policies.policies import Policies
from citewell.domain.drafts import Decision, GivenPassage, Level, Mode, Ticket
from citewell.domain.errors import ModelError
from citewell.governance.policy.checking import Reply
from citewell.governance.policy.merging import Policy
from citewell.governance.policy.packs import Pack, Risk
from citewell.knowledge.ingest import IndexOptions
from citewell.models.fakes import HashingEmbedder, WordRisk
from citewell.pipeline.routing.risk import DECIDES, HINTS, WITH_WORDS, RiskDetector, read_layer

HOLDING = {"en": "Thank you. A colleague answers.", "de": "Danke. Eine Kollegin antwortet."}
LEGAL = Risk("legal", "p", "Legal threat", "Legal", HOLDING, words=("my lawyer*",), unless=("my lawyer friend",))
PRESS = Risk("press", "p", "Press", "Communications", HOLDING, examples=("the evening paper prints this story",))
EUROPE = Risk("eu", "p", "Europe", "EU desk", HOLDING, words=("european matter",), regions=("EU",))


def policy(*risks: Risk) -> Policy:
    return Policy((Pack("p", "1", "P", "p.yaml", "", risks=risks),))


def detector(*risks: Risk, **parts) -> RiskDetector:
    return RiskDetector(
        lambda: policy(*risks), parts.get("embedder", HashingEmbedder()), parts.get("layer"), parts.get("classifier")
    )


def found(ticket: str, *risks: Risk, region: str = "") -> list[str]:
    return [one.risk.id for one in detector(*risks).find(ticket, region)]


def test_words_tell_wherever_they_stand():
    long = "The lamp is fine. " * 400 + "My lawyers will write.\n" + "Thanks. " * 400
    (risk,) = detector(LEGAL).find(long)
    assert (risk.by_words, long[risk.start : risk.end]) == (True, "My lawyers")
    assert found("My lawyer friend likes the lamp.", LEGAL) == []
    assert found("Where is my parcel?", LEGAL) == []


def test_meaning_tells_by_examples():
    assert found("Good day. The evening paper prints this story soon.", PRESS) == ["press"]
    assert found("Where is my parcel?", PRESS) == []


def test_words_come_first_then_the_order_of_the_packs():
    ticket = "The evening paper prints this story. My lawyer says so."
    assert found(ticket, PRESS, LEGAL) == ["legal", "press"]


def test_a_risk_of_a_region_holds_there():
    assert found("A European matter.", EUROPE, region="DE") == ["eu"]
    assert found("A European matter.", EUROPE, region="US") == []
    assert found("A European matter.", EUROPE) == []


def layer_text(**changes) -> str:
    weights = np.zeros((2, 384), "<f2")
    weights[1] = np.frombuffer(HashingEmbedder().embed(["burning sofa"])[0], "<f4") * 20
    layer = {
        "embedder": "hashing",
        "topics": ["plain", "press"],
        "bias": [5.0, 0.0],
        "weights": base64.b64encode(weights.tobytes()).decode(),
    }
    return json.dumps(layer | changes)


LEARNT = replace(LEGAL, id="press", examples=("the court decides",))
"""A risk that ships: the layer knows its id."""


def weighed(ticket: str, probability: float, *risks: Risk) -> list[tuple[str, bool, bool]]:
    """Risks with whether words told them, and whether they decide, where the whole ticket is so risky."""
    risky = detector(*risks, layer=read_layer(layer_text()), classifier=WordRisk({"": probability}))
    return [(one.risk.id, one.by_words, one.decides) for one in risky.find(ticket)]


def test_words_of_a_shipped_risk_need_a_second_sign():
    """A plain question that names a lawyer is no threat: formerly a single phrase handed it over."""
    assert weighed("My lawyer wants an invoice.", 0.0, LEARNT) == [("press", True, False)]
    assert weighed("My lawyer will write to you.", WITH_WORDS, LEARNT) == [("press", True, True)]


def test_a_ticket_that_reads_risky_as_a_whole_needs_no_words():
    assert weighed("Burning sofa!", DECIDES, PRESS) == [("press", False, True)]
    assert weighed("Burning sofa!", (DECIDES + HINTS) / 2, PRESS) == [("press", False, False)]
    assert weighed("Burning sofa!", HINTS / 2, PRESS) == []


def test_words_of_a_homes_own_risk_decide_alone():
    assert weighed("Ask my lawyer.", 0.0, LEGAL, PRESS) == [("legal", True, True)]


def test_the_layer_says_which_risk_it_is_and_examples_where_it_does_not_fit():
    risks = (replace(PRESS, id="other"), PRESS)
    fire = WordRisk({"": 0.99})
    fitting = detector(*risks, layer=read_layer(layer_text()), classifier=fire)
    assert [one.risk.id for one in fitting.find("Burning sofa!") if one.decides] == ["press"]
    unfit = detector(
        PRESS, LEARNT, layer=read_layer(layer_text(embedder="another", topics=["plain", "press"])), classifier=fire
    )
    assert [one.risk.id for one in unfit.find("So the court decides.")] == ["press"]


def test_the_whole_ticket_is_read_once():
    classifier = WordRisk({})
    detector(PRESS, layer=read_layer(layer_text()), classifier=classifier).find("One. Two. Three?")
    assert classifier.tickets == ["One. Two. Three?"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", layer_text(weights="?"), layer_text(weights="AAAA"), layer_text(bias="x")]
)
def test_a_damaged_layer_is_told(text):
    with pytest.raises(ModelError, match="Install Citewell again"):
        read_layer(text)


class _Dying:
    def risk(self, tickets):
        raise ModelError("gone")


@pytest.mark.expects_log("risks are told by words alone: ModelError")
def test_words_decide_where_the_classifier_fails():
    (risk,) = detector(LEARNT, layer=read_layer(layer_text()), classifier=_Dying()).find("Ask my lawyer.")
    assert (risk.risk, risk.decides) == (LEARNT, True)


RISKY = Ticket("Can you return an annual plan within 14 days? My lawyer wants to know.", as_of=TODAY)


@pytest.fixture
def indexed(services, tmp_path):
    services.ingest.run(IndexOptions(write_files(tmp_path / "kb", FILES)))
    return services


@pytest.mark.parametrize(
    "ticket",
    [
        RISKY,
        Ticket(RISKY.text, mode=Mode.NO_CONTEXT),
        Ticket(RISKY.text, mode=Mode.RAG),
        Ticket(RISKY.text, passages=(GivenPassage("a", "A", FILES["refunds.md"]),)),
    ],
)
def test_a_risky_ticket_is_answered_by_a_holding_reply(indexed, drafter, ticket):
    draft = drafter(risk=detector(LEGAL)).draft(ticket)
    assert (draft.decision, draft.text, draft.citations) == (Decision.ESCALATE, HOLDING["en"], ())
    assert [sentence.factual for sentence in draft.sentences] == [False, False]
    (finding,) = draft.findings
    assert finding.rule == "escalate"
    for part in ("Legal threat", "“My lawyer”", "Hand this ticket to: Legal", "p/legal"):
        assert part in finding.message
    assert [entry.stage for entry in draft.trace] == ["mask", "risk", "final"]
    assert indexed.models.generator().requests == []
    assert 0.9 <= draft.confidence <= 1
    assert [entry.draft["decision"] for entry in indexed.log.entries()] == ["escalate"]


def test_the_holding_reply_is_in_the_tickets_language(indexed, drafter):
    german = Ticket("Ich habe die Lampe nicht und my lawyer wird für mich schreiben, das ist mit der Bank so.")
    assert drafter(risk=detector(LEGAL)).draft(german).text == HOLDING["de"]


def test_a_plain_ticket_goes_its_way(indexed, drafter):
    draft = drafter(risk=detector(LEGAL), threshold=2.0).draft(Ticket("Where is my parcel?", as_of=TODAY))
    assert draft.decision is Decision.REFUSE
    assert ("risk", "none found") in [(entry.stage, entry.note) for entry in draft.trace]


def test_levels_below_a_reply_name_the_risk(indexed, drafter):
    draft = drafter(risk=detector(LEGAL), levels=indexed.parts.levels).draft(Ticket(RISKY.text, level=Level.SUMMARY))
    assert draft.decision is Decision.ANSWER
    assert "escalate" in [finding.rule for finding in draft.findings]


def test_the_shipped_packs_have_wordings_that_keep_their_own_rules(tmp_path):
    checker = Policies(tmp_path).checker()
    for risk in checker.policy.risks.values():
        assert {"en", "de", "fr", "es"} <= set(risk.holding)
        for text in risk.holding.values():
            broken = [one for one in checker.check(Reply(text)) if one.severity != "info"]
            assert broken == [], (risk.id, broken)
            assert not any(character.isdigit() for character in text)


def test_a_hint_is_told_beside_the_draft_and_decides_nothing(indexed, drafter):
    hinted = detector(LEARNT, layer=read_layer(layer_text()), classifier=WordRisk({}))
    draft = drafter(risk=hinted).draft(RISKY)
    assert draft.decision is Decision.ANSWER
    (finding,) = [one for one in draft.findings if one.rule == "possible_risk"]
    assert "Legal" in finding.message
    assert "My lawyer" in finding.message
