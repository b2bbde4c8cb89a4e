"""The one place that builds adapters and hands them down."""

from citewell.application.locks import locked
from citewell.application.shared_evaluation import run_tickets
from citewell.bootstrap.container import Services
from citewell.bootstrap.log_file import start_log_file
from citewell.bootstrap.open_home import open_services
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
