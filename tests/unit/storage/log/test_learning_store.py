from tests.support import log_draft

from citewell.domain.drafts import Decision, Draft, Level, ModelUse, Ticket
from citewell.domain.learning import Suggestion

SUGGESTION = Suggestion("d1", "refunds.md", "changed", "fact", "Within 10 days.", "Within 5 days.")


def test_a_dismissed_suggestion_stays_on_file_and_is_not_made_again(services):
    store = services.learning_store
    store.suggest([SUGGESTION, SUGGESTION])
    (filed,) = store.suggestions()
    store.dismiss(filed.number)
    assert store.suggest([SUGGESTION]) == 0
    assert [one.state for one in store.suggestions()] == ["dismissed"]


def test_the_log_knows_what_was_written_so_that_only_replies_are_learned_from(services):
    for level in Level:
        draft = Draft(level.value, Decision.ANSWER, "Text.", (), (), 0.9, (), (), ModelUse("base", "", "", ""), "p-1")
        log_draft(services.log, Ticket("Hello", level=level), draft)
    assert [entry.draft["level"] for entry in services.log.entries()] == ["reply", "summary", "crm"]
