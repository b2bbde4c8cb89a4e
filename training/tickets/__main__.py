"""``python -m training.tickets`` checks tickets, pairs and twins, and writes what there are into ``manifest.json``."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from corpora.reading import ticket_files

from citewell.domain.errors import BadInputError
from citewell.evaluation.shared.tickets import read_shared
from citewell.governance.text.languages import language_of
from training.tickets.checking import faults_of
from training.tickets.reading import FOLDER, ROOTS, Bank, TrainingTicket, documents_of, read_bank

MANIFEST = FOLDER / "manifest.json"
LICENCE = "Apache-2.0"


def manifest_of(bank: Bank) -> dict[str, Any]:
    """How many tickets, pairs and twins there are, by knowledge base, decision, kind and language."""
    tickets = [one for ones in bank.tickets.values() for one in ones]

    def counts(name_of: Callable[[TrainingTicket], str], of: Iterable[TrainingTicket] = tickets) -> dict[str, int]:
        return dict(sorted(Counter(map(name_of, of)).items()))

    return {
        "licence": LICENCE,
        "tickets": len(tickets),
        "pairs": sum(map(len, bank.pairs.values())),
        "twins": sum(map(len, bank.twins.values())),
        "decisions": counts(lambda one: one.decision),
        "kinds": counts(lambda one: one.kind),
        "languages": counts(lambda one: language_of(one.ticket)),
        "knowledge_bases": {
            name: {
                "tickets": len(bank.tickets.get(name, ())),
                "pairs": len(bank.pairs.get(name, ())),
                "twins": len(bank.twins.get(name, ())),
                "decisions": counts(lambda one: one.decision, bank.tickets.get(name, ())),
            }
            for name in bank.knowledge_bases
        },
    }


def main() -> int:
    """Check and count; 1 where something is wrong, and then nothing is written."""
    try:
        for root in ROOTS:
            if files := [path for path in ticket_files(FOLDER) if documents_of(path.stem).parent == root]:
                read_shared(files, root)
    except BadInputError as error:
        print(error)
        return 1
    bank = read_bank()
    faults = faults_of(bank)
    if faults:
        print(*faults, sep="\n")
        return 1
    manifest = manifest_of(bank)
    MANIFEST.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    counts = ", ".join(f"{manifest[name]} {name}" for name in ("tickets", "pairs", "twins"))
    print(f"{counts}; see {MANIFEST.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
