"""Prompts and schemas out of the resources."""

import json

from citewell.domain.errors import ModelError
from citewell.pipeline.generation.prompt import PromptTemplate
from citewell.pipeline.levels.level_writer import TaskPrompt
from citewell.settings.resources import resources_dir

PROMPT = "reply-2"
PLAIN_PROMPT = "reply-1"
CLARIFY_PROMPT = "clarify-1"
STYLE_PROMPT = "style-1"
SUMMARY_PROMPT = "summary-1"
CRM_PROMPT = "crm-1"


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
