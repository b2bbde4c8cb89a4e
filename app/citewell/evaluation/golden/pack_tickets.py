"""The golden tickets of sample packs, each over the documents of its own pack."""

from collections.abc import Sequence
from dataclasses import replace

from citewell.evaluation.golden.golden import GoldenFile
from citewell.evaluation.golden.reading import read_golden
from citewell.evaluation.shared.tickets import SharedTickets
from citewell.settings.resources import SamplePack


def read_pack_tickets(packs: Sequence[SamplePack]) -> SharedTickets:
    """The tickets of ``packs``, with the pack's name as their knowledge base. Raises ``BadInputError``."""
    files = read_golden([pack.golden for pack in packs])
    named = [_named(file, pack.name) for file, pack in zip(files, packs, strict=True)]
    return SharedTickets(tuple(named), {pack.name: pack.folder for pack in packs})


def _named(file: GoldenFile, name: str) -> GoldenFile:
    return replace(file, tickets=tuple(replace(golden, kb=name) for golden in file.tickets))
