"""The fitted weights that ship."""

from citewell.domain.errors import BadInputError
from citewell.pipeline.fitted import FITS, Fitted, read_fitted
from citewell.settings.resources import resources_dir


def load_fitted() -> Fitted:
    """The weights in ``resources/models/fitted``. Raises ``ModelError``; ``BadInputError`` if a file is missing."""
    folder = resources_dir() / "models" / "fitted"
    try:
        return read_fitted({name: (folder / f"{name}.json").read_text(encoding="utf-8") for name in FITS})
    except OSError as error:
        raise BadInputError(f"The fitted weights in {folder} cannot be read ({error.strerror}).") from error
