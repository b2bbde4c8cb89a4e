"""Characters as a reader means them, out of those that a page description draws."""

import re
import unicodedata

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_UNSEEN = "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)))
_TABLE = {**_CONTROLS, **dict.fromkeys(map(ord, _UNSEEN)), **dict.fromkeys(map(ord, _SPACES), " ")}
_PRESENTATION_FORMS = re.compile("[\u2f00-\u2fd5\ufb00-\ufb17\ufb1d-\ufdfb\ufe70-\ufefc]")
_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")


def clean(text: str) -> str:
    """Ligatures and presentation forms resolved, odd spaces made plain, unseen characters gone; the rest as it is."""
    if text.isascii() and text.isprintable():
        return text
    text = _PRESENTATION_FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text.translate(_TABLE))
    return unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode())


def is_unreadable(text: str) -> bool:
    """Whether a font hides which characters it draws: most of them lie in private or control ranges."""
    return 10 * len(_UNREADABLE.findall(text)) > 3 * len(text)
