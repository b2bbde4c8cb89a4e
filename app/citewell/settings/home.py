"""The home: the one folder that holds a user's database, key, settings and log file."""

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from citewell.domain.errors import StorageError

HOME_VARIABLE = "CITEWELL_HOME"
BAKED_VARIABLE = "CITEWELL_BAKED"


@dataclass(frozen=True, slots=True)
class Home:
    """Paths inside one home."""

    path: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.path / "citewell.db"

    @property
    def identity(self) -> Path:
        """Id of this home and where its key is kept."""
        return self.path / "home.json"

    @property
    def key_file(self) -> Path:
        """The key, where the system has no keyring."""
        return self.path / "database.key"

    @property
    def settings(self) -> Path:
        """Options the user changed."""
        return self.path / "settings.json"

    @property
    def window_place(self) -> Path:
        """Where the window stood last."""
        return self.path / "window.json"

    @property
    def inbox_ledger(self) -> Path:
        """Digests of the files of a watched folder that became tickets of the list."""
        return self.path / "inbox.jsonl"

    @property
    def index_lock(self) -> Path:
        """Held by the one program that indexes."""
        return self.path / "index.lock"

    @property
    def window_lock(self) -> Path:
        """Held by the one open window."""
        return self.path / "window.lock"

    @property
    def learning_lock(self) -> Path:
        """Held by the one program that learns a style."""
        return self.path / "learning.lock"

    @property
    def models(self) -> Path:
        """Models that the user imported."""
        return self.path / "models"

    @property
    def golden(self) -> Path:
        """The team's own golden tickets, which the activation gate runs."""
        return self.path / "golden"

    @property
    def evaluation(self) -> Path:
        """Indexes of the knowledge bases that shared tickets were run over: can be made again at any time."""
        return self.path / "evaluation"

    @property
    def policies(self) -> Path:
        """The team's own policy packs."""
        return self.path / "policies"

    @property
    def styles(self) -> Path:
        """Styles that were learned here."""
        return self.path / "styles"

    @property
    def baked(self) -> Path:
        """Styles merged into their base model: can be made again at any time. ``CITEWELL_BAKED`` moves it."""
        elsewhere = os.environ.get(BAKED_VARIABLE, "")
        return Path(elsewhere).expanduser().absolute() if elsewhere else self.path / "baked"

    @property
    def log_file(self) -> Path:
        """Technical log; holds no ticket or document text."""
        return self.path / "citewell.log"

    def create(self) -> None:
        """Make the folder, readable by its owner alone. Raises ``StorageError``."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"The home {self.path} cannot be made ({error.strerror}). Choose another folder with --home."
            ) from error


def find_home(chosen: Path | None = None) -> Home:
    """Return the home that was chosen, else that of ``CITEWELL_HOME``, else the platform's own place."""
    if chosen is None:
        from_environment = os.environ.get(HOME_VARIABLE, "")
        chosen = Path(from_environment) if from_environment else user_data_path("citewell", appauthor=False)
    return Home(chosen.expanduser().absolute())
