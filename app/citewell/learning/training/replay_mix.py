"""General examples that are mixed in, so that a new style unlearns nothing of drafting, refusing and summing up."""

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from citewell.domain.errors import LearningError
from citewell.learning.training.lora import TrainingExample
from citewell.learning.training.planning import count_tokens

STYLE_TASK = "style"


def load_replay(path: Path) -> list[tuple[str, TrainingExample]]:
    """The examples in a JSONL file with their tasks; none where there is no file. Raises ``LearningError``."""
    if not path.is_file():
        return []
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [
            (str(line["task"]), TrainingExample(line["system"], line["user"], line["completion"])) for line in lines
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LearningError(f"{path} cannot be read ({error!r}). Install Citewell again.") from error


def sample_replay(
    examples: Sequence[tuple[str, TrainingExample]], tokens: int, seed: int
) -> list[tuple[str, TrainingExample]]:
    """About ``tokens`` tokens of examples, evenly over the tasks, chosen by ``seed``; no style task among them.

    General style examples would teach to leave a text as it is, against what the team's own teach.
    """
    chance = random.Random(seed)  # noqa: S311  a repeatable choice, no secret
    by_task: dict[str, list[TrainingExample]] = defaultdict(list)
    for task, example in examples:
        if task != STYLE_TASK:
            by_task[task].append(example)
    for task in sorted(by_task):
        chance.shuffle(by_task[task])
    chosen: list[tuple[str, TrainingExample]] = []
    spent = 0
    while by_task and spent < tokens:
        for task in sorted(by_task):
            example = by_task[task].pop()
            if not by_task[task]:
                del by_task[task]
            chosen.append((task, example))
            spent += count_tokens(example)
            if spent >= tokens:
                break
    return chosen
