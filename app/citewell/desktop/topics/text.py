"""The window's words for topics, their levels, and questions that no document answers."""

from citewell.application.topics.words import accuracy_words, measured_words
from citewell.desktop.language.words import Msg, tr, trn
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.wording import LEVELS, period
from citewell.domain.live.topics import Gap, LevelStanding, Suggestion, TopicsOverview, TopicStanding

LEAD = Msg(
    "Tickets that are alike are grouped, and you give the groups names. Each topic then shows how its drafts are "
    "taken, and what is drafted first for it follows from that. An agent can always choose something else."
)
NO_TOPIC = Msg("No group has a name yet. Group the tickets, then name the groups that mean something to you.")
GROUPS, QUESTIONS = Msg("Groups to name"), Msg("Questions without an answer")
NO_QUESTIONS = Msg("Nothing was refused or rewritten so often that your documents do not answer it now.")
QUESTIONS_LEAD = Msg(
    "Tickets that were refused, or whose drafts were hardly used, by what they ask. A question goes from this list "
    "when a document answers it."
)
STOPPED = Msg("Stopped. What was read until then is kept.")
NAME_HINT = Msg("Name, new or one from above")
REMOVE, RENAME = Msg("Remove"), Msg("Rename")
FOLDER = Msg("Folder for the articles")


def topic_line(one: TopicStanding) -> str:
    """How many tickets a topic has, and how surely it is told."""
    told = "" if one.accuracy is None else f" · {in_window(accuracy_words(one.accuracy))}"
    return f"{trn('{n} ticket', '{n} tickets', one.topic.tickets)}{told}"


def first_words(one: TopicStanding) -> str:
    """What is drafted first for a topic."""
    return tr("{name} first", name=tr(LEVELS[one.offered].name))


def level_state(one: LevelStanding) -> tuple[str, str]:
    """Whether a level is open, and the tone of it."""
    word = tr("Open") if one.state.open else tr("Closed")
    return (tr("Open by hand" if one.state.open else "Closed by hand") if one.state.by_hand else word), (
        "good" if one.state.open else "warn"
    )


def level_line(one: LevelStanding) -> str:
    """What a level was measured by, as a sentence."""
    words = measured_words(one)
    return in_window(f"{words[0].upper()}{words[1:]}.")


def overview_line(found: TopicsOverview) -> str:
    """How surely topics are told over all, and what has none."""
    words = accuracy_words(found.accuracy)
    said = [in_window(f"{words[0].upper()}{words[1:]}.")]
    if found.judged:
        said.append(trn("{n} judged by people.", "{n} judged by people.", found.judged))
    said.append(trn("{n} ticket without a topic.", "{n} tickets without a topic.", found.without_topic))
    return " ".join(said)


def suggestion_line(found: Suggestion) -> str:
    """What became of grouping."""
    if not found.groups:
        return trn(
            "Not enough data yet: {n} ticket without a topic. Collect tickets: {least} that are alike make a group.",
            "Not enough data yet: {n} tickets without a topic. Collect tickets: {least} that are alike make a group.",
            found.tickets,
            least=found.least,
        )
    groups = trn("{n} group", "{n} groups", len(found.groups))
    return trn(
        "{groups} of {n} ticket without a topic, the largest first.",
        "{groups} of {n} tickets without a topic, the largest first.",
        found.tickets,
        groups=groups,
    )


def gap_line(gap: Gap) -> str:
    """How often a question came, and when."""
    topic = f"{gap.topic} · " if gap.topic else ""
    days = period(gap.first, gap.last)
    return tr(
        "{topic}{tickets}, {refused} refused · {days}",
        topic=topic,
        tickets=trn("{n} ticket", "{n} tickets", gap.tickets),
        refused=gap.refused,
        days=days,
    )


def article_line(gap: Gap) -> str:
    """What a first draft of the article would be made of."""
    if not gap.article:
        return tr("No agent wrote an answer yet.")
    return trn("Agents wrote, in {n} reply:", "Agents wrote, in {n} replies:", gap.letters)


def written_words(number: int) -> str:
    """What was written."""
    return trn(
        "{n} article written as first draft. Nothing in it was checked: read each sentence.",
        "{n} articles written as first drafts. Nothing in them was checked: read each sentence.",
        number,
    )
