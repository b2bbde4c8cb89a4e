"""The recommendation for a topic, and for all of them together: retrieval, fine-tuning or both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from citewell.domain.live.advice import Place
from citewell.evaluation.advice.findings import Says, more, several
from citewell.evaluation.advice.measured import BOTH, SOURCES, STYLE, Edits, Share, TopicMeasured

LEAST_DRAFTS, LEAST_EDITS, LEAST_GOLDEN = 30, 10, 5
CHANGING, FACTS, VOICE = 0.1, 0.3, 0.3
NOTHING_CITED = "nothing cited"

TopicOf = Callable[[Place], str]
"""The name of the topic that a place belongs to."""


def topic_of(place: Place) -> str:
    """The ticket's product; else the folder of the cited document, else its file. To be exchanged for named topics."""
    if place.product:
        return place.product
    if not place.document:
        return NOTHING_CITED
    folder, _, name = place.path.replace("\\", "/").rpartition("/")
    return folder.partition("/")[0] or name


@dataclass(frozen=True, slots=True)
class TopicAdvice:
    """What is recommended, the evidence, what would change it, and what to collect for the part that is not known."""

    name: str
    drafts: int
    says: Says
    evidence: tuple[str, ...]
    flips: tuple[str, ...] = ()
    collect: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Side:
    """One half of the verdict: whether it is wanted (``None``: not known), and why."""

    wanted: bool | None
    flips: str
    collect: str = ""


def advise_topic(topic: TopicMeasured) -> TopicAdvice:
    """Sources where things change, where facts are mended or golden tickets come right by them; style likewise.

    Where neither side is wanted, sources alone: they are quicker to set up and to take back.
    """
    evidence = _evidence(topic)
    if topic.drafts < LEAST_DRAFTS:
        missing = f"not enough data yet: collect {more(LEAST_DRAFTS - topic.drafts, 'drafts')}."
        return TopicAdvice(topic.name, topic.drafts, Says.UNKNOWN, evidence, collect=(missing,))
    sources, style = _sources(topic), _style(topic)
    says = Says.RETRIEVAL
    if style.wanted:
        says = Says.BOTH if sources.wanted is not False else Says.FINE_TUNING
    collect = tuple(side.collect for side in (sources, style) if side.wanted is None)
    return TopicAdvice(topic.name, topic.drafts, says, evidence, (sources.flips, style.flips), collect)


def _sources(topic: TopicMeasured) -> _Side:
    """Whether facts have to come from documents; known to be unwanted only where golden tickets say so."""
    edits, golden = topic.edits, topic.golden
    fresh = topic.changing.value >= CHANGING
    mended = edits.total >= LEAST_EDITS and edits.facts >= FACTS * edits.total
    tested = topic.golden_tickets >= LEAST_GOLDEN
    helps = tested and golden.get(SOURCES, 0) > golden.get(STYLE, 0)
    flips = (
        f"sources are no longer needed where under {CHANGING:.0%} of tickets are about facts that have changed, under "
        f"{FACTS:.0%} of edits mend facts, and as many golden tickets come right by style alone."
    )
    if fresh or mended or helps:
        return _Side(wanted=True, flips=flips)
    flips = (
        f"sources are needed where {CHANGING:.0%} of tickets are about facts that have changed, {FACTS:.0%} of "
        "edits mend facts, or more golden tickets come right by sources."
    )
    if tested:
        return _Side(wanted=False, flips=flips)
    missing = more(LEAST_GOLDEN - topic.golden_tickets, "golden tickets")
    return _Side(None, flips, f"not enough data yet: collect {missing} of this topic in all three ways.")


def _style(topic: TopicMeasured) -> _Side:
    edits, golden = topic.edits, topic.golden
    tested = topic.golden_tickets >= LEAST_GOLDEN
    helps = tested and golden.get(BOTH, 0) > golden.get(SOURCES, 0)
    voiced = edits.total >= LEAST_EDITS and edits.voice >= VOICE * edits.total
    if helps or voiced:
        flips = (
            f"a style is not needed where under {VOICE:.0%} of edits change the voice, and it makes no ticket right."
        )
        return _Side(wanted=True, flips=flips)
    flips = f"a style is needed where {VOICE:.0%} of edits change the voice, or more golden tickets come right by it."
    if edits.total >= LEAST_EDITS:
        return _Side(wanted=False, flips=flips)
    missing = more(LEAST_EDITS - edits.total, "edited replies")
    return _Side(None, flips, f"not enough data yet: collect {missing} of this topic.")


def _evidence(topic: TopicMeasured) -> tuple[str, ...]:
    facts, voice = (Share(part, topic.edits.total) for part in (topic.edits.facts, topic.edits.voice))
    lines = [f"{several(topic.drafts, 'draft')}, {topic.refusals:,} refused, {topic.escalations:,} handed over."]
    if topic.changing.whole:
        lines.append(f"{topic.changing.words} tickets are about facts that have changed.")
    if topic.edits.total:
        lines.append(f"Edits: {facts.words} mend facts, {voice.words} change the voice.")
    if topic.golden_tickets:
        lines.append(_golden_words(topic.golden, topic.golden_tickets))
    return tuple(lines)


def _golden_words(golden: Mapping[str, int], tickets: int) -> str:
    right = [golden.get(mode, 0) for mode in (SOURCES, STYLE, BOTH)]
    return (
        f"Golden tickets right, of {tickets:,}: {right[0]:,} by sources, {right[1]:,} by style, {right[2]:,} by both."
    )


def together(topics: tuple[TopicMeasured, ...], edits: Edits, golden: Mapping[str, int], tickets: int) -> TopicMeasured:
    """All topics as one; edits and golden tickets are those of the home, of which not every one has a topic."""
    return TopicMeasured(
        name="everything",
        drafts=sum(topic.drafts for topic in topics),
        answers=sum(topic.answers for topic in topics),
        refusals=sum(topic.refusals for topic in topics),
        escalations=sum(topic.escalations for topic in topics),
        changing=Share(sum(t.changing.part for t in topics), sum(t.changing.whole for t in topics)),
        edits=edits,
        golden=golden,
        golden_tickets=tickets,
    )
