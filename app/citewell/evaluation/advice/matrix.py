"""The rules of the second text's use-case matrix."""

from citewell.domain.live.advice import ModeSpeed
from citewell.evaluation.advice.checklist import LEAST_DAYS, LEAST_DRAFTS, LEAST_EDITS
from citewell.evaluation.advice.findings import SPOKEN, Bound, Finding, Says, more, several, unknown
from citewell.evaluation.advice.measured import BOTH, SOURCES, STYLE, Measured, Share

LEAST_GOLDEN = 20
ALL_MODES = (
    f"a saved run of {LEAST_GOLDEN} golden tickets or more in all three ways; "
    "'citewell evaluate FILE --modes hybrid,rag,no_context --save NAME' makes one"
)
CHANGING = Bound(0.1, LEAST_DRAFTS, Says.RETRIEVAL)
RISKY = Bound(0.2, LEAST_DRAFTS, Says.FINE_TUNING)
ROWS = Bound(0.1, LEAST_DRAFTS, Says.RETRIEVAL)
RARE = Bound(0.3, LEAST_DRAFTS, Says.RETRIEVAL)
RARE_USES = 2
"""A place that so few drafts cite, or fewer, is asked about seldom."""
BY_ITSELF = Bound(0.5, LEAST_GOLDEN, Says.FINE_TUNING, Says.RETRIEVAL)
VOICE = 0.3
"""Share of edits about the voice from which tone counts beside facts."""
SPOKEN_SHARE = 0.05
"""Share of tickets that makes a language one of the team's."""
PART_OF_WORK = 0.1
"""Share of drafts that makes a level or a topic a part of the work."""
LEAST_TOPICS, LEAST_LEVELS = 3, 2
LEAST_RULES, KEPT_MORE = 20, 0.05
SLOW_MS, MUCH_FASTER = 5000.0, 0.5


def changing(seen: Measured) -> Finding:
    """Share of tickets about facts that have changed."""
    found = CHANGING.judge(seen.changing, "are answered from a place whose figures differ between versions", "tickets")
    if seen.watched_days >= LEAST_DAYS or found.says is Says.UNKNOWN or found.says is Says.RETRIEVAL:
        return found
    return unknown(
        found.measured, f"{more(LEAST_DAYS - seen.watched_days, 'days')} with the documents indexed", found.figures
    )


def high_touch(seen: Measured) -> Finding:
    """Share of risky tickets."""
    return RISKY.judge(Share(seen.escalations, seen.drafts), "are risky and go to a person", "tickets")


def languages(seen: Measured) -> Finding:
    """Languages that tickets are written in, beside those of the documents."""
    total = sum(seen.ticket_languages.values())
    spoken = [code for code, count in seen.ticket_languages.items() if count >= SPOKEN_SHARE * total]
    without = [code for code in spoken if code not in seen.document_languages]
    measured = (
        f"{several(len(spoken), 'language')} in {several(total, 'ticket')} ({', '.join(spoken) or 'none told'}); "
        f"documents are in {', '.join(seen.document_languages) or 'none that is known'}."
    )
    if without and seen.document_languages:
        measured += f" No document is in {', '.join(without)}."
    figures = {"languages": len(spoken), "tickets": total, "without_documents": len(without)}
    if total < LEAST_DRAFTS:
        return unknown(measured, more(LEAST_DRAFTS - total, "tickets"), figures)
    if len(spoken) > 1:
        return Finding(Says.RETRIEVAL, measured, f"one language: {SPOKEN[Says.NEITHER]}.", figures=figures)
    flips = f"a second language in {SPOKEN_SHARE:.0%} of tickets: retrieval."
    return Finding(Says.NEITHER, measured, flips, figures=figures)


def fresh_and_tone(seen: Measured) -> Finding:
    """Changing things and voice together."""
    fresh = changing(seen)
    voice = Share(seen.edits.voice, seen.edits.total)
    measured = f"{fresh.measured} {voice.words} edits changed the voice alone."
    figures = {**fresh.figures, "voice": voice.part, "edits": voice.whole}
    if fresh.says is Says.UNKNOWN:
        return Finding(Says.UNKNOWN, measured, "", fresh.collect, figures)
    if voice.whole < LEAST_EDITS:
        return unknown(measured, more(LEAST_EDITS - voice.whole, "edits"), figures)
    says = _together(retrieval=fresh.says is Says.RETRIEVAL, style=voice.value >= VOICE)
    flips = f"from {CHANGING.at:.0%} of tickets and {VOICE:.0%} of edits on: both."
    return Finding(says, measured, flips, figures=figures)


def specialised(seen: Measured) -> Finding:
    """Whether the model knows the field without sources."""
    golden = seen.golden
    if golden is None:
        return unknown("No saved run has all three ways of drafting.", ALL_MODES)
    return BY_ITSELF.judge(
        Share(golden.right[STYLE], golden.tickets), "come right without any source", "golden tickets"
    )


def real_time(seen: Measured) -> Finding:
    """Share of drafts that cite a row of a table, such as stock or orders."""
    return ROWS.judge(seen.rows, "are answered from a row of a table", "tickets")


def functions(seen: Measured) -> Finding:
    """How many levels and topics are a part of the work."""
    least = PART_OF_WORK * seen.drafts
    levels = sum(use.drafts >= least for use in seen.levels)
    topics = sum(topic.drafts >= least for topic in seen.topics)
    measured = (
        f"{several(levels, 'level')} (reply, summary, record) and {several(topics, 'topic')} with {PART_OF_WORK:.0%} "
        f"or more of {several(seen.drafts, 'draft')}."
    )
    figures = {"levels": levels, "topics": topics, "drafts": seen.drafts}
    if seen.drafts < LEAST_DRAFTS:
        return unknown(measured, more(LEAST_DRAFTS - seen.drafts, "drafts"), figures)
    flips = f"from {LEAST_LEVELS} levels and {LEAST_TOPICS} topics on: both; else {SPOKEN[Says.NEITHER]}."
    both = levels >= LEAST_LEVELS and topics >= LEAST_TOPICS
    return Finding(Says.BOTH if both else Says.NEITHER, measured, flips, figures=figures)


def long_term(seen: Measured) -> Finding:
    """Whether habits that were learned hold: style rules kept with the style, beside sources alone."""
    golden = seen.golden
    style = f"Style in use: {seen.style or 'none'}."
    if golden is None:
        return unknown(f"No saved run has all three ways of drafting. {style}", ALL_MODES)
    both, sources = (Share(golden.kept.get(mode, 0), golden.rules.get(mode, 0)) for mode in (BOTH, SOURCES))
    measured = f"Style rules kept with the style: {both.words}; with sources alone: {sources.words}. {style}"
    figures = {"kept": both.part, "rules": both.whole, "kept_by_sources": sources.part}
    if both.whole < LEAST_RULES:
        return unknown(measured, f"{more(LEAST_RULES - both.whole, 'style rules')} in the golden tickets", figures)
    if both.value - sources.value >= KEPT_MORE:
        flips = f"a gain below {KEPT_MORE:.0%}: {SPOKEN[Says.NEITHER]}."
        return Finding(Says.FINE_TUNING, measured, flips, figures=figures)
    return Finding(Says.NEITHER, measured, f"a gain of {KEPT_MORE:.0%} or more: fine-tuning.", figures=figures)


def rare(seen: Measured) -> Finding:
    """Share of tickets about what is seldom asked."""
    return RARE.judge(seen.rare, f"are answered from a place that {RARE_USES} drafts or fewer cite", "tickets")


def speed(seen: Measured) -> Finding:
    """Time to the checked draft with and without sources, and what a draft costs in words of the model."""
    logged = " ".join(f"Log: {use.median_ms / 1000:.1f} s and {use.tokens:,.0f} tokens a reply." for use in _main(seen))
    golden = seen.golden
    if golden is None:
        return unknown(f"No saved run has all three ways of drafting. {logged}".strip(), ALL_MODES)
    both, alone = golden.median_ms[BOTH], golden.median_ms[STYLE]
    measured = f"Half of the golden tickets take {both / 1000:.1f} s with both, {alone / 1000:.1f} s by style alone."
    measured = f"{measured} {logged}".strip()
    figures = {"both_ms": round(both), "style_ms": round(alone)}
    if golden.tickets < LEAST_GOLDEN:
        return unknown(measured, more(LEAST_GOLDEN - golden.tickets, "golden tickets"), figures)
    flips = f"where both take {SLOW_MS / 1000:.0f} s or more, and style alone half of it: fine-tuning."
    slow = both >= SLOW_MS and alone <= MUCH_FASTER * both
    return Finding(Says.FINE_TUNING if slow else Says.NEITHER, measured, flips, figures=figures)


def _together(*, retrieval: bool, style: bool) -> Says:
    if retrieval and style:
        return Says.BOTH
    return Says.RETRIEVAL if retrieval else Says.FINE_TUNING if style else Says.NEITHER


def _main(seen: Measured) -> list[ModeSpeed]:
    return [use for use in seen.speeds if use.mode == BOTH]
