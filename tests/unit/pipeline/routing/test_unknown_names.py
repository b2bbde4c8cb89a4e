"""Names that are asked about and that no passage knows."""

import pytest

from citewell.application.models.fitted import load_fitted
from citewell.domain.documents import Hit
from citewell.domain.drafts import Decision
from citewell.pipeline.intake.query import queries_of
from citewell.pipeline.routing.routing import decide
from citewell.pipeline.routing.unknown_names import unknown_names


def hit(text: str, answers: float = 0.9) -> Hit:
    return Hit(
        1, 1, "sync.md", "Calendar sync", (), text, text, 0, len(text), score=1.0, similarity=0.6, answers=answers
    )


HITS = [hit("Bookings are sent to Google Calendar every five minutes, in every plan.")]


@pytest.mark.parametrize(
    ("ticket", "names"),
    [
        ("Hi team, does the calendar sync clients with HubSpot as well? Thanks for your help with this.", ("HubSpot",)),
        ("Hi team, does the calendar sync bookings with Google as well? Thanks for your help with this.", ()),
        ("Hello, HubSpot is what we use for clients here. Does the calendar sync with other tools too?", ()),
        ("Hi team, will the calendar sync be there on Monday or in March? Thanks for your help with this.", ()),
        ("Hi team, does the calendar sync with hubspot as well? Thanks for your help with all of this.", ()),
        ("Wird der Kalender auch mit der Buchhaltung von Zeitwerk und der Kasse im Laden abgeglichen?", ()),
    ],
)
def test_names_inside_questions_that_no_passage_holds(ticket, names):
    assert unknown_names(queries_of(ticket), HITS) == names


def test_an_unknown_name_needs_more_to_be_answered():
    hits = [hit("Bookings are sent to Google Calendar.", answers=0.8)]
    assert decide(hits, load_fitted().decision, given=True).decision is Decision.ANSWER
    refused = decide(hits, load_fitted().decision, given=True, unknown=("HubSpot",))
    assert refused.decision is Decision.REFUSE
    assert "HubSpot" in refused.reason
