"""The word models that tickets are routed by: those that ship, or those of an evaluation that holds tickets out."""

from dataclasses import dataclass
from pathlib import Path

from citewell.domain.errors import BadInputError
from citewell.pipeline.routing.phrasing import Phrasing, read_phrasing
from citewell.pipeline.routing.risk_classifier import RiskWeights, read_weights
from citewell.settings.resources import resources_dir

PHRASING, RISK = "phrasing.json", "risk.json"


@dataclass(frozen=True, slots=True)
class RoutingModels:
    """What a ticket's words say about its way, and about its risk."""

    phrasing: Phrasing
    risk: RiskWeights


def load_routing(folder: Path | None = None) -> RoutingModels:
    """The models in ``folder``, else those that ship. Raises ``ModelError``; ``BadInputError`` if one is missing."""
    folder = folder or resources_dir() / "models" / "routing"
    try:
        phrasing, risk = ((folder / name).read_text(encoding="utf-8") for name in (PHRASING, RISK))
    except OSError as error:
        raise BadInputError(f"The routing models in {folder} cannot be read ({error.strerror}).") from error
    return RoutingModels(read_phrasing(phrasing), read_weights(risk))
