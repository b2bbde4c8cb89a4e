"""Resources that ship: prompts, schemas, and the word models that tickets are routed by."""

import json
from dataclasses import dataclass
from pathlib import Path

from citewell.domain.errors import BadInputError, ModelError
from citewell.pipeline.generation.prompt import PromptTemplate
from citewell.pipeline.levels.level_writer import TaskPrompt
from citewell.pipeline.routing.phrasing import Phrasing, read_phrasing
from citewell.pipeline.routing.risk_classifier import RiskWeights, read_weights
from citewell.settings.resources import resources_dir

PROMPT = "reply-2"
PLAIN_PROMPT = "reply-1"
CLARIFY_PROMPT = "clarify-1"
STYLE_PROMPT = "style-1"
SUMMARY_PROMPT = "summary-1"
CRM_PROMPT = "crm-1"
PHRASING, RISK = "phrasing.json", "risk.json"


def load_template(version: str) -> PromptTemplate:
    """Read a prompt version from the resources. Raises ``ModelError``."""
    path = resources_dir() / "prompts" / f"{version}.json"
    try:
        return PromptTemplate(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(f"The prompt {path} cannot be read ({error}). Install Citewell again.") from error


def load_task(version: str) -> TaskPrompt:
    """Read the prompt version of a level or of styling. Raises ``ModelError``."""
    path = resources_dir() / "prompts" / f"{version}.json"
    try:
        return TaskPrompt(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(f"The prompt {path} cannot be read ({error}). Install Citewell again.") from error


def load_schema(name: str) -> dict[str, object]:
    """Read a JSON schema. Raises ``ModelError``."""
    path = resources_dir() / "schemas" / f"{name}.json"
    try:
        schema: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"The schema {path} cannot be read ({error}). Install Citewell again.") from error
    return schema


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
