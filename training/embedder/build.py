"""Make the embedder that ships: check the source weights, write the graph, adapt the tokenizer.

Run `python -m training.embedder.build` from the root of the repository.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from safetensors.numpy import load_file

from training.embedder.candidates import (
    CANDIDATES,
    SENTENCES,
    SHIPPED,
    SourceError,
    load_weights,
    random_texts,
    sha256,
    source_folder,
    write,
)
from training.minilm.peaks import measure_peaks
from training.minilm.weights import POSITIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTPUT: Final = Path("resources/models/embedder")


def write_tokenizer(source: Path, output: Path) -> None:
    """Write the tokenizer and configuration files, with the length and padding that the model is used with."""
    tokenizer = _read(source / "tokenizer.json")
    tokenizer["truncation"]["max_length"] = POSITIONS
    tokenizer["padding"]["strategy"] = "BatchLongest"
    (output / "tokenizer.json").write_text(
        json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    settings = _read(source / "tokenizer_config.json") | {"model_max_length": POSITIONS}
    _write(output / "tokenizer_config.json", settings)
    config = _read(source / "config.json") | {"max_position_embeddings": POSITIONS}
    _write(output / "config.json", config)
    shutil.copyfile(source / "special_tokens_map.json", output / "special_tokens_map.json")


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the recipe and print the hash of what it wrote."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, help="folder with model.safetensors (default: the installed package)")
    parser.add_argument("--tuned", type=Path, help="model.safetensors that training.embedder.tuning wrote")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="folder to ship (default: %(default)s)")
    parser.add_argument("--candidates", type=Path, metavar="FOLDER", help="write every compared form here as well")
    options = parser.parse_args(arguments)
    try:
        source: Path = options.source or source_folder()
        weights = load_file(options.tuned) if options.tuned else load_weights(source)
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    output: Path = options.output
    output.mkdir(parents=True, exist_ok=True)
    peaks = measure_peaks(SENTENCES, weights, random_texts, quantise_words=False)
    write(CANDIDATES[SHIPPED], weights, peaks, output / "model.onnx")
    write_tokenizer(source, output)
    print(f"{sha256(output / 'model.onnx')}  {output / 'model.onnx'}")
    if options.candidates is not None:
        options.candidates.mkdir(parents=True, exist_ok=True)
        for name, candidate in CANDIDATES.items():
            write(candidate, weights, peaks, options.candidates / f"{name}.onnx")
    return 0


if __name__ == "__main__":
    sys.exit(main())
