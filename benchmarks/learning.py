"""``python -m benchmarks.learning``: 300 edits that share three house rules, and what ``learn`` makes of them.

A scratch home drafts tickets of invented businesses, a simulated team edits the drafts, ``learn`` runs as it would for
a user, and the new style drafts tickets that nobody has edited.
"""

import argparse
import random
import tempfile
import time
from pathlib import Path

from benchmarks.learning_tickets import RULES, HouseRules, tickets
from benchmarks.measure import Row, print_rows
from citewell.application.app import App
from citewell.bootstrap.open_home import open_app
from citewell.domain.drafts import Decision, Draft, Outcome, OutcomeKind
from citewell.domain.progress import Progress
from citewell.learning.parts import Learned, LearnOptions
from citewell.settings.home import Home

SEED, OTHER_SEED = 11, 12


def bench_learning(services: App, rules: HouseRules, edits: int, held_out: int, minutes: float) -> list[Row]:
    """Figures of one whole run."""
    began = time.monotonic()
    _record_edits(services, rules, edits)
    drafted = time.monotonic() - began
    before = _drafts(services, held_out)
    began = time.monotonic()
    learned = services.learner.learn(LearnOptions(minutes=minutes), progress=_Teller())
    spent = (time.monotonic() - began) / 60
    services.models.swap_style()
    if learned.state != "activated":
        return [Row("learned", learned.state, "; ".join(learned.reasons)), Row("minutes", f"{spent:.1f}")]
    return [*_learned_rows(learned, spent, drafted, edits), *_followed(rules, before, _drafts(services, held_out))]


def _record_edits(services: App, rules: HouseRules, count: int) -> None:
    """Draft until ``count`` answers were edited as the team does."""
    chance = random.Random(SEED)  # noqa: S311  repeatable
    made = 0
    for ticket in tickets(count * 3, SEED):
        draft = services.drafting.draft(ticket)
        if draft.decision is not Decision.ANSWER:
            continue
        final = rules.edit(draft.text, chance)
        services.outcomes.record(Outcome(draft.id, OutcomeKind.EDITED, final))
        made += 1
        if made % 50 == 0:
            print(f"{made} of {count} drafts edited", flush=True)
        if made == count:
            return


def _drafts(services: App, count: int) -> list[Draft]:
    """Drafts of tickets that no edit is about; nothing is recorded of what became of them."""
    made: list[Draft] = []
    for ticket in tickets(count * 3, OTHER_SEED):
        draft = services.drafting.draft(ticket)
        if draft.decision is Decision.ANSWER:
            made.append(draft)
        if len(made) == count:
            break
    return made


def _learned_rows(learned: Learned, minutes: float, drafted: float, edits: int) -> list[Row]:
    training, check = learned.training, learned.check
    note = f"{training['tokens']} tokens, {training['tokens_a_second']} /s, {training['epochs']} epochs"
    after = check.get("after")
    shares = after if isinstance(after, dict) else {}
    return [
        Row("learned", learned.state, f"{learned.style}, {len(learned.data.examples)} examples of {edits} edits"),
        Row("minutes", f"{minutes:.1f}", note),
        Row("drafting the edits", f"{drafted / 60:.1f} min"),
        *(Row("rule found", f"{rule.support:.0%}", rule.words) for rule in learned.data.rules),
        Row("held-out part: all rules found", f"{shares.get('all', 0):.0%}", f"of {check.get('drafts')} drafts"),
        *(Row(f"golden tickets {side}", "", str(learned.golden.get(side))) for side in ("before", "after")),
    ]


def _followed(rules: HouseRules, before: list[Draft], after: list[Draft]) -> list[Row]:
    rows = [
        Row(
            f"rule: {name}",
            _share([test(draft.text) for draft in after]),
            f"before {_share([test(d.text) for d in before])}",
        )
        for name, test in rules.tests.items()
    ]
    both = [[all(test(draft.text) for test in rules.tests.values()) for draft in drafts] for drafts in (before, after)]
    blocked = sum(draft.blocked for draft in after)
    return [
        *rows,
        Row("all rules", _share(both[1]), f"of {len(after)} held-out drafts; before {_share(both[0])}"),
        Row("drafts blocked", str(blocked)),
    ]


def _share(values: list[bool]) -> str:
    return f"{sum(values) / max(1, len(values)):.0%}"


class _Teller:
    """Prints where the work is, at most every half minute."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, step: Progress) -> None:
        if time.monotonic() - self._last > 30:
            self._last = time.monotonic()
            print(f"{step.done}/{step.total} {step.item}", flush=True)


def main() -> None:
    """Run in a scratch home, print the table, and write the figures as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", choices=sorted(RULES), default="default", help="whose edits (default: default)")
    parser.add_argument("--edits", type=int, default=300)
    parser.add_argument("--held-out", type=int, default=60)
    parser.add_argument("--minutes", type=float, default=40.0, help="time budget of learn (default: 40)")
    parser.add_argument("--home", type=Path, help="keep the home here (default: a scratch folder)")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="citewell-learning-") as scratch:
        services = open_app(Home(chosen.home or Path(scratch)), scratch=True)
        try:
            rows = bench_learning(services, RULES[chosen.rules], chosen.edits, chosen.held_out, chosen.minutes)
        finally:
            services.close()
    print_rows(rows, chosen.json)


if __name__ == "__main__":
    main()
