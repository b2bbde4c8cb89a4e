"""What stands around the text of a help centre's page: navigation, cookie notes, related articles, feedback.

Told by element, role, class or id, and where a page has none of these by the words that such parts begin with. A part
that holds most of the page's text, or its headline, is never furniture.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

from citewell.knowledge.loaders.text.parts import clean

_ELEMENTS = ("nav", "header", "footer", "aside", "form", "dialog")
_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu"])
_NAMED = re.compile(
    r"(?:main-?|site-?|top-?|primary-?|sub-?|side-?)?(?:nav|navbar|navigation|menu|sidebar|footer|breadcrumbs?)"
    r"|(?:page-?|table-?of-?contents?|article-?)?toc|table-of-contents|skip-?(?:link|nav|to-content)s?|pagination|pager"
    r"|cookies?-?(?:banner|bar|notice|note|consent|popup|message|policy-?banner|law|alert|dialog|overlay|wall|hint)"
    r"|(?:gdpr|consent|cc|onetrust|cookiebot|usercentrics)-?(?:banner|bar|window|notice|dialog|modal|popup|sdk|root)"
    r"|cybotcookiebotdialog|cookieconsent|onetrust-consent-sdk"
    r"|related(?:-?(?:articles?|posts?|content|questions|links|topics|pages|reading))?|article-relatives"
    r"|recent(?:ly-?viewed)?-?articles|promoted-articles|recommended-?(?:articles|posts|content)|more-articles"
    r"|(?:article|page|kb|content|doc)?-?(?:feedback|votes?|voting|rating|helpfulness)(?:-?(?:form|widget|section|box))?"
    r"|was-?this-?(?:article-?|page-?)?helpful|article-(?:more-questions|return-to-top|subscribe|comments)"
    r"|(?:social-?)?share(?:-?(?:buttons?|links?|bar))?|social-?(?:links|media|icons)|newsletter(?:-?\w+)?|comments?-?(?:list|form|section)"
    r"|back-?to-?top|(?:prev|previous)-?next|site-?search|search-?(?:box|form|bar)",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_RELATED = re.compile(
    r"(?:related|recommended|recently viewed|popular|similar|more|further) "
    r"(?:articles?|posts?|topics?|questions?|pages?|links?)"
    r"|(?:ähnliche|verwandte|weitere|zugehörige) (?:artikel|beiträge|themen|fragen)"
    r"|articles? (?:connexes|associés|similaires|liés)"
    r"|artículos relacionados|artigos relacionados|articoli correlati|(?:gerelateerde|verwante) artikelen"
    r"|relaterede artikler|relaterade artiklar|powiązane artykuły|you may also like|in this (?:section|article)",
    re.IGNORECASE,
)
_FEEDBACK = re.compile(
    r"(?:was|is|did) this (?:article|page|answer|information|content)\b.{0,30}(?:help|useful)"
    r"|did (?:this|we) (?:answer your question|help)|war dieser (?:artikel|beitrag) hilfreich"
    r"|hat (?:ihnen|dir) dieser artikel"
    r"|cet article vous a-t-il|¿?(?:le )?(?:fue|ha sido|resultó) útil|este artigo foi útil|questo articolo.{0,20}utile"
    r"|was dit artikel nuttig|heeft dit artikel|var denne artikel|hjälpte den här|czy ten artykuł był pomocny"
    r"|\d+ (?:out of|von|sur|de|di|van|af|av|z) \d+ .{0,30}(?:helpful|hilfreich|utile|útil|nuttig|pomocn)"
    r"|have more questions\? submit|return to top$|nach oben$",
    re.IGNORECASE,
)
_ANSWERS = frozenset(
    "yes no ja nein oui non sí si sim não sì nee nej tak nie 👍 👎 thanks! yes, not really submit".split()
)
_MAY_BEGIN = ("h2", "h3", "h4", "h5", "h6", "p", "div", "span", "strong", "button", "legend", "section")
_MOST = 0.5
"""Share of the page's text from which on an element is the page."""
_LONG = 300
"""Characters of text that a feedback question and its buttons have at most."""


def remove_furniture(soup: BeautifulSoup) -> None:
    """Take out of a page what stands around its text."""
    whole = max(len(soup.get_text()), 1)
    for tag in _found(soup, whole):
        if not tag.decomposed:
            tag.decompose()
    for tag in list(_by_words(soup)):
        if not tag.decomposed:
            tag.decompose()


def _found(soup: BeautifulSoup, whole: int) -> Iterator[Tag]:
    for tag in soup.find_all(_is_furniture):
        if tag.name == "header" and tag.find_parent(["article", "main"]) is not None:
            continue  # it holds the headline
        if tag.name in {"nav", "footer", "aside"} or not _is_page(tag, whole):
            yield tag


def _is_furniture(tag: Tag) -> bool:
    if tag.name in {"html", "body", "main", "article"}:
        return False
    if tag.name in _ELEMENTS or str(tag.get("role", "")).lower() in _ROLES:
        return True
    return any(_NAMED.fullmatch(_CAMEL.sub("-", name).replace("_", "-")) for name in names_of(tag))


def names_of(tag: Tag) -> Iterator[str]:
    """The classes and the id of an element."""
    yield from (name for name in tag.get_attribute_list("class") if name)
    yield str(tag.get("id", ""))


def _is_page(tag: Tag, whole: int) -> bool:
    """Whether an element is, or holds, what the page is about."""
    if tag.name != "header" and tag.find(["main", "article", "h1"]) is not None:
        return True
    return tag.name != "header" and len(tag.get_text()) > _MOST * whole and whole > _LONG


def _by_words(soup: BeautifulSoup) -> Iterator[Tag]:
    for tag in soup.find_all(_MAY_BEGIN):
        text = clean(tag.get_text(" "))
        if not text or len(text) > _LONG:
            continue
        if _FEEDBACK.match(text):
            yield from _with_answers(tag)
        elif _RELATED.fullmatch(text.rstrip(":")):
            links = _links_after(tag)
            yield from [tag, *links] if links else []


def _with_answers(tag: Tag) -> Iterator[Tag]:
    """A question for feedback, with the buttons that follow it."""
    yield tag
    for following in tag.find_next_siblings():
        words = clean(following.get_text(" ")).casefold()
        if words and not (_FEEDBACK.match(words) or set(words.split()) <= _ANSWERS):
            return
        yield following


def _links_after(tag: Tag) -> list[Tag]:
    """What follows a heading and holds links alone."""
    found: list[Tag] = []
    for following in tag.find_next_siblings():
        text = clean(following.get_text(" "))
        linked = sum(len(clean(link.get_text(" "))) for link in following.find_all("a"))
        linked += len(text) if following.name == "a" else 0
        if text and linked < 0.8 * len(text.replace(" ", "")):
            break
        found.append(following)
    return found if any(one.name == "a" or one.find("a") for one in found) else []
