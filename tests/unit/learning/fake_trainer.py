"""The real host around a trainer that trains nothing. Its argument tells how it fails, if at all."""

import os
import sys
import time

from citewell.domain.errors import LearningError
from citewell.learning.training.lora import TrainingProgress, TrainingReport, TrainingWish
from citewell.learning.training.trainer import TrainerService, check_extra
from citewell.processes.host import run_host

STEPS = 40


def train(plan, examples, held_out, watch):
    mode = sys.argv[1] if len(sys.argv) > 1 else ""
    done = int(plan.state.read_text()) if plan.state.exists() else 0
    while done < STEPS:
        done += 1
        time.sleep(0.01)
        if mode == "crash" and done == 3:
            os._exit(7)
        if mode == "fail" and done == 3:
            raise ValueError(f"a message that quotes {examples[0].user}")
        if mode == "refuse":
            raise LearningError("The base cannot be trained.")
        if watch(TrainingProgress(done, STEPS, 0.5, float(done), done)) is TrainingWish.PAUSE:
            plan.state.write_text(str(done))
            return TrainingReport(finished=False, steps=done, seconds=1.0, tokens=done, loss=0.5)
    plan.out.mkdir(parents=True)
    (plan.out / "seen.txt").write_text(f"{len(examples)} {len(held_out)} {examples[0].completion} {plan.start}")
    return TrainingReport(finished=True, steps=done, seconds=1.0, tokens=done, loss=0.1)


def load(_settings):
    if len(sys.argv) > 1 and sys.argv[1] == "missing":
        check_extra()
    return TrainerService(train)


if __name__ == "__main__":
    sys.exit(run_host("trainer", load))
