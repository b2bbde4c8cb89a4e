"""Say what takes the room in a bundle: ``python packaging/room.py dist/citewell [--json] [--limit MB]``.

Sizes are sums of the files' bytes; MB are millions of bytes. Over the limit, 450 MB unless told otherwise, it fails.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

LIMIT = 450
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "base language model": r"resources/models/.*\.gguf",
        "encoders: search, reranking, checks, names": r"resources/models/",
        "style that ships": r"resources/styles/",
        "window: Qt": r"(PySide6|shiboken6)/",
        "ONNX Runtime": r"onnxruntime/",
        "llama.cpp, a library for each set of processor instructions": r"llama_cpp/",
        "numpy with OpenBLAS": r"numpy(\.libs)?/",
        "Python, and all modules in Python": r"(citewell(-window)?(\.exe)?$|base_lib|libpython|python3|lib-dynload/)",
        "readers of documents: PDF, XML, pictures": r"(pypdfium2_raw|lxml|PIL|pillow\.libs)/",
        "tokenizers": r"tokenizers/",
        "cryptography and the encrypted database": r"(cryptography|apsw|sqlite_vec)/",
        "sample packs": r"sample_kb/",
        "licences and bill of materials": r"(licences/|LICENSE|sbom)",
    }
)
"""What people call a part, and how the paths of its files begin. The first that fits counts."""
OTHER = "other libraries"


def room(folder: Path) -> Counter[str]:
    """Bytes of each part. Files that several names link to count once."""
    sizes: Counter[str] = Counter()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            place = file.relative_to(folder).as_posix().removeprefix("_internal/")
            part = next((name for name, pattern in PARTS.items() if re.match(pattern, place)), OTHER)
            sizes[part] += file.stat().st_size
    return sizes


def main() -> None:
    """Print the table; exit code 1 where the limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--limit", type=float, default=LIMIT)
    given = parser.parse_args()
    sizes = room(given.folder)
    total = sum(sizes.values())
    if given.json:
        print(json.dumps({"bytes": total, "parts": dict(sizes.most_common())}, indent=1))
    else:
        for name, size in [*sizes.most_common(), ("together", total)]:
            print(f"{size / 1e6:7.1f} MB  {name}")
    if total > given.limit * 1e6:
        sys.exit(f"room: {given.folder} takes {total / 1e6:.1f} MB, more than {given.limit:g}")


if __name__ == "__main__":
    main()
