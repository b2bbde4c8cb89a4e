"""An import's wishes and what an export was recognised as, apart from ``reading``, which imports every parser."""

from dataclasses import dataclass, field

from citewell.domain.errors import BadInputError
from citewell.knowledge.exchange.attached import ReadAttached
from citewell.knowledge.exchange.json_stream import Reading
from citewell.knowledge.exchange.values import Form


@dataclass(frozen=True, slots=True)
class ImportWishes:
    """How an export is read.

    ``encoding`` names the codec of its text; ``agents`` are addresses and domains that agents write from (mail);
    ``base`` is the address of a help centre whose export does not say it; ``salvage`` keeps what stands before a cut.
    ``read_file`` reads what is attached to mails; without it files are named only.
    """

    encoding: str = ""
    agents: tuple[str, ...] = ()
    base: str = ""
    salvage: bool = False
    read_file: ReadAttached | None = None


@dataclass(slots=True)
class Recognised:
    """What an export was recognised as, and what was noticed while it was read."""

    program: str = ""
    export: str = ""
    notes: list[str] = field(default_factory=list)
    reading: Reading = field(default_factory=lambda: Reading([]))

    def take(self, form: Form) -> None:
        """Take over the names of a form; raise ``BadInputError`` where it says what to export instead."""
        if form.refusal:
            raise BadInputError(f"This is a {form.program} export, {form.export}. {form.refusal} Nothing was imported.")
        if not self.program:
            self.program, self.export = form.program, form.export
        elif form.export not in self.export:
            self.export += f", {form.export}"
