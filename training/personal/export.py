"""`python -m training.personal.export`: the trained network as the graph that ships, with its classes."""

from __future__ import annotations

import json

from training.minilm.export import load_state, options_of, write
from training.personal.form import TOKENS_WITH_SHAPES, random_tokens
from training.personal.labels import LABELS


def main() -> int:
    """Write ``model.onnx``, ``tokenizer.json`` and ``labels.json``."""
    options = options_of("personal").parse_args()
    write(load_state(options.trained), TOKENS_WITH_SHAPES, random_tokens, options.tokenizer, options.output)
    (options.output / "labels.json").write_text(json.dumps(list(LABELS)) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
