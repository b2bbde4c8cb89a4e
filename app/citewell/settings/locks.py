"""Which options the company locked, to which values, and whether somebody edited them here: for people and doctor."""

import json
from dataclasses import dataclass, fields
from pathlib import Path

from citewell.settings.company import CompanyPolicy, read_company_policy
from citewell.settings.options import Options, company_values, describe_option


@dataclass(frozen=True, slots=True)
class LockedOption:
    """One option that the company set. ``edited``: the home's own file says something else, which does not count."""

    name: str
    description: str
    value: object
    by: str
    path: Path
    edited: bool = False

    @property
    def words(self) -> str:
        """One sentence for people."""
        edited = " It was edited here; that does not count." if self.edited else ""
        return f"'{self.name}' is set to {shown(self.value)} by {self.by} and stays so.{edited}"


def shown(value: object) -> str:
    """A value of an option as a person reads it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"“{value}”" if isinstance(value, str) else str(value)


def locked_options(settings: Path | None = None) -> tuple[LockedOption, ...]:
    """The locked options in the order of ``Options``; ``settings`` is the home's file, to tell which were edited.

    Raises ``BadInputError`` where the policy file cannot be read.
    """
    policy = read_company_policy()
    if policy is None:
        return ()
    stored = _stored(settings)
    values = company_values(policy)
    return tuple(
        LockedOption(
            option.name,
            describe_option(option.name),
            values[option.name],
            policy.words,
            policy.path,
            option.name in stored and stored[option.name] != values[option.name],
        )
        for option in fields(Options)
        if option.name in values
    )


def refused_changes(wanted: Options, before: Options) -> tuple[LockedOption, ...]:
    """The locked options that somebody changed from ``before`` to ``wanted``. Raises ``BadInputError``."""
    return tuple(
        option
        for option in locked_options()
        if getattr(wanted, option.name) not in {option.value, getattr(before, option.name)}
    )


def unknown_options(policy: CompanyPolicy) -> tuple[str, ...]:
    """Names in the policy that are no option of this version: they lock nothing here."""
    known = {option.name for option in fields(Options)}
    return tuple(sorted(set(policy.locked) - known))


def _stored(settings: Path | None) -> dict[str, object]:
    try:
        stored = json.loads(settings.read_text(encoding="utf-8")) if settings is not None else {}
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}
