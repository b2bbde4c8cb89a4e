"""The one place that builds adapters and hands them down."""

from citewell.bootstrap.knowledge_bases import run_tickets
from citewell.bootstrap.locking import locked
from citewell.bootstrap.log_file import start_log_file
from citewell.bootstrap.opening import open_services
from citewell.bootstrap.prompts import (
    CLARIFY_PROMPT,
    CRM_PROMPT,
    PLAIN_PROMPT,
    PROMPT,
    SUMMARY_PROMPT,
    load_schema,
    load_task,
    load_template,
)
from citewell.bootstrap.services import Services

__all__ = [
    "CLARIFY_PROMPT",
    "CRM_PROMPT",
    "PLAIN_PROMPT",
    "PROMPT",
    "SUMMARY_PROMPT",
    "Services",
    "load_schema",
    "load_task",
    "load_template",
    "locked",
    "open_services",
    "run_tickets",
    "start_log_file",
]
