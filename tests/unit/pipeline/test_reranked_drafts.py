"""The way of a ticket where a cross-encoder reads the passages."""

from dataclasses import replace

import pytest

from citewell.application.models.fitted import load_fitted
from citewell.application.models.resources import CLARIFY_PROMPT, load_template
from citewell.domain.drafts import Decision, GivenPassage, Ticket
from citewell.domain.errors import ModelError
from citewell.models.fakes import ScriptedGenerator, WordReranker
from citewell.pipeline.generation.clarification import Clarifier
from citewell.pipeline.retrieval.rerank import EVIDENCE
from citewell.pipeline.routing.routing import JudgedWeights

PARKING = "Parking is free for guests behind the house all day."
BREAKFAST = "Breakfast is served from seven to ten in the garden room."
BACKUPS = "On the Team plan, backups are kept for 13 days. On the Business plan, backups are kept for 63 days."
PLAIN = JudgedWeights(best=1.0, similarity=0.0, refuse=0.0, bias=0.0, threshold=0.5)
WEIGHTS = replace(load_fitted().decision, given=PLAIN, found=PLAIN)


def given(*texts: str) -> tuple[GivenPassage, ...]:
    return tuple(GivenPassage(f"p{i}", "", text) for i, text in enumerate(texts, start=1))


@pytest.fixture
def reranked(drafter):
    """Makes a pipeline with a reranker; the generator writes ``answers``."""

    def make(*answers: str, reranker=None):
        generator = ScriptedGenerator(answers)
        made = drafter(
            generators=lambda _mode: generator,
            reranker=reranker or WordReranker(),
            weights=lambda: WEIGHTS,
            clarifier=Clarifier(load_template(CLARIFY_PROMPT)),
        )
        return made, generator

    return make


def test_only_what_answers_is_written_from_and_all_may_be_cited(reranked):
    made, generator = reranked("Parking is free for guests behind the house all day [1].")
    draft = made.draft(Ticket("is parking free for guests", passages=given(BREAKFAST, PARKING)))
    assert draft.decision is Decision.ANSWER
    assert [citation.document for citation in draft.citations] == ["p2"]
    assert [citation.document for citation in draft.evidence] == ["p2", "p1"]
    assert "Breakfast" not in generator.requests[0].messages[-1].text
    assert "1 answer" in next(entry.note for entry in draft.trace if entry.stage == "judge")


def test_what_no_passage_answers_is_refused_though_it_is_near(reranked):
    made, _ = reranked()
    draft = made.draft(Ticket("guests want bicycles and umbrellas tomorrow morning", passages=given(PARKING)))
    assert draft.decision is Decision.REFUSE
    assert draft.confidence > 0.5


def test_an_answer_that_depends_is_asked_for(reranked):
    reranker = WordReranker(asks_back=["Team plan"])
    made, _ = reranked("Which plan are you on, Team or Business?", reranker=reranker)
    draft = made.draft(Ticket("how long are backups kept", passages=given(BACKUPS, PARKING)))
    assert draft.decision is Decision.CLARIFY
    assert draft.text.endswith("Which plan are you on, Team or Business?")
    assert draft.text.count("?") == 1
    assert [finding.rule for finding in draft.findings] == ["asks_back"]
    assert draft.citations == ()
    assert draft.evidence[0].document == "p1"


def test_what_cannot_be_asked_for_by_name_is_refused(reranked):
    """Formerly it was asked "could you tell us a little more about your case?", which helps nobody."""
    reranker = WordReranker(asks_back=["Parking"])
    made, _ = reranked("Tell us more.", reranker=reranker)
    draft = made.draft(Ticket("is parking free for guests", passages=given(PARKING, BREAKFAST)))
    assert draft.decision is Decision.REFUSE
    assert "more about your case" not in draft.text
    assert [finding.rule for finding in draft.findings] == ["near_misses"]
    assert "refused" in next(entry.note for entry in draft.trace if entry.stage == "clarify")


def test_a_part_without_an_answer_is_a_finding(reranked):
    made, _ = reranked("Parking is free for guests behind the house all day [1].")
    text = "Is parking free for guests behind the house all day? Do you also rent umbrellas and bicycles?"
    draft = made.draft(Ticket(text, passages=given(PARKING, BREAKFAST)))
    (finding,) = [finding for finding in draft.findings if finding.rule == "open_question"]
    assert "umbrellas" in finding.message
    assert "parking" not in finding.message


@pytest.mark.expects_log("the reranker failed")
def test_a_reranker_that_fails_leaves_the_order_of_the_search(reranked, drafter):
    class Broken:
        def score(self, pairs):
            raise ModelError("gone")

    made, _ = reranked("Parking is free for guests behind the house all day [1].", reranker=Broken())
    made = drafter(
        generators=lambda _mode: ScriptedGenerator(["Parking is free for guests behind the house all day [1]."]),
        reranker=Broken(),
        weights=lambda: replace(WEIGHTS, threshold=0.0),
    )
    draft = made.draft(Ticket("is parking free for guests", passages=given(*[PARKING] * (EVIDENCE + 3))))
    assert draft.decision is Decision.ANSWER
    assert len(draft.evidence) <= EVIDENCE
