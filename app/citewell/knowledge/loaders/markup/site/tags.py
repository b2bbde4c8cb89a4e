"""Code of a site between the words: JSX and its imports, and the template tags of Jinja, Liquid, Hugo and ERB."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from citewell.knowledge.loaders.markup.site.containers import labelled
from citewell.knowledge.loaders.markup.site.inline import notes_of, read_marks
from citewell.knowledge.loaders.markup.site.marks import NOTE, TAB, closing, opening

_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)\1(?!`)", re.DOTALL)
_MODULE = re.compile(
    r"^(?:import\s+(?:[^\n;]*?\sfrom\s+)?[\"'][^\"'\n]+[\"']|import\s+\{|export\s+(?:const|let|var)\s+[\w{\[]"
    r"|export\s+default\s+(?:function|class|async|\(|\{|\w+\s*;?\s*$)|export\s+(?:async\s+)?function\b"
    r"|export\s+class\b|export\s*\{|export\s*\*\s*from)",
    re.MULTILINE,
)
_IMPORTED = re.compile(r"""^import\s+(\w+)\s+from\s+["']([^"'\n]+\.mdx?)["']""", re.MULTILINE)
_MOST_MODULE_LINES = 200
_MOST_BRACES = 8


def _in_braces(depth: int) -> str:
    """Pattern of balanced braces that hold up to ``depth`` more."""
    return rf"\{{(?:[^{{}}]|{_in_braces(depth - 1)})*\}}" if depth else r"\{[^{}]*\}"


_VALUE = rf"""(?:"[^"]*"|'[^']*'|{_in_braces(_MOST_BRACES)})"""
_ATTRIBUTES = rf"(?:\s+(?:[\w:.@-]+(?:\s*=\s*(?:{_VALUE}|[^\s\"'<>={{}}]+))?|\{{[^{{}}]*\}}))*"
_COMPONENT = re.compile(
    rf"(?P<space>[ \t]*)(?:<(?P<name>[A-Z][\w.]*)(?P<attributes>{_ATTRIBUTES})\s*(?P<empty>/?)>"
    r"|</(?P<closed>[A-Z][\w.]*)\s*>|</?>)"
)
_PAIRED = re.compile(rf"</([A-Z][\w.]*)\s*>|<([A-Z][\w.]*){_ATTRIBUTES}\s*/>")
_ELEMENT = re.compile(rf"</?(?P<name>[a-z][a-z0-9-]*)(?P<attributes>{_ATTRIBUTES})\s*/?>")
_ATTRIBUTE = re.compile(rf"(?P<name>[\w:-]+)\s*=\s*(?P<value>{_VALUE}|[^\s\"'<>={{}}]+)")
_NAMED_VALUES = re.compile(r"""\{[^{}]*?\}""")
_STRING = re.compile(r"""["']([^"']*)["']""")
_EXPRESSION = re.compile(
    r"""\{\s*/\*.*?\*/\s*\}|\{\s*(?P<string>"[^"\n]*"|'[^'\n]*')\s*\}"""
    r"""|(?<!\{)\{[A-Za-z_$][\w$]*(?:\.[\w$]+|\([^(){}]*\))*\}(?!\})""",
    re.DOTALL,
)
_LABELS = ("label", "title", "header", "heading", "summary", "question", "caption", "tab")
_TEXTS = ("description", "content", "text", "alt")
_BLOCKS = frozenset(
    "address article aside blockquote br center dd details div dl dt figcaption figure footer header hr li main nav ol "
    "p section summary table tbody td tfoot th thead tr ul".split()
)
_HTML = _BLOCKS | frozenset(
    "a b big caption code em font h1 h2 h3 h4 h5 h6 i img kbd pre s small span strong sub sup".split()
)
_TAB_GROUPS = frozenset(["tabs", "codetabs", "tabgroup", "tabbed"])
_TABS = frozenset(["tab", "tabitem", "tabpanel"])
_NOTES = frozenset(
    ["note", "tip", "info", "warning", "caution", "danger", "important", "callout", "admonition", "aside"]
)

_COMMENT = re.compile(
    r"\{%-?\s*comment\b.{0,20000}?%\}.{0,20000}?\{%-?\s*endcomment\b.{0,20000}?%\}|\{#(?!\w).{0,20000}?#\}|\{\{%?/\*.{0,20000}?\*/%?\}\}|\{\{<\s*/\*.{0,20000}?\*/\s*>\}\}"
    r"|<%#.{0,20000}?%>|\{\{!--.{0,20000}?--\}\}|<!--.{0,20000}?-->",
    re.DOTALL,
)
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.{0,20000}?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_HIGHLIGHT = re.compile(r"\{%-?\s*highlight\s+(\w+)[^%]*%\}\n?(.*?)\{%-?\s*endhighlight\s*-?%\}", re.DOTALL)
_TAG = re.compile(
    r"\{%-?\s*(?P<tag>.{0,2000}?)\s*-?%\}|\{\{(?P<short>[<%])\s*(?P<code>.{0,2000}?)\s*[>%]\}\}|\{\{\{?(?P<put>.{0,2000}?)\}?\}\}"
    r"|<%[-=]?(?P<ruby>.{0,2000}?)-?%>",
    re.DOTALL,
)
_WORDS = re.compile(
    r"""(?P<name>[\w:-]+)\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"']+)|(?P<only>"[^"]*"|'[^']*'|[^\s"'=]+)"""
)
_KRAMDOWN_KINDS = "note|warning|important|highlight|new|tip|caution|danger|info"
_KRAMDOWN_NOTE = re.compile(
    rf"^\{{:[^}}\n]*\.(?P<kind>{_KRAMDOWN_KINDS})(?:-title)?\b[^}}\n]*\}}[ \t]*\n(?:>[ \t]*)?(?=\S)", re.MULTILINE
)
_KRAMDOWN_AFTER = re.compile(
    r"(?:(?<=\n\n)|\A)(?P<text>(?:(?!\{:)[^\n]+\n)+?)"
    rf"\{{:[^}}\n]*\.(?P<kind>{_KRAMDOWN_KINDS})\b[^}}\n]*\}}[ \t]*(?=\n[ \t]*\n|\n?\Z)"
)
_KRAMDOWN = re.compile(
    r"^[*-][ \t]+\S*[ \t]*\n\{:\s*toc[^}\n]*\}|\{:(?![^\s.#\w:\"'])[^}\n]*\}|^\[(?:TOC|\[_TOC_\])\][ \t]*$",
    re.MULTILINE,
)
_HEADING_ID = re.compile(r"^([ \t]{0,3}#{1,6}[ \t].*?)[ \t]*\{#[\w:.-]+(?:[ \t][^}\n]*)?\}[ \t]*$", re.MULTILINE)
_SNIPPET = re.compile(
    r"""^[ \t]*(?:-+8<-+[ \t]+["'](?P<snippet>[^"'\n]+)["']|\{!\s*(?P<included>[^!\n]+?)\s*!\})[ \t]*$""", re.MULTILINE
)
_INCLUDES = ("include", "include_relative", "include-markdown", "readfile", "partial")


@dataclass(slots=True)
class Tags:
    """Rewrites prose; collects the files that it includes and the values that the site would have put into it."""

    mdx: bool
    """Whether braces hold expressions and tags may be components, as in MDX."""
    components: frozenset[str] = frozenset()
    """Names of the components: those that are closed somewhere."""
    notes: frozenset[str] = frozenset()
    """Names of the document's notes."""
    included: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    partials: dict[str, str] = field(default_factory=dict)
    """Components that are other Markdown files, by name."""
    tab_names: list[str] = field(default_factory=list)
    """Labels of tabs to come, where the component around them lists them."""
    tab_values: dict[str, str] = field(default_factory=dict)
    open: list[tuple[str, bool]] = field(default_factory=list)
    """The components around, and whether each stands inside a line."""

    @classmethod
    def of(cls, prose: str, *, mdx: bool) -> "Tags":
        """For a document whose text outside of fences is ``prose``."""
        without_code = _CODE.sub("", prose)
        names = {one or other for one, other in _PAIRED.findall(without_code)}
        components = frozenset(name for name in names if not (name.isupper() and name.lower() in _HTML))
        return cls(mdx or bool(components) or _MODULE.search(prose) is not None, components, notes_of(prose))

    def rewrite(self, text: str) -> str:
        """``text``, which holds no fenced code, without the site's code; spans of code stay as they are."""
        text = _without_modules(text, self.partials)
        kept: list[str] = []

        def keep(code: str) -> str:
            kept.append(code)
            return f"\ue0f3{len(kept) - 1}\ue0f4"

        text = _RAW.sub(lambda match: keep(match[1]), text)
        text = _CODE.sub(lambda match: keep(match[0]), text)
        if self.mdx:
            text = _COMPONENT.sub(self._component, text)
        text = read_marks(self._templates(text), self.notes)
        if self.mdx:
            text = _EXPRESSION.sub(self._expression, text)
            text = _ELEMENT.sub(self._element, text)
        return re.sub("\ue0f3(\\d+)\ue0f4", lambda match: kept[int(match[1])], text)

    def problems(self) -> Iterator[str]:
        """What to tell of the parts that are not here to be read."""
        if self.included:
            yield f"text of other files is not read here: {_listed(self.included)}"
        if self.values:
            yield f"values that the site fills in are left out: {_listed(self.values)}"

    def _templates(self, text: str) -> str:
        text = _COMMENT.sub("", text)
        text = _HIGHLIGHT.sub(lambda match: f"\n```{match[1]}\n{match[2].strip(chr(10))}\n```\n", text)
        text = _SNIPPET.sub(self._snippet, text)
        text = _TAG.sub(self._template, text)
        text = _KRAMDOWN_AFTER.sub(lambda match: f"{match['kind'].capitalize()}: {match['text']}", text)
        text = _KRAMDOWN_NOTE.sub(lambda match: f"{match['kind'].capitalize()}: ", text)
        text = _KRAMDOWN.sub("", text)
        return _HEADING_ID.sub(r"\1", text)

    def _snippet(self, match: re.Match[str]) -> str:
        self.included.append(match["snippet"] or match["included"])
        return ""

    def _template(self, match: re.Match[str]) -> str:
        if match["put"] is not None or match["ruby"] is not None:
            return self._put(match)
        short = match["short"] is not None
        code = match["code"] if short else match["tag"]
        named, words = _arguments(code.strip().rstrip("/").strip())
        if not words:
            return ""
        name = words[0].lower()
        if name.startswith(("/", "end")):
            kind = _kind_of(name.removeprefix("/").removeprefix("end"))
            return f"\n\n{closing(kind)}\n\n" if kind else ""
        if name in _INCLUDES:
            return self._include(named, words[1:])
        return _opened_by_template(name, named, words[1:])

    def _include(self, named: Mapping[str, str], words: list[str]) -> str:
        text = named.get("content") or named.get("text") or ""
        if not text:
            self.included += words[:1] or list(named.values())[:1]
            return ""
        kind = named.get("type") or (words[0].rsplit("/", 1)[-1].split(".")[0] if words else "")
        note = labelled(kind, named.get("title", "")) if kind.lower() in _NOTES else named.get("title", "")
        return f"{note}: {text}" if note else text

    def _put(self, match: re.Match[str]) -> str:
        code = (match["put"] if match["put"] is not None else match["ruby"]).strip()
        literal = re.fullmatch(r"""["']([^"']*)["']""", code)
        if literal:
            return literal[1]
        if match["put"] is not None or match[0].startswith("<%="):
            self.values.append(code.split("|")[0].strip())
        return ""

    def _expression(self, match: re.Match[str]) -> str:
        if match["string"]:
            return match["string"][1:-1]
        if "/*" not in match[0]:
            self.values.append(match[0][1:-1])
        return ""

    def _element(self, match: re.Match[str]) -> str:
        name = match["name"]
        if name == "img":
            alt = _attributes(match["attributes"]).get("alt", "")
            return f"![{alt}]()" if alt else ""
        if name in {"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "pre", "code"}:
            return match[0]
        return "\n\n" if name in _BLOCKS else ""

    def _component(self, match: re.Match[str]) -> str:
        space, full = match["space"], match["name"] or match["closed"] or ""
        if full and full not in self.components:
            return match[0]
        name = full.rsplit(".", 1)[-1]
        kind = NOTE if name.lower() in _NOTES else TAB
        if not match["name"]:
            inline = self.open.pop()[1] if name and self.open else True
            return space if inline else f"\n\n{space}{closing(kind)}\n\n"
        label = self._label(name, match["attributes"])
        inline = _is_inside_line(match)
        if match["empty"]:
            return space + self._said(name, label, match["attributes"])
        self.open.append((name, inline))
        return space if inline else f"\n\n{space}{opening(kind, label)}\n\n"

    def _label(self, name: str, attributes: str) -> str:
        if name.lower() in _TAB_GROUPS:
            self.tab_names, self.tab_values = _listed_tabs(attributes)
            return ""
        values = _attributes(attributes)
        label = next((values[key] for key in _LABELS if values.get(key)), "")
        if name.lower() in _TABS and not label:
            value = values.get("value", values.get("name", ""))
            label = self.tab_values.get(value) or (self.tab_names.pop(0) if self.tab_names else value)
        return labelled(values.get("type") or name, label) if name.lower() in _NOTES else label

    def _said(self, name: str, label: str, attributes: str) -> str:
        """What a component without text of its own shows, as far as it is written in the file."""
        if name in self.partials:
            self.included.append(self.partials[name])
        values = _attributes(attributes)
        return ". ".join(filter(None, [label, *(values.get(key, "") for key in _TEXTS)]))


def _is_inside_line(match: re.Match[str]) -> bool:
    """Whether words stand before a tag on its line."""
    before = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    return bool(_COMPONENT.sub("", before).strip(" \t>"))


def _without_modules(text: str, partials: dict[str, str]) -> str:
    """Without imports and exports: from their first line to the blank one that follows their last bracket."""
    if not _MODULE.search(text):
        return text
    partials.update(_IMPORTED.findall(text))
    kept: list[str] = []
    lines = text.split("\n")
    i = 0
    while i < len(lines):
        if not _MODULE.match(lines[i]):
            kept.append(lines[i])
            i += 1
            continue
        i = _end_of_module(lines, i)
    return "\n".join(kept)


def _end_of_module(lines: list[str], start: int) -> int:
    depth = 0
    for i in range(start, min(len(lines), start + _MOST_MODULE_LINES)):
        line = lines[i]
        if i > start and not line.strip() and depth <= 0:
            return i
        depth += sum(line.count(mark) for mark in "({[") - sum(line.count(mark) for mark in ")}]")
        following = lines[i + 1] if i + 1 < len(lines) else ""
        if depth <= 0 and (line.rstrip().endswith((";", "'", '"', "}")) and not following[:1].isspace()):
            return i + 1
    return start + 1


def _attributes(text: str) -> dict[str, str]:
    """Attributes whose value is a string."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        value = match["value"]
        inner = value[1:-1].strip() if value[0] in "\"'{" else value
        if value[0] == "{":
            string = re.fullmatch(r"""["'`]([^"'`]*)["'`]""", inner)
            inner = string[1] if string else ""
        found[match["name"]] = inner
    return found


def _listed_tabs(attributes: str) -> tuple[list[str], dict[str, str]]:
    """The labels of tabs in ``items`` or ``values`` of the component around them, in order and by value."""
    match = re.search(rf"\b(?:items|values)\s*=\s*({_VALUE})", attributes)
    if not match:
        return [], {}
    by_value: dict[str, str] = {}
    for one in _NAMED_VALUES.findall(match[1][1:-1]):
        pairs = dict(re.findall(r"""(label|value)\s*:\s*["']([^"']*)["']""", one))
        if "label" in pairs:
            by_value[str(pairs.get("value", pairs["label"]))] = str(pairs["label"])
    return ([] if by_value else _STRING.findall(match[1])), by_value


def _arguments(code: str) -> tuple[dict[str, str], list[str]]:
    named: dict[str, str] = {}
    words: list[str] = []
    for match in _WORDS.finditer(code):
        if match["name"]:
            named[match["name"].lower()] = match["value"].strip("\"'")
        else:
            words.append(match["only"].strip("\"'"))
    return named, words


_TEMPLATE_NOTES = _NOTES | {"hint", "notice", "alert", "callout", "admonition", "admonitions", "panel", "banner"}
_TEMPLATE_TABS = frozenset(
    ["tab", "tabitem", "details", "expand", "expandable", "accordion", "step", "collapse", "stepper"]
)


def _kind_of(name: str) -> str:
    return NOTE if name in _TEMPLATE_NOTES else TAB if name in _TEMPLATE_TABS else ""


def _opened_by_template(name: str, named: Mapping[str, str], words: list[str]) -> str:
    """The mark for a tag that opens a part; other tags are left out, with a figure's caption kept."""
    kind = _kind_of(name)
    given = [named[key] for key in (*_LABELS, "name") if named.get(key)]
    if kind == NOTE:
        style = named.get("style") or named.get("type") or named.get("color") or (words[0] if words else "")
        style = name if not style or name in _NOTES - {"callout", "admonition", "aside"} else style
        title = given[0] if given else (words[1] if len(words) > 1 else "")
        return f"\n\n{opening(kind, labelled(style, title))}\n\n"
    if kind == TAB:
        return f"\n\n{opening(kind, given[0] if given else ' '.join(words[:1]))}\n\n"
    return (
        " ".join(filter(None, [named.get("caption"), named.get("alt")])) if name in {"figure", "img", "image"} else ""
    )


def _listed(names: list[str], most: int = 5) -> str:
    unique = list(dict.fromkeys(names))
    return ", ".join(unique[:most]) + (", …" if len(unique) > most else "")
