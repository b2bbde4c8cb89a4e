"""Train a LoRA adapter on the exact weights that it will be merged into: the base GGUF file, dequantised.

LoRA (Hu et al. 2021) through ``transformers`` and ``peft``, on the CPU or a GPU, in bfloat16 with float32 masters of
the adapter. Only completion tokens are scored, and only they pass the output head. Runs in a child process or in
``training/``; torch is imported when training starts, so that importing this module costs nothing.
"""

import logging
import math
import os
import random
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citewell.domain.errors import LearningError

if TYPE_CHECKING:
    from torch import Tensor

logger = logging.getLogger(__name__)

WARM_UP = 0.06
"""Share of the steps in which the learning rate rises."""
LAST_RATE = 0.1
"""The learning rate at the end, as a share of the highest one."""
MAX_NORM = 1.0
SAVE_SECONDS = 120.0
MAX_TOKENS = 1024
"""Examples that are longer are left out."""
_IGNORED = -100
_STATE_VERSION = 1


@dataclass(frozen=True, slots=True)
class TrainingExample:
    """One turn to learn: what the model is shown, and what it should write."""

    system: str
    user: str
    completion: str


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """What to train, from where, and how long. ``max_seconds`` ends a run early; the rate still falls to its end.

    ``compiled`` fuses the layers' operations, about twice as fast after a minute or two; ``None``: where a C++
    compiler is found.
    """

    base: Path
    out: Path
    state: Path
    start: Path | None = None
    epochs: float = 1.0
    rank: int = 16
    learning_rate: float = 6e-4
    batch_tokens: int = 2048
    seed: int = 7
    max_seconds: float | None = None
    threads: int = 0
    device: str = "cpu"
    compiled: bool | None = None


@dataclass(frozen=True, slots=True)
class TrainingProgress:
    """Where a run is: ``loss`` is the mean of the last steps, per completion token, in nats."""

    step: int
    steps: int
    loss: float
    seconds: float
    tokens: int


class TrainingWish(StrEnum):
    """What the watcher of a run wants: a pause saves the state and returns; a stop ends the run as it is."""

    GO_ON = "go_on"
    PAUSE = "pause"
    STOP = "stop"


Watch = Callable[[TrainingProgress], TrainingWish]


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """How a run ended. Losses are means per completion token in nats; ``held_out`` of -1: none was given."""

    finished: bool
    steps: int
    seconds: float
    tokens: int
    loss: float
    held_out_before: float = -1.0
    held_out: float = -1.0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Sequence:
    """Tokens of one example, of which those from ``prompt`` on are scored."""

    tokens: tuple[int, ...]
    prompt: int


@dataclass(slots=True)
class _Position:
    """How far a run is; saved with the weights."""

    step: int = 0
    tokens: int = 0
    seconds: float = 0.0
    loss: float = 0.0
    before: float = -1.0


def train(
    plan: TrainingPlan, examples: Sequence[TrainingExample], held_out: Sequence[TrainingExample], watch: Watch
) -> TrainingReport:
    """Train and write the adapter to ``plan.out`` in PEFT's format; go on from ``plan.state`` where that file is.

    Raises ``LearningError`` where the extra ``learn`` is missing, or base, adapter or state cannot be used.
    """
    run = _Run(plan)
    sequences = run.encode(examples)
    tests = run.encode(held_out)
    if not sequences:
        raise LearningError(
            f"None of the {len(examples)} examples fits {MAX_TOKENS} tokens. There is nothing to learn."
        )
    return replace(run.train(sequences, tests, watch), left_out=len(examples) - len(sequences))


class _Run:
    """A model with its adapter, and the optimiser."""

    def __init__(self, plan: TrainingPlan) -> None:
        os.environ["HF_HUB_OFFLINE"] = "1"  # nothing here may look for a hub
        try:
            import peft  # noqa: PLC0415  only with the extra
            import torch  # noqa: PLC0415
            import transformers  # noqa: PLC0415
        except ImportError as error:
            raise LearningError(
                f"Learning needs packages that are not installed ({error.name}). Run 'make learn' in a checkout, or "
                "pip install 'citewell[learn]'."
            ) from error
        self._torch, self._plan = torch, plan
        torch.manual_seed(plan.seed)
        if plan.threads:
            torch.set_num_threads(plan.threads)
        transformers.logging.set_verbosity_error()
        transformers.logging.disable_progress_bar()
        place = {"gguf_file": plan.base.name, "local_files_only": True}
        try:
            self._tokenizer = transformers.AutoTokenizer.from_pretrained(str(plan.base.parent), **place)
            base = transformers.AutoModelForCausalLM.from_pretrained(
                str(plan.base.parent), dtype=torch.float32, attn_implementation="sdpa", **place
            )
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise LearningError(f"{plan.base} cannot be trained: {error}") from error
        base.to(torch.bfloat16)
        if plan.start is not None:
            self._model = peft.PeftModel.from_pretrained(base, str(plan.start), is_trainable=True)
        else:
            self._model = peft.get_peft_model(
                base,
                peft.LoraConfig(
                    r=plan.rank, lora_alpha=2 * plan.rank, target_modules="all-linear", task_type="CAUSAL_LM"
                ),
            )
        self._model.to(plan.device)
        self._weights = [weight for weight in self._model.parameters() if weight.requires_grad]
        self._masters = [weight.detach().float().clone() for weight in self._weights]
        for weight in self._weights:
            weight.data = weight.data.to(torch.bfloat16)
        if plan.compiled or (plan.compiled is None and _has_compiler()):
            torch._dynamo.config.suppress_errors = True  # noqa: SLF001  what cannot be compiled runs as it is
            for layer in self._model.get_base_model().model.layers:
                layer.forward = torch.compile(layer.forward, dynamic=True)
        self._optimiser = torch.optim.AdamW(self._masters, lr=plan.learning_rate, weight_decay=0.0)

    # --- data -----------------------------------------------------------------------------------------------------

    def encode(self, examples: Sequence[TrainingExample]) -> list[_Sequence]:
        """Tokens of the examples that fit, in the base model's own chat format."""
        sequences = []
        end = self._tokenizer.eos_token_id
        for example in examples:
            messages = [{"role": "system", "content": example.system}, {"role": "user", "content": example.user}]
            text = self._tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
            prompt = self._tokenizer(text, add_special_tokens=False)["input_ids"]
            completion = self._tokenizer(example.completion, add_special_tokens=False)["input_ids"]
            tokens = (*prompt, *completion, end)
            if len(tokens) <= MAX_TOKENS:
                sequences.append(_Sequence(tokens, len(prompt)))
        return sequences

    def _tensors(self, batch: Sequence[_Sequence]) -> "tuple[Tensor, Tensor, Tensor]":
        """Token ids, attention mask and targets, ``(examples, tokens)`` each, padded on the right."""
        torch = self._torch
        width = max(len(sequence.tokens) for sequence in batch)
        ids = torch.zeros((len(batch), width), dtype=torch.long)
        mask = torch.zeros((len(batch), width), dtype=torch.long)
        targets = torch.full((len(batch), width), _IGNORED, dtype=torch.long)
        for row, sequence in enumerate(batch):
            length = len(sequence.tokens)
            ids[row, :length] = torch.tensor(sequence.tokens)
            mask[row, :length] = 1
            targets[row, sequence.prompt - 1 : length - 1] = ids[row, sequence.prompt : length]
        device = self._plan.device
        return ids.to(device), mask.to(device), targets.to(device)

    # --- training -------------------------------------------------------------------------------------------------

    def train(self, sequences: Sequence[_Sequence], tests: Sequence[_Sequence], watch: Watch) -> TrainingReport:
        plan = self._plan
        batches = plan_batches([len(s.tokens) for s in sequences], plan.batch_tokens, plan.epochs, plan.seed)
        position = self._restore(len(batches))
        if position.step == 0 and tests:
            position.before = self._mean_loss(tests)
        earlier, began = position.seconds, time.monotonic()
        saved = began
        wish = TrainingWish.GO_ON
        while position.step < len(batches) and wish is TrainingWish.GO_ON:
            batch = [sequences[i] for i in batches[position.step]]
            done = max(position.step / len(batches), self._spent(position))
            if done >= 1.0:
                break
            loss = self._step(batch, learning_rate(done, plan.learning_rate))
            position.loss = loss if position.step == 0 else 0.95 * position.loss + 0.05 * loss
            position.step += 1
            position.tokens += sum(len(sequence.tokens) for sequence in batch)
            position.seconds = earlier + time.monotonic() - began
            wish = watch(
                TrainingProgress(position.step, len(batches), position.loss, position.seconds, position.tokens)
            )
            if time.monotonic() - saved > SAVE_SECONDS:
                self._save(position, len(batches))
                saved = time.monotonic()
        if wish is TrainingWish.PAUSE:
            self._save(position, len(batches))
            return self._report(position, finished=False)
        self._write()
        report = replace(self._report(position, finished=True), held_out=self._mean_loss(tests) if tests else -1.0)
        plan.state.unlink(missing_ok=True)
        return report

    def _spent(self, position: _Position) -> float:
        """The share of the time that is used, where the time is limited."""
        return 0.0 if self._plan.max_seconds is None else position.seconds / self._plan.max_seconds

    def _step(self, batch: Sequence[_Sequence], rate: float) -> float:
        loss = self._loss(batch)
        loss.backward()
        for master, weight in zip(self._masters, self._weights, strict=True):
            master.grad = None if weight.grad is None else weight.grad.float()
            weight.grad = None
        self._torch.nn.utils.clip_grad_norm_(self._masters, MAX_NORM)
        for group in self._optimiser.param_groups:
            group["lr"] = rate
        self._optimiser.step()
        self._copy_masters()
        return float(loss.detach())

    def _copy_masters(self) -> None:
        with self._torch.no_grad():
            for master, weight in zip(self._masters, self._weights, strict=True):
                weight.copy_(master)

    def _loss(self, batch: Sequence[_Sequence]) -> "Tensor":
        """Mean cross-entropy of the completion tokens, in nats."""
        ids, mask, targets = self._tensors(batch)
        causal = self._model.get_base_model()
        hidden = causal.model(input_ids=ids, attention_mask=mask, use_cache=False).last_hidden_state
        scored = targets != _IGNORED
        logits = causal.lm_head(hidden[scored])
        return self._torch.nn.functional.cross_entropy(logits.float(), targets[scored])

    def _mean_loss(self, sequences: Sequence[_Sequence]) -> float:
        total = count = 0.0
        lengths = [len(sequence.tokens) for sequence in sequences]
        with self._torch.no_grad():
            for batch in plan_batches(lengths, self._plan.batch_tokens, 1.0, self._plan.seed):
                chosen = [sequences[i] for i in batch]
                scored = sum(len(sequence.tokens) - sequence.prompt for sequence in chosen)
                total += float(self._loss(chosen)) * scored
                count += scored
        return total / count

    # --- files ----------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        """Save the adapter from its float32 masters, as half-precision numbers that ``peft`` reads."""
        with self._torch.no_grad():
            for master, weight in zip(self._masters, self._weights, strict=True):
                weight.data = master.to(self._torch.float16)
        self._plan.out.mkdir(parents=True, exist_ok=True)
        self._model.save_pretrained(str(self._plan.out))
        (self._plan.out / "README.md").unlink(missing_ok=True)  # peft's own empty card
        with self._torch.no_grad():
            for weight in self._weights:
                weight.data = weight.data.to(self._torch.bfloat16)
        self._copy_masters()

    def _save(self, position: _Position, steps: int) -> None:
        state: dict[str, Any] = {
            "version": _STATE_VERSION,
            "steps": steps,
            "position": [position.step, position.tokens, position.seconds, position.loss, position.before],
            "masters": self._masters,
            "optimiser": self._optimiser.state_dict(),
        }
        fresh = self._plan.state.with_suffix(".new")
        fresh.parent.mkdir(parents=True, exist_ok=True)
        self._torch.save(state, fresh)
        fresh.replace(self._plan.state)

    def _restore(self, steps: int) -> _Position:
        path = self._plan.state
        if not path.exists():
            return _Position()
        try:
            state = self._torch.load(path, weights_only=True, map_location=self._plan.device)
            if state["version"] != _STATE_VERSION or state["steps"] != steps:
                raise LearningError(f"The paused run in {path} is of other data. Delete it and start again.")
            with self._torch.no_grad():
                for master, saved in zip(self._masters, state["masters"], strict=True):
                    master.copy_(saved)
            self._optimiser.load_state_dict(state["optimiser"])
            step, tokens, seconds, loss, before = state["position"]
        except (OSError, RuntimeError, KeyError, ValueError, EOFError) as error:
            raise LearningError(
                f"The paused run in {path} cannot be read ({error}). Delete it and start again."
            ) from error
        self._copy_masters()
        return _Position(step, tokens, seconds, loss, before)

    @staticmethod
    def _report(position: _Position, *, finished: bool) -> TrainingReport:
        return TrainingReport(
            finished=finished,
            steps=position.step,
            seconds=position.seconds,
            tokens=position.tokens,
            loss=position.loss,
            held_out_before=position.before,
        )


def _has_compiler() -> bool:
    return any(shutil.which(name) for name in ("c++", "g++", "clang++"))


def plan_batches(lengths: Sequence[int], batch_tokens: int, epochs: float, seed: int) -> list[list[int]]:
    """Indices of examples by batch: neighbours in length, at most ``batch_tokens`` padded tokens, shuffled by ``seed``.

    The last, partial epoch takes a random part.
    """
    chance = random.Random(seed)  # noqa: S311  a repeatable order, no secret
    batches: list[list[int]] = []
    left = epochs
    while left > 0:
        order = list(range(len(lengths)))
        chance.shuffle(order)
        taken = order[: max(1, math.ceil(len(order) * min(1.0, left)))]
        taken.sort(key=lambda i: lengths[i] + chance.random() * 16)
        epoch: list[list[int]] = []
        batch: list[int] = []
        for i in taken:
            if batch and lengths[i] * (len(batch) + 1) + 16 * len(batch) > batch_tokens:
                epoch.append(batch)
                batch = []
            batch.append(i)
        epoch.append(batch)
        chance.shuffle(epoch)
        batches += epoch
        left -= 1.0
    return batches


def learning_rate(done: float, highest: float) -> float:
    """Linear warm-up, then a cosine down to ``LAST_RATE``; ``done`` is the share of the run, 0 to 1."""
    if done < WARM_UP:
        return highest * max(done / WARM_UP, 0.05)
    cosine = 0.5 * (1.0 + math.cos(math.pi * (done - WARM_UP) / (1.0 - WARM_UP)))
    return highest * (LAST_RATE + (1.0 - LAST_RATE) * cosine)
