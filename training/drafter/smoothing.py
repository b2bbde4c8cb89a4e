"""Examples of task ``style``: a reply rewritten with light smoothing, every fact and mark kept.

The drafts are what the app itself would hand over: its own courtesy around cited sentences, sometimes twice, choppy
sentences, steps and bullets. The completion is the same reply as it reads well. Copying long texts with their marks is
what is learned; styles of a team are learned on top of it.
"""

import random
import re
from collections.abc import Sequence

from citewell.pipeline.generation.citations import read_sentences
from citewell.pipeline.generation.extractive_answer import CLOSING, OPENING
from training.drafter.form import STYLE_SYSTEM, Candidate, Example

COUNT = 560
_THANKS = ("Thank you for reaching out.", "Thanks for your message.", "Thank you for getting in touch.")
_ENDS = ("If you have any further questions, please let us know.", "Feel free to write to us at any time.")
_JOINED = re.compile(r", and ((?:the|it|each|after|you)\b[^.\[]*) \[(\d)\]\.")
"""Two statements in one sentence, the second with a subject of its own."""
_SAME_MARK = re.compile(r" \[(\d)\]\. (?:It|They) ((?:is|are|costs?|takes?|can|must|has|have)\b[^.\[]*?) \[\1\]\.")


def candidates(good: Sequence[Candidate], seed: int) -> list[Candidate]:
    """Style examples out of ``good`` examples of task ``reply``."""
    rng = random.Random(f"smoothing/{seed}")  # noqa: S311
    replies = [c for c in good if c.example.task == "reply"]
    longer = [c for c in replies if len(c.example.completion.split()) >= 22]
    chosen = rng.sample(longer, k=min(COUNT, len(longer)))
    return [_example(candidate, rng) for candidate in chosen]


def _example(candidate: Candidate, rng: random.Random) -> Candidate:
    body = candidate.example.completion
    smooth = _SAME_MARK.sub(lambda m: f" and {m[2]} [{m[1]}].", body, count=1)
    choppy = _JOINED.sub(lambda m: f" [{m[2]}]. {m[1][:1].upper()}{m[1][1:]} [{m[2]}].", body)
    rough = _bulleted(choppy) if "\n" not in body and rng.random() < 0.2 else choppy
    opening, closing = _frame(rng)
    draft = "\n\n".join((*opening, rough, *closing))
    reply = "\n\n".join((*opening[:1], smooth, *closing[:1]))
    source = candidate.example
    return Candidate(
        Example(
            task="style",
            system=STYLE_SYSTEM,
            user=draft,
            completion=reply,
            source=source.source,
            group=source.group,
            licence=source.licence,
            kind="steps" if "\n" in body else "bullets" if rough != body else "text",
        ),
        held_out=candidate.held_out,
    )


def _frame(rng: random.Random) -> tuple[list[str], list[str]]:
    """Courtesy before and after; a second one says the same again."""
    opening = [OPENING] if rng.random() < 0.7 else []
    closing = [CLOSING] if rng.random() < 0.7 else []
    if opening and rng.random() < 0.45:
        opening.append(rng.choice(_THANKS))
    if closing and rng.random() < 0.45:
        closing.append(rng.choice(_ENDS))
    return opening, closing


def _bulleted(body: str) -> str:
    """The sentences as bullets, as an extractive draft of a list has them."""
    return "\n".join(f"- {body[s.start : s.end].strip()}" for s in read_sentences(body))
