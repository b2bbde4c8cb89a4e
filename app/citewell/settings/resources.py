"""Where the files that ship with the program are, in a checkout or in a bundle; the sample packs among them."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from citewell.domain.errors import BadInputError

DEFAULT_PACK = "software"
PACK_FILE, POLICY_FILE = "pack.yaml", "policy.yaml"


@dataclass(frozen=True, slots=True)
class SamplePack:
    """A sample pack: the documents of one invented company, with golden tickets and a policy pack.

    ``kind`` is the company's line of work, ``shows`` one line of what can be seen with it. ``name`` is the folder's.
    """

    name: str
    company: str
    kind: str
    shows: str
    folder: Path

    @property
    def golden(self) -> Path:
        """Its golden tickets."""
        return self.folder / "golden.yaml"

    @property
    def policy(self) -> Path:
        """Its policy pack."""
        return self.folder / POLICY_FILE


def _base() -> Path:
    """The folder that holds ``resources`` and ``sample_kb``."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parents[3]


def resources_dir() -> Path:
    """The folder ``resources``."""
    return _base() / "resources"


def packs_dir() -> Path:
    """The folder that holds the sample packs, each in a folder of its own."""
    return _base() / "sample_kb"


def sample_dir() -> Path:
    """The sample knowledge base that is taken where none is named."""
    return packs_dir() / DEFAULT_PACK


def packs(root: Path | None = None) -> tuple[SamplePack, ...]:
    """The sample packs, the default one first and the others by name. Raises ``BadInputError``."""
    files = sorted((root or packs_dir()).glob(f"*/{PACK_FILE}"), key=lambda file: file.parent.name)
    found = [_read_pack(file) for file in files]
    return tuple(sorted(found, key=lambda pack: pack.name != DEFAULT_PACK))


def find_pack(name: str) -> SamplePack:
    """The sample pack of that name. Raises ``BadInputError`` saying which there are."""
    known = {pack.name: pack for pack in packs()}
    if name not in known:
        raise BadInputError(f"There is no pack '{name}'. There are: {', '.join(known) or 'none'}.")
    return known[name]


def sample_policies(roots: Iterable[str]) -> list[Path]:
    """The policy packs of the sample packs among the folders ``roots``, in their order."""
    folders = [Path(root) for root in roots]
    return [folder / POLICY_FILE for folder in folders if folder.parent == packs_dir() and _is_pack(folder)]


def _is_pack(folder: Path) -> bool:
    return (folder / PACK_FILE).is_file()


def _read_pack(file: Path) -> SamplePack:
    try:
        fields = yaml.safe_load(file.read_text(encoding="utf-8"))
        texts = {key: str(fields[key]) for key in ("company", "kind", "shows")}
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError) as error:
        raise BadInputError(f"The sample pack {file} cannot be read ({error}). Install Citewell again.") from error
    return SamplePack(file.parent.name, **texts, folder=file.parent)
