"""Settings: the options in force, changed while the program runs, saved, and noted in the audit log."""

from pathlib import Path

from citewell.application.compliance.compliance import Compliance
from citewell.settings.options import Options, save_options, with_company


class Settings:
    """The options of one home."""

    def __init__(self, options: Options, path: Path) -> None:
        """``path`` is the file that options are saved in."""
        self.options = options
        self._path = path

    def use(self, options: Options) -> Options:
        """Let ``options`` be in force from now on, but for what the company locked; those before. ``save`` keeps them.

        Raises ``BadInputError`` where the company's policy file cannot be used.
        """
        before, self.options = self.options, with_company(options)
        return before

    def save(self, before: Options, compliance: Compliance) -> None:
        """Keep the options in force, and note what changed since ``before``. Raises ``StorageError``."""
        save_options(self._path, self.options)
        compliance.note_settings(before, self.options)
