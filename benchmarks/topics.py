"""Topics on labelled tickets, and how long they take on a long log.

    python -m benchmarks.topics [--tickets 2500] [--drafts 10000] [--skip-quality]

Quality: Banking77 (Casanueva et al. 2020) has 77 close intents of one bank. Every sixth is made a topic, known by half
of its tickets; the other half, the tickets of the 64 intents left, and the questions out of scope of CLINC150 (Larson
et al. 2019) are told. Speed: processor seconds of each use on a log of so many drafts, whose vectors are made up.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from corpora.reading import shared_folder
from numpy.typing import NDArray

from citewell.application.app import App
from citewell.application.models.fakes import FakeModels
from citewell.bootstrap.container import Choices
from citewell.bootstrap.open_home import open_app
from citewell.learning.topics.classifier import TopicClassifier
from citewell.models.fakes import HashingEmbedder
from citewell.settings.home import Home

DIMENSIONS, TOPICS = 384, 24
EVERY = 6
Floats = NDArray[np.float32]


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=2500)
    parser.add_argument("--drafts", type=int, default=10_000)
    parser.add_argument("--skip-quality", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="citewell-bench-") as scratch:
        if not chosen.skip_quality:
            opened = open_app(Home(Path(scratch) / "quality"), scratch=True)
            print_quality(opened, chosen.tickets)
            opened.close()
        made = FakeModels(embedder=MadeUp())
        opened = open_app(Home(Path(scratch) / "speed"), scratch=True, choices=Choices(models=made.made))
        fill(opened, chosen.drafts)
        print_speed(opened, chosen.drafts)
        opened.close()


def print_quality(opened: App, tickets: int) -> None:
    """Shares of tickets told right, by where they come from."""
    folder = shared_folder() / "data" / "intent"
    rows = [json.loads(line) for line in (folder / "banking77_train.jsonl").read_text("utf-8").splitlines()]
    rows = random.Random(1).sample(rows, tickets)  # noqa: S311
    far = [json.loads(line)["text"] for line in (folder / "clinc_oos_val.jsonl").read_text("utf-8").splitlines()]
    intents = sorted({row["intent"] for row in rows})
    own = np.array([intents.index(row["intent"]) for row in rows])
    vectors, far_vectors = _embedded(opened, [row["text"] for row in rows]), _embedded(opened, far)
    known = range(0, len(intents), EVERY)
    learned = np.arange(len(rows)) % 2 == 0
    classifier = TopicClassifier({topic: vectors[learned & (own == topic)] for topic in known})
    told = np.array([-1 if one.topic is None else one.topic for one in classifier.assign(vectors)])
    of_topics = ~learned & np.isin(own, known)
    near = ~learned & ~np.isin(own, known)
    out_of_scope = [one.topic is None for one in classifier.assign(far_vectors)]
    right, left_out = (told == own)[of_topics].mean(), (told == -1)[near].mean()
    print(f"own topic:            {right:.0%} of {of_topics.sum()} tickets of {len(known)} topics")
    print(f"no topic, near ones:  {left_out:.0%} of {near.sum()} tickets of the same bank's other intents")
    print(f"no topic, far ones:   {np.mean(out_of_scope):.0%} of {len(far)} questions out of scope")


class MadeUp(HashingEmbedder):
    """Vectors around one of ``TOPICS`` directions, by the number in the ticket."""

    def embed_queries(self, texts: Sequence[str]) -> list[bytes]:
        """One for each text."""
        found = []
        for text in texts:
            number = int(text.rsplit(maxsplit=1)[-1])
            vector = np.random.default_rng(number).normal(0, 0.05, DIMENSIONS)
            vector[number % TOPICS] += 1
            found.append((vector / np.linalg.norm(vector)).astype("<f4").tobytes())
        return found


def fill(opened: App, drafts: int) -> None:
    """A log: one of twenty is refused, four of five have an outcome, a third of these are edits, half of them heavy."""
    chosen = random.Random(3)  # noqa: S311
    said = "The amount is paid within ten days of the day on which your mail comes in [1]. " * 4
    other = "Open the page of your account, choose the card and press the button, then wait for our mail. " * 3
    body = {"text": said, "citations": [{"quote": "x" * 2000}]}
    with opened.database.write() as connection:
        for n in range(drafts):
            decision = "refuse" if chosen.random() < 0.05 else "answer"
            ticket = {"text": f"Hello, something of kind {n % TOPICS} does not work here, number {n}", "level": "reply"}
            row = (f"d{n}", "2026-01-05T10:00:00+00:00", json.dumps(ticket), json.dumps({**body, "decision": decision}))
            connection.execute("INSERT INTO draft (id, at, ticket, body) VALUES (?, ?, ?, ?)", row)
            if chosen.random() < 0.8:
                kind = chosen.choice(("accepted", "edited", "rejected"))
                final = chosen.choice((other, said.replace("ten", "12"))) if kind == "edited" else said
                sql = "INSERT INTO outcome (draft_id, at, kind, final, reasons) VALUES (?, ?, ?, ?, '[]')"
                connection.execute(sql, (f"d{n}", row[1], kind, final))


def print_speed(opened: App, drafts: int) -> None:
    """Processor seconds of each use; whether documents answer is not looked up here."""
    print(f"processor seconds on {drafts:,} drafts")
    topics, gaps = opened.topics, replace(opened.gaps, answers=lambda _draft: False)
    _timed("read the log once, without embedding", topics.catch_up)
    _timed("read the log again, nothing new", topics.catch_up)
    groups = _timed("group the tickets", topics.suggest).groups
    for group in groups[:-1]:
        topics.name(group.number, f"Topic {group.number}")
    _timed("name the last of the groups", lambda: topics.name(groups[-1].number, "Last"))
    _timed("list topics with levels and accuracy", opened.levels.overview)
    _timed("what comes first for a ticket", lambda: opened.levels.offered("Hello, number 7"))
    _timed("the topic of a new draft", lambda: topics.note_draft("d7"))
    _timed("an outcome", lambda: opened.levels.note_outcome("d7"))
    _timed("find gaps", gaps.find)


def _timed(what: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401  what the work returns
    began = time.process_time()
    found = work()
    print(f"  {what + ':':<40}{time.process_time() - began:8.2f}", flush=True)
    return found


def _embedded(opened: App, texts: Sequence[str]) -> Floats:
    vectors = opened.models.embedder.embed_queries(texts)
    return np.frombuffer(b"".join(vectors), dtype="<f4").reshape(len(texts), -1)


if __name__ == "__main__":
    main()
