"""Words for topics, levels and gaps, alike in the window and on the command line."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from citewell.domain.drafts import Level
from citewell.domain.live.topics import Accuracy, LevelStanding
from citewell.learning.topics.classifier import LEAST_EXAMPLES

LEVEL_NAMES: Mapping[Level, str] = MappingProxyType(
    {Level.SUMMARY: "summary", Level.CRM: "record", Level.REPLY: "reply"}
)
FEW_EXAMPLES = 20
"""Under so many examples a topic is told apart less surely: older ones went with their drafts, or there were few."""


def measured_words(one: LevelStanding) -> str:
    """What a level was measured by: 27 of the last 30 taken with little editing, likely 74% to 97%."""
    counts = one.measured
    if not counts.drafts:
        return f"not enough data yet: collect {one.missing} drafts with an outcome"
    share = f"{counts.good} of the last {counts.drafts} taken with little editing"
    words = f"{share}, likely {one.low:.0%} to {one.high:.0%}"
    return f"{words}; not enough data yet: collect {one.missing} more" if one.missing else words


def state_words(one: LevelStanding) -> str:
    """Whether a level is open, and who says so."""
    return f"{'open' if one.state.open else 'closed'}{' by hand' if one.state.by_hand else ''}"


def accuracy_words(accuracy: Accuracy | None) -> str:
    """How often topics were told right on tickets that were held out."""
    if accuracy is None or not accuracy.tickets:
        return "not enough data yet: collect tickets and name their groups"
    which = "that people judged" if accuracy.judged else "set aside as a test"
    right, tickets = accuracy.right, accuracy.tickets
    return f"{right} of {tickets} tickets {which} get their topic ({right / tickets:.0%})"


def examples_words(examples: int) -> str:
    """What to do about a topic of few examples; empty where it has enough."""
    if examples >= FEW_EXAMPLES:
        return ""
    if examples < LEAST_EXAMPLES:
        return f"{examples} examples left: no ticket gets this topic until a suggested group is given its name"
    return f"{examples} examples: give a suggested group this name to have more"


def offer_words(name: str, offered: Level, standings: Sequence[LevelStanding]) -> str:
    """Why something else than a reply is drafted first for a ticket; empty where a reply is."""
    if offered is Level.REPLY:
        return ""
    reply = standings[-1]
    why = "closed by hand" if reply.state.by_hand else measured_words(reply)
    return f"{name}: a {LEVEL_NAMES[offered]} comes first. Replies: {why}."
