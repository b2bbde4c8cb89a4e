"""What a release is gathered from: files of a folder, and digests of the rules and golden tickets in them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from citewell.application.policies.policies import Policies
from citewell.domain.digests import sha256_hex
from citewell.evaluation.golden.reading import read_golden
from citewell.governance.policy.packs import HouseVoice, Pack, Wording


def files_in(path: Path, suffixes: tuple[str, ...] = (".yaml", ".yml", ".jsonl")) -> list[Path]:
    """The file at ``path``, or those of a folder with one of ``suffixes``, in order; none where there is neither."""
    if path.is_file():
        return [path]
    found = path.iterdir() if path.is_dir() else ()
    return sorted(file for file in found if file.suffix.lower() in suffixes and not file.name.startswith("."))


def numbered(name: str) -> Iterator[str]:
    """``name``, then the same with numbers from 2 on."""
    yield name
    number = 2
    while True:
        yield f"{name[:60]}-{number}"
        number += 1


def rules_in(folder: Path, packs: Sequence[Path]) -> dict[str, str]:
    """Digests of the rules and risks of the team's own packs, by pack and id. Raises ``BadInputError``."""
    files = {str(path) for path in packs}
    own = [pack for pack in Policies(folder).current().packs if pack.file in files]
    named = [
        (pack.id, one.id, repr(one)) for pack in own for group in (pack.rules, pack.risks, pack.topics) for one in group
    ]
    words = [(pack.id, "wording", repr((pack.wording, pack.voice))) for pack in own if _says_words(pack)]
    off = [(pack.id, f"{rule} (off)", "") for pack in own for rule in pack.off]
    return {f"{pack}/{name}": sha256_hex(said) for pack, name, said in (*named, *words, *off)}


def _says_words(pack: Pack) -> bool:
    return (pack.wording, pack.voice) != (Wording(), HouseVoice())


def golden_in_files(files: Sequence[Path]) -> dict[str, str]:
    """Digests of the golden tickets by id. Raises ``BadInputError``."""
    if not files:
        return {}
    return {ticket.id: ticket.digest for file in read_golden(files) for ticket in file.tickets}
