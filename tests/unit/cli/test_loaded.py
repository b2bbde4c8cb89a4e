"""What every command loads before it begins."""

import json
import subprocess
import sys

NEVER = {"PySide6", "bs4", "jinja2", "llama_cpp", "lxml", "markdown_it", "onnxruntime", "pypdfium2", "tokenizers"}


def test_no_command_waits_for_parsers_models_or_qt():
    code = "import json, sys, citewell.cli.app; print(json.dumps(sorted(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = json.loads(told.stdout)
    assert "citewell.cli.app" in loaded
    assert NEVER & set(loaded) == set()
