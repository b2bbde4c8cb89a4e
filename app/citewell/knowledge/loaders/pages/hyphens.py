"""Hyphens at a line's end that belong to the word: English compounds, and parts that are left out before "and"."""

JOINING = frozenset("and or und oder bzw et ou y e o ed od en of og eller och i lub".split())
"""Words before which a hyphen stands for a part that follows: ``Vor- und Nachteile``, ``short- and long-term``."""
_FIRST = frozenset(
    "self long short mid high low well ill full part half one two three four five six seven eight nine ten twelve "
    "first second third fourth non co all cross user end real stand built double triple zero year month hour check "
    "sign log opt drop pick pay top follow hard soft fast slow large small medium heavy light cost time tax duty risk "
    "interest state cloud web mobile voice data energy heat child pet eco climate carbon plug add early late open "
    "closed right left".split()
)
_SECOND = frozenset(
    "term employed time date service standing paid known defined quality speed cost costs risk level resolution day "
    "days year years month months week weeks hour hours minute minutes step steps sided person party stop off up in "
    "out on based free related specific friendly addressed stamped catering contained help check test rate range "
    "scale size sized weight duty factor user users priced performance capacity volume pressure voltage power energy "
    "efficient effective saving sensitive resistant ready made owned funded driven controlled operated refundable "
    "binding compliant delivery payment returnable transferable negotiable working business existing essential "
    "smoking existent standard profit".split()
)


def is_compound(first: str, second: str) -> bool:
    """Whether two parts of a word are joined by a hyphen of its own: ``long-term``, ``self-employed``."""
    return first.lower() in _FIRST and second.lower() in _SECOND
