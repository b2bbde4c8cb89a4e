"""Drafting: decode speed beside llama.cpp alone on the same file and prompt, time to first token and to the draft."""

import time
from pathlib import Path

import llama_cpp

from benchmarks.measure import Row, median, memory_megabytes
from citewell.application.app import App
from citewell.domain.documents import Access
from citewell.domain.drafts import Decision
from citewell.domain.generation import GenerationRequest, Message
from citewell.domain.progress import CancelToken
from citewell.knowledge.ingest import IndexOptions
from citewell.knowledge.sample_tickets import sample_tickets
from citewell.models.descriptions import BASE_MODEL, find_base_model
from citewell.settings.resources import resources_dir

TOKENS = 100
FACTS = "14 days, until 5 May 2026: 1,200 EUR, 20% less for CW-1042; https://help.example.com/returns, +49 30 1234 567."
PROMPT = "Tell a long story about a support team, its customers, their questions and the answers it found. " * 8


def bench_drafting(services: App, sample: Path, drafts: int) -> list[Row]:
    """Speed of the model host beside llama.cpp alone, then whole drafts over the sample."""
    free, ours, alone = _decode_speeds(services)
    services.ingest.run(IndexOptions(sample, Access.PUBLIC))
    first, total = [], []
    for ticket in sample_tickets(sample / "golden.yaml")[: 3 * drafts]:
        draft = services.drafting.draft(ticket)
        if draft.decision is Decision.ANSWER and draft.timings.first_token_ms is not None:
            first.append(draft.timings.first_token_ms)
            total.append(draft.timings.total_ms)
        if len(total) == drafts:
            break
    return [
        Row("llama.cpp alone", f"{alone:.0f} /s", f"tokens decoded, {BASE_MODEL.file}"),
        Row("model host", f"{ours:.0f} /s", f"{ours / alone:.2f} of llama.cpp alone, citation mask and fact lock on"),
        Row("fact lock", f"{ours / free:.2f}", "of the model host's speed without it"),
        Row("first token", f"{median(first):.0f} ms", f"median of {len(first)} tickets, from the ticket on"),
        Row("final checked draft", f"{median(total):.0f} ms", f"slowest {max(total):.0f} ms"),
        Row("memory while drafting", f"{memory_megabytes():.0f} MB", "both model processes included"),
    ]


def _decode_speeds(services: App) -> tuple[float, float, float]:
    """Tokens per second: our host without and with the fact lock, llama.cpp alone; the best of three, in turns."""
    llama = llama_cpp.Llama(
        model_path=str(find_base_model(resources_dir())),
        n_ctx=BASE_MODEL.context_tokens,
        n_threads=services.options.thread_count,
        verbose=False,
    )
    runs = [(_ours(services, None), _ours(services, (PROMPT, FACTS)), _alone(llama)) for _ in range(3)]
    llama.close()
    return max(run[0] for run in runs), max(run[1] for run in runs), max(run[2] for run in runs)


def _ours(services: App, facts: tuple[str, ...] | None) -> float:
    request = GenerationRequest(
        (Message("user", PROMPT),), citable=(1, 2, 3), max_tokens=TOKENS, max_sentences=0, facts=facts
    )
    times: list[float] = []
    written = 0
    for token in services.models.generator().generate(request, CancelToken()):
        times.append(time.perf_counter())
        written = max(written, token.completion_tokens)
    return (written - 1) / (times[-1] - times[0])


def _alone(llama: llama_cpp.Llama) -> float:
    messages = [{"role": "user", "content": PROMPT}]
    stream = llama.create_chat_completion(messages, max_tokens=TOKENS, temperature=0.0, stream=True)
    times = [time.perf_counter() for part in stream if part["choices"][0]["delta"].get("content")]
    return (len(times) - 1) / (times[-1] - times[0])
