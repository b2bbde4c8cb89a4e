"""Which quantisation to bake a style with: size, speed and quality of each, side by side.

    python -m benchmarks.quantisation STYLE_FOLDER EXAMPLES.jsonl [--limit 100] [--kinds Q8_0,Q4_0] [--out FILE.json]

Examples are training examples (``system``, ``user``, ``completion``) that were held out. Each file is measured in a
process of its own: the mean negative log likelihood a completion token (nats), and of greedy answers how many equal the
completion, and how many cite exactly the sources it
cites. A style's ``importance.safetensors`` is used where it is there.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from citewell.models.descriptions import BASE_MODEL, find_base_model
from citewell.models.styles.baking import QUANTISATIONS, Bakery
from citewell.settings.resources import resources_dir

CONTEXT, BATCH, MAX_TOKENS, THREADS = 2048, 512, 160, 2
_CITATION = re.compile(r"\[(\d+)\]")


def main(arguments: Sequence[str]) -> int:
    """Bake and measure every kind; print a table."""
    parser = argparse.ArgumentParser(description="Compare quantisations of a style.")
    parser.add_argument("style", type=Path, help="style folder, or with --measure a GGUF file")
    parser.add_argument("examples", type=Path)
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--kinds", default=",".join(QUANTISATIONS))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--measure", action="store_true", help="measure one GGUF file and print JSON")
    chosen = parser.parse_args(arguments)
    examples = _examples(chosen.examples, chosen.limit)
    if chosen.measure:
        print(json.dumps(measure(chosen.style, examples)))
        return 0
    rows: list[dict[str, Any]] = []
    print("kind         MB  bake s  prompt/s  decode/s     nll   exact   cited")
    with tempfile.TemporaryDirectory() as scratch:
        bakery = Bakery(Path(scratch), threads=THREADS, kept=1)
        for kind in chosen.kinds.split(","):
            began = time.perf_counter()
            baked = bakery.bake(find_base_model(resources_dir()), BASE_MODEL.sha256, chosen.style, kind)
            spent = time.perf_counter() - began
            row = {"kind": kind, "mb": baked.path.stat().st_size / 1e6, "bake_seconds": spent}
            row |= _in_child(baked.path, chosen.examples, chosen.limit)
            rows.append(row)
            print(
                f"{kind:8} {row['mb']:6.0f} {spent:7.1f} {row['prompt_per_second']:9.0f} "
                f"{row['decode_per_second']:9.0f} {row['nll']:7.4f} {row['exact']:7.1%} {row['cited']:7.1%}",
                flush=True,
            )
    if chosen.out:
        chosen.out.write_text(json.dumps({"examples": len(examples), "rows": rows}, indent=1) + "\n", encoding="utf-8")
    return 0


def _in_child(path: Path, examples: Path, limit: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.quantisation", "--measure", "--limit", str(limit), path, examples]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _examples(path: Path, limit: int) -> list[dict[str, str]]:
    """Every n-th example, so that a file sorted by task gives some of each."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return lines[:: max(1, len(lines) // limit)][:limit]


def measure(path: Path, examples: Sequence[dict[str, str]]) -> dict[str, float]:
    """Speed in tokens a second, mean nll a completion token, share of exact and of rightly cited greedy answers."""
    import llama_cpp  # noqa: PLC0415  in the child alone
    from llama_cpp.llama_chat_format import Jinja2ChatFormatter  # noqa: PLC0415

    options = {"n_ctx": CONTEXT, "n_batch": BATCH, "n_threads": THREADS, "n_threads_batch": THREADS, "verbose": False}
    llama = llama_cpp.Llama(str(path), logits_all=True, **options)
    writer = llama_cpp.Llama(str(path), **options)  # logits of the last token alone, as in drafting
    template = Jinja2ChatFormatter(
        template=llama.metadata["tokenizer.chat_template"],
        eos_token=llama.detokenize([llama.token_eos()], special=True).decode(),
        bos_token=llama.detokenize([llama.token_bos()], special=True).decode(),
    )
    loss, tokens, exact, cited, asked = 0.0, 0, 0, 0, 0
    prompt_tokens, prompt_seconds, decoded, decode_seconds = 0, 0.0, 0, 0.0
    for example in examples:
        messages = [{"role": role, "content": example[role]} for role in ("system", "user") if example.get(role)]
        prompt = llama.tokenize(template(messages=messages).prompt.encode(), add_bos=False, special=True)
        wanted = [*llama.tokenize(example["completion"].encode(), add_bos=False), llama.token_eos()]
        if len(prompt) + max(len(wanted), MAX_TOKENS) + 1 > CONTEXT:
            continue
        asked += 1
        loss += _loss(llama, prompt, wanted)
        tokens += len(wanted)
        answer, reading, writing = _greedy(writer, prompt)
        prompt_seconds, prompt_tokens = prompt_seconds + reading, prompt_tokens + len(prompt)
        decode_seconds, decoded = decode_seconds + writing, decoded + len(answer)
        text = llama.detokenize(answer).decode(errors="replace").strip()
        exact += text == example["completion"].strip()
        cited += set(_CITATION.findall(text)) == set(_CITATION.findall(example["completion"]))
    return {
        "prompt_per_second": prompt_tokens / max(prompt_seconds, 1e-9),
        "decode_per_second": decoded / max(decode_seconds, 1e-9),
        "nll": loss / max(tokens, 1),
        "exact": exact / max(asked, 1),
        "cited": cited / max(asked, 1),
        "examples": asked,
    }


def _loss(llama: Any, prompt: list[int], wanted: list[int]) -> float:  # noqa: ANN401  an untyped library
    """Summed negative log likelihood of ``wanted`` after ``prompt``, in nats."""
    llama.reset()
    llama.eval([*prompt, *wanted[:-1]])
    rows = np.array(llama.scores[len(prompt) - 1 : len(prompt) + len(wanted) - 1], dtype=np.float64)
    rows -= rows.max(-1, keepdims=True)
    chosen = rows[np.arange(len(wanted)), wanted]
    return float((np.log(np.exp(rows).sum(-1)) - chosen).sum())


def _greedy(llama: Any, prompt: list[int]) -> tuple[list[int], float, float]:  # noqa: ANN401  see above
    """The answer, and the seconds until its first token and after."""
    answer: list[int] = []
    began = first = time.perf_counter()
    for token in llama.generate(prompt, temp=0.0, repeat_penalty=1.0, reset=True):
        if not answer:
            first = time.perf_counter()
        answer.append(int(token))
        if token == llama.token_eos() or len(answer) >= MAX_TOKENS:
            break
    end = time.perf_counter()
    return [token for token in answer if token != llama.token_eos()], first - began, end - first


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
