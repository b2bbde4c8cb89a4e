"""What the approach advisor measures of a home: counts in SQL over every draft, texts of the newest ones alone."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from citewell.domain.drafts import LogEntry
from citewell.domain.learning import RetiredPhrase
from citewell.domain.live.advice import DocumentHistory, Place, PlaceUse
from citewell.evaluation.advice.golden_modes import common_rows, first_cited
from citewell.evaluation.advice.matrix import RARE_USES
from citewell.evaluation.advice.measured import MODES, Edits, Share, TopicMeasured
from citewell.evaluation.advice.topics import TopicOf
from citewell.evaluation.runs import Run
from citewell.governance.text.languages import UNKNOWN, language_of
from citewell.learning.dataset import build_data
from citewell.learning.edits.pairs import read_edits
from citewell.learning.edits.reasons import FACT, MISSING_STEP, POLICY, reasons_of_edits

DAY, WEEK_DAYS = timedelta(days=1), 7
LEAST_CHANGES = 2
"""Changes that tell how often a document changes."""
FIRST_LOOK = 2
"""Sent replies that are looked at first, for each edit that is needed."""


def weekly_documents(history: DocumentHistory) -> int:
    """Documents whose versions are a week or less apart, in the median."""
    found = 0
    for times in history.replaced.values():
        moments = [datetime.fromisoformat(at) for at in times]
        if len(moments) >= LEAST_CHANGES:
            days = median((later - earlier) / DAY for earlier, later in pairwise(moments))
            found += days <= WEEK_DAYS
    return found


def watched_days(history: DocumentHistory, now: datetime) -> int:
    """Days since the first source was added; none where the clock was put back since."""
    return max(0, (now - datetime.fromisoformat(history.since)).days) if history.since else 0


def changed_places(uses: Sequence[PlaceUse], history: DocumentHistory) -> list[Place]:
    """The places of changed documents that drafts cite."""
    return list({use.place for use in uses if use.place.path in history.replaced})


def share_at(uses: Sequence[PlaceUse], places: Collection[tuple[str, str]]) -> Share:
    """Drafts that cite one of these places (document and heading), of those that cite."""
    cited = [use for use in uses if use.place.document]
    at = sum(use.drafts for use in cited if (use.place.document, use.place.heading) in places)
    return Share(at, sum(use.drafts for use in cited))


def share_of_rows(uses: Sequence[PlaceUse]) -> Share:
    """Drafts that cite a row of a table first, of those that cite."""
    cited = [use for use in uses if use.place.document]
    return Share(sum(use.drafts for use in cited if use.place.entry), sum(use.drafts for use in cited))


def share_of_rare(uses: Sequence[PlaceUse]) -> Share:
    """Drafts that cite a place which few drafts cite, whatever the tickets' product."""
    counts: Counter[tuple[str, str]] = Counter()
    for use in uses:
        if use.place.document:
            counts[use.place.document, use.place.heading] += use.drafts
    return Share(sum(count for count in counts.values() if count <= RARE_USES), counts.total())


def ticket_languages(tickets: Sequence[str]) -> Mapping[str, int]:
    """How many tickets are in each language, the most frequent first; those that cannot be told are left out."""
    counts = Counter(language_of(text) for text in tickets)
    counts.pop(UNKNOWN, None)
    return dict(counts.most_common())


def labelled_edits(entries: Sequence[LogEntry], retired: Sequence[RetiredPhrase], needed: int) -> Share:
    """Edits that learning a style would use by its own rules, of the newest sent replies that were looked at.

    All of them are only looked at where the newest do not give the ``needed`` number: comparing takes time.
    """
    newest = entries[-FIRST_LOOK * needed :]
    edited = _usable(newest, retired)
    if edited >= needed or len(newest) == len(entries):
        return Share(edited, len(newest))
    return Share(_usable(entries, retired), len(entries))


def _usable(entries: Sequence[LogEntry], retired: Sequence[RetiredPhrase]) -> int:
    edits, excluded = read_edits(entries)
    return build_data(edits, retired, excluded).edited


def edits_of(entries: Sequence[LogEntry], topic_of: TopicOf) -> tuple[Edits, Mapping[str, Edits]]:
    """What edits were about: all together, and by topic."""
    topics = {entry.draft_id: topic_of(_place(entry)) for entry in entries}
    edits, _ = read_edits(entries)
    by_topic: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for draft_id, reasons in reasons_of_edits(edits).items():
        if reasons:
            by_topic[topics[draft_id]].append(reasons)
    every = [reasons for found in by_topic.values() for reasons in found]
    return _count(every), {topic: _count(found) for topic, found in by_topic.items()}


def measure_topics(
    uses: Sequence[PlaceUse],
    changing: Collection[tuple[str, str]],
    edits: Mapping[str, Edits],
    run: Run | None,
    topic_of: TopicOf,
) -> tuple[TopicMeasured, ...]:
    """Every topic, the one with the most drafts first."""
    by_topic: defaultdict[str, list[PlaceUse]] = defaultdict(list)
    for use in uses:
        by_topic[topic_of(use.place)].append(use)
    right, tickets = _golden_by_topic(run, topic_of)
    found = [
        TopicMeasured(
            name=name,
            drafts=sum(use.drafts for use in some),
            answers=sum(use.answers for use in some),
            refusals=sum(use.refusals for use in some),
            escalations=sum(use.escalations for use in some),
            changing=share_at(some, changing),
            edits=edits.get(name, Edits()),
            golden={mode: right[name, mode] for mode in MODES},
            golden_tickets=tickets[name],
        )
        for name, some in by_topic.items()
    ]
    return tuple(sorted(found, key=lambda topic: (-topic.drafts, topic.name)))


def _golden_by_topic(run: Run | None, topic_of: TopicOf) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Right tickets by topic and mode, and tickets by topic, each by the document that its draft cites."""
    right: Counter[tuple[str, str]] = Counter()
    tickets: Counter[str] = Counter()
    rows = common_rows(run) if run is not None else {mode: {} for mode in MODES}
    for key in rows[MODES[0]]:
        topic = topic_of(Place("", first_cited(rows, key), ""))
        tickets[topic] += 1
        for mode in MODES:
            right[topic, mode] += rows[mode][key].score.right
    return right, tickets


def _place(entry: LogEntry) -> Place:
    cited = entry.draft.get("citations")
    first = cited[0] if isinstance(cited, list) and cited else {}
    return Place(
        str(entry.draft.get("product") or ""), str(first.get("document") or ""), str(first.get("heading") or "")
    )


def _count(found: Sequence[tuple[str, ...]]) -> Edits:
    facts = [reasons for reasons in found if {FACT, POLICY, MISSING_STEP} & set(reasons)]
    return Edits(len(facts), len(found) - len(facts), sum(POLICY in reasons for reasons in facts))
