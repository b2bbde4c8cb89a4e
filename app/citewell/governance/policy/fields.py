"""Fields of a pack, each read with its type; what is wrong is noted with its line and how to mend it."""

import difflib
import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TypeVar

import yaml

from citewell.governance.policy.phrases import PhraseError, parse_phrase
from citewell.governance.yaml_positions import Problems

MAX_TEXT = 2_000
MAX_LIST = 600
ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_REGION = re.compile(r"[A-Za-z][A-Za-z -]{1,29}")
Word = TypeVar("Word", bound=StrEnum)


class Fields:
    """The fields of one mapping. A field that was read is known; ``end`` notes the others."""

    def __init__(self, node: yaml.MappingNode, problems: Problems) -> None:
        """Read ``node``; note mistakes in ``problems``."""
        self.node = node
        self.problems = problems
        self._known: set[str] = set()
        self._keys: dict[str, yaml.Node] = {}
        self._values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            if name in self._values:
                problems.add(key, f"'{name}' stands here twice. Keep one of them.")
            self._keys[name], self._values[name] = key, value

    def has(self, name: str) -> bool:
        """Whether the field is there and not empty."""
        self._known.add(name)
        value = self._values.get(name)
        return value is not None and not _is_null(value)

    def wrong(self, name: str, message: str) -> None:
        """Note that a field is wrong, or missing."""
        self.problems.add(self._values.get(name) or self.node, message)

    def end(self, also: Collection[str] = ()) -> None:
        """Note every field that nothing asked for; ``also`` are known ones of other kinds."""
        known = sorted(self._known | set(also))
        for name, key in self._keys.items():
            if name in self._known:
                continue
            if name in also:
                self.problems.add(key, f"'{name}' does not belong to this kind of rule. Remove it.")
                continue
            near = difflib.get_close_matches(name, known, 1, 0.7)
            meant = f"Did you mean '{near[0]}'?" if near else f"Known are {', '.join(known)}."
            self.problems.add(key, f"unknown field '{name}'. {meant}")

    def text(self, name: str, *, required: bool = False, default: str = "") -> str:
        """A text; a number counts as one."""
        if not self.has(name):
            if required:
                self.wrong(name, f"'{name}' is missing. Add it.")
            return default
        found = self._text_of(name, self._values[name])
        return default if found is None else found

    def id(self, name: str = "id") -> str:
        """A name for other places to refer to."""
        text = self.text(name, required=True)
        if text and not ID.fullmatch(text):
            self.wrong(name, f"'{text[:40]}' is no id: use up to 60 small letters, digits and hyphens.")
        return text

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        if not self.has(name):
            return default
        text = self.text(name).lower()
        if text not in {"true", "false"}:
            self.wrong(name, f"'{name}' must be true or false, not '{text[:40]}'.")
        return text == "true"

    def number(self, name: str, least: float, most: float, default: float) -> float:
        """A number from ``least`` to ``most``."""
        if not self.has(name):
            return default
        text = self.text(name)
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not least <= number <= most:
            self.wrong(name, f"'{name}' must be a number from {least:g} to {most:g}, not '{text[:40]}'.")
            return default
        return number

    def word(self, name: str, kind: type[Word], default: Word | None = None) -> Word | None:
        """One word of a choice; required where there is no default."""
        if not self.has(name):
            if default is None:
                self.wrong(name, f"'{name}' is missing. Add one of {', '.join(kind)}.")
            return default
        text = self.text(name)
        try:
            return kind(text)
        except ValueError:
            self.wrong(name, f"'{name}' must be one of {', '.join(kind)}, not '{text[:40]}'.")
            return default

    def texts(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A text, a list of texts, or lists by language, one after the other."""
        if not self.has(name):
            return default
        return tuple(dict.fromkeys(text for _, text in self._listed(name, self._values[name])))

    def phrases(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The same, each of them a phrase that can be looked for."""
        if not self.has(name):
            return default
        good = []
        for node, text in self._listed(name, self._values[name]):
            try:
                parse_phrase(text)
            except PhraseError as error:
                self.problems.add(node, f"'{text[:60]}' cannot be looked for: it {error}.")
            else:
                good.append(text)
        return tuple(dict.fromkeys(good))

    def languages(self, name: str = "languages", default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Codes such as en."""
        found = self.texts(name, default)
        for text in found:
            if not _LANGUAGE.fullmatch(text):
                self.wrong(name, f"'{text[:40]}' is no language: use codes such as en, de, fr.")
        return found

    def regions(self, name: str = "regions", default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Codes or names such as EU, DE, US-CA."""
        found = self.texts(name, default)
        for text in found:
            if not _REGION.fullmatch(text):
                self.wrong(name, f"'{text[:40]}' is no region: use codes such as EU, DE, US, US-CA.")
        return found

    def by_language(
        self, name: str, default: Mapping[str, str] | None = None, *, required: bool = False
    ) -> Mapping[str, str]:
        """A text for each language; a plain text is the English one."""
        if not self.has(name):
            if required and not default:
                self.wrong(name, f"'{name}' is missing. Add a text for each language, such as 'en: ...'.")
            return default or {}
        node = self._values[name]
        if isinstance(node, yaml.ScalarNode):
            return {"en": self.text(name).strip()}
        if not isinstance(node, yaml.MappingNode):
            self.wrong(name, f"'{name}' must hold a text for each language, such as 'en: ...', not {kind_of(node)}.")
            return {}
        own = Fields(node, self.problems)
        found = {}
        for language, key in own._keys.items():
            if not _LANGUAGE.fullmatch(language):
                self.problems.add(key, f"'{language[:40]}' is no language: use codes such as en, de, fr.")
            found[language] = own.text(language, required=True).strip()
        return found

    def mappings(self, name: str, most: int) -> list["Fields"]:
        """A list of mappings."""
        if not self.has(name):
            return []
        node = self._values[name]
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(name, f"'{name}' must be a list, each item beginning with '- ', not {kind_of(node)}.")
            return []
        if len(node.value) > most:
            self.wrong(name, f"'{name}' has {len(node.value)} items; the most is {most}. Split the pack.")
        found = []
        for item in node.value[:most]:
            if isinstance(item, yaml.MappingNode):
                found.append(Fields(item, self.problems))
            else:
                self.problems.add(item, f"an item of '{name}' must hold fields such as 'id: ...', not {kind_of(item)}.")
        return found

    def mapping(self, name: str) -> "Fields | None":
        """Fields inside a field."""
        if not self.has(name):
            return None
        node = self._values[name]
        if isinstance(node, yaml.MappingNode):
            return Fields(node, self.problems)
        self.wrong(name, f"'{name}' must hold fields, not {kind_of(node)}.")
        return None

    def _listed(self, name: str, node: yaml.Node) -> list[tuple[yaml.Node, str]]:
        if isinstance(node, yaml.MappingNode):
            lists = []
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode) or not _LANGUAGE.fullmatch(str(key.value)):
                    self.problems.add(key, f"'{name}' is a list, or lists by language such as 'en:'.")
                lists.append(value)
        else:
            lists = [node]
        items = [item for one in lists for item in (one.value if isinstance(one, yaml.SequenceNode) else [one])]
        if len(items) > MAX_LIST:
            self.wrong(name, f"'{name}' has {len(items)} items; the most is {MAX_LIST}.")
        found = []
        for item in items[:MAX_LIST]:
            text = self._text_of(name, item)
            if text is not None:
                found.append((item, text.strip()))
        return found

    def _text_of(self, name: str, node: yaml.Node) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            self.problems.add(node, f"'{name}' must be a text, not {kind_of(node)}. Put the text in quotes.")
            return None
        text = str(node.value)
        if not text.strip():
            self.problems.add(node, f"'{name}' is empty. Write a text, or remove it.")
            return None
        if len(text) > MAX_TEXT:
            self.problems.add(node, f"'{name}' has {len(text):,} characters; the most is {MAX_TEXT:,}.")
            return None
        return text


def kind_of(node: yaml.Node) -> str:
    """What a node is, in words."""
    if isinstance(node, yaml.MappingNode):
        return "fields"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a text"


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"
