"""The window's words for topics, their levels, and questions that no document answers."""

from citewell.application.topics.words import accuracy_words, measured_words
from citewell.desktop.widgets.wording import LEVELS, count, day_of
from citewell.domain.live.topics import Gap, LevelStanding, Suggestion, TopicsOverview, TopicStanding

LEAD = (
    "Tickets that are alike are grouped, and you give the groups names. Each topic then shows how its drafts are "
    "taken, and what is drafted first for it follows from that. An agent can always choose something else."
)
NO_TOPIC = "No group has a name yet. Group the tickets, then name the groups that mean something to you."
GROUPS, QUESTIONS = "Groups to name", "Questions without an answer"
NO_QUESTIONS = "Nothing was refused or rewritten so often that your documents do not answer it now."
QUESTIONS_LEAD = (
    "Tickets that were refused, or whose drafts were hardly used, by what they ask. A question goes from this list "
    "when a document answers it."
)
JUDGE, JUDGE_TIP = "Judge tickets", "Say of tickets drawn at random what they are about"
JUDGE_LEAD = "What is this ticket about? From 20 such tickets on, they alone tell how surely topics are told."
NONE_OF_THEM, SAVE, SKIP = "None of them", "Save", "Skip"
NONE_LEFT = "Every ticket was judged."
STOPPED = "Stopped. What was read until then is kept."
NAME_HINT = "Name, new or one from above"
REMOVE, RENAME = "Remove", "Rename"
FOLDER = "Folder for the articles"


def topic_line(one: TopicStanding) -> str:
    """How many tickets a topic has, and how surely it is told."""
    told = "" if one.accuracy is None else f" · {accuracy_words(one.accuracy)}"
    return f"{count(one.topic.tickets, 'ticket')}{told}"


def first_words(one: TopicStanding) -> str:
    """What is drafted first for a topic."""
    return f"{LEVELS[one.offered].name} first"


def level_state(one: LevelStanding) -> tuple[str, str]:
    """Whether a level is open, and the tone of it."""
    word = "Open" if one.state.open else "Closed"
    return (f"{word} by hand" if one.state.by_hand else word), ("good" if one.state.open else "warn")


def level_line(one: LevelStanding) -> str:
    """What a level was measured by, as a sentence."""
    words = measured_words(one)
    return f"{words[0].upper()}{words[1:]}."


def overview_line(found: TopicsOverview) -> str:
    """How surely topics are told over all, and what has none."""
    words = accuracy_words(found.accuracy)
    judged = f" {found.judged} judged by people." if found.judged else ""
    return f"{words[0].upper()}{words[1:]}.{judged} {count(found.without_topic, 'ticket')} without a topic."


def suggestion_line(found: Suggestion) -> str:
    """What became of grouping."""
    if not found.groups:
        return (
            f"Not enough data yet: {count(found.tickets, 'ticket')} without a topic. "
            f"Collect tickets: {found.least} that are alike make a group."
        )
    groups = count(len(found.groups), "group")
    return f"{groups} of {count(found.tickets, 'ticket')} without a topic, the largest first."


def gap_line(gap: Gap) -> str:
    """How often a question came, and when."""
    topic = f"{gap.topic} · " if gap.topic else ""
    days = " to ".join(dict.fromkeys((day_of(gap.first), day_of(gap.last))))
    return f"{topic}{count(gap.tickets, 'ticket')}, {gap.refused} refused · {days}"


def article_line(gap: Gap) -> str:
    """What a first draft of the article would be made of."""
    if not gap.article:
        return "No agent wrote an answer yet."
    return f"Agents wrote, in {count(gap.letters, 'reply') if gap.letters == 1 else f'{gap.letters} replies'}:"


def written_words(number: int) -> str:
    """What was written."""
    return f"{count(number, 'article')} written as first drafts. Nothing in them was checked: read each sentence."
