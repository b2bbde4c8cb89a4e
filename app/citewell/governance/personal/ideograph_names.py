"""Names of persons in Chinese, Japanese and Korean, where words have neither capitals nor blanks between them.

A family name of the list begins it; a cue, a form of address, or being the only such word in an English text ends the
doubt.
"""
# ruff: noqa: E501  patterns read best in one line

import re
from collections.abc import Iterator
from functools import cache

from citewell.governance.personal.name_cues import greets, says_name, says_thing
from citewell.governance.personal.name_lists import (
    CHINESE_FAMILIES,
    CHINESE_GIVEN,
    JAPANESE_FAMILIES,
    KOREAN_FAMILIES,
)

_HAN, _KANA, _HANGUL = "\u3400-\u9fff々", "\u3041-\u3096\u30a1-\u30fa\u30fc", "\uac00-\ud7a3"


def _any_of(words: frozenset[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


_JAPANESE, _CHINESE, _KOREAN = map(_any_of, (JAPANESE_FAMILIES, CHINESE_FAMILIES, KOREAN_FAMILIES))
_GIVEN_ENDS = "子美奈香恵代江花菜乃紀希樹介郎助太一二三夫雄男也彦之人司治志斗翔真央音葉衣里莉沙咲優輝吾悟誠健明弘博浩隆茂豊勇実進修剛清勝正稔聡章裕哲淳純亮蓮陽結愛桜"
"""Characters that Japanese given names end with."""
_PATTERNS = (
    # Japanese: behind a cue, before a form of address, and family name with given name.
    rf"(?:名前は|氏名(?:[:：は]|\s)|お名前[:：は]|宛名(?:[:：は]|\s)|受取人(?:[:：は]|\s)|担当の|私は)\s*(?P<a>[{_HAN}]{{2,6}}(?:[ 　][{_HAN}{_KANA}]{{1,5}})?|[\u30a1-\u30fa\u30fc・]{{3,16}}|[\u3041-\u3096]{{2,5}}[ 　][\u3041-\u3096]{{2,5}})(?=と|です|で|、|。|,|\.|さん|様|\s|\Z)",
    rf"(?P<b>[{_HAN}]{{2,6}}(?:[ 　][{_HAN}]{{1,4}})?|[\u30a1-\u30fa\u30fc・]{{2,16}})(?:と申します|と申しま|といいます|と言います|と申す)",
    rf"(?<![{_HAN}])(?P<c>{_JAPANESE}[ 　]?[{_HAN}]{{0,3}})(?:様|さま|さん|氏|殿|先生|くん|ちゃん)",
    r"(?P<d>[\u30a1-\u30fa\u30fc]{2,10}(?:[・ ][\u30a1-\u30fa\u30fc]{2,10})?)(?:様|さま|さん|氏)",
    rf"(?<![{_HAN}])(?P<e>(?=[{_HAN}]{{3,6}}(?![{_HAN}])|[{_HAN}]{{1,3}}[ 　])(?!(?:林|森|原|関|東|辻|堀)[{_HAN}]){_JAPANESE}[ 　]?[{_HAN}]{{0,2}}[{_GIVEN_ENDS}])(?![{_HAN}])",
    # Chinese: behind a cue, and before a form of address.
    rf"(?:我叫|我的名字[是叫]|名字[是叫:：]|姓名\s?[是:：]|(?:收件|收货|收貨|联系|聯絡|持卡|预订|預訂)人(?:姓名)?\s?[是:：]|本人)\s*(?P<f>{_CHINESE}[{_HAN}]{{1,2}})(?=[，。,.!！、；;\s]|的|\Z)",
    rf"我是(?P<g>{_CHINESE}[{_HAN}]{{2}})(?=[，。,.!！、；;\s]|\Z)",
    rf"(?P<h>{_CHINESE}[{_HAN}]{{0,2}})(?=先生|女士|小姐|太太|老师|老師|经理|經理|师傅|師傅)",
    # Korean: behind a cue, and before a form of address.
    rf"(?:이름은|이름\s?[:：]|성함은|성함\s?[:：]|성명\s?[:：]|수령인\s?[:：은]|받는\s?(?:사람|분)\s?[:：은]|예금주\s?[:：는])\s*(?P<i>{_KOREAN}[{_HANGUL}]{{1,3}}?)(?=입니다|이에요|예요|이고|이라고|라고|이며|인데|[,.\s]|\Z)",
    rf"저는\s*(?P<j>{_KOREAN}[{_HANGUL}]{{2}})(?=입니다|이에요|예요|이라고|라고)",
    rf"(?<![{_HANGUL}])(?P<k>(?!고객|주인|기사|임원|공주|조교|강사|교수|이사|전무|원장|소장|차장|과장|담당|변호|지점|지배|안내|구매|손님|선생|여러|이웃|하나|도우|서버){_KOREAN}[{_HANGUL}]{{1,2}}) ?(?:씨|님|군|양)(?=[은는이가을를의께에도와,.!?\s]|\Z)",
)
_NO_JAPANESE_NAME = re.compile(rf"[{_HAN}]*(?:県|市|区|町|村|都|府|駅|店|社|会|島|山|川|港|課|部)\Z")
_RUN = re.compile(
    rf"(?<![\w])(?P<han>[{_HAN}]{{1,4}}(?:[ 　][{_HAN}]{{1,3}})?)(?!\w)|(?<!\w)(?P<hangul>[{_HANGUL}]{{2,4}}(?: [{_HANGUL}]{{1,3}})?)(?!\w)"
    rf"|(?<!\w)(?P<kana>[{_KANA}]{{2,12}}(?:[ 　・][{_KANA}]{{2,12}})?)(?!\w)"
)


@cache
def _names() -> tuple[re.Pattern[str], ...]:
    """The patterns, made when a text is first read: their long lists take longer than the rest of the module."""
    return tuple(re.compile(pattern) for pattern in _PATTERNS)


@cache
def _alone() -> re.Pattern[str]:
    """A full name that stands by itself in a text in Latin letters."""
    return re.compile(
        rf"{_CHINESE}(?:[{_HAN}]{{2}}|{_any_of(CHINESE_GIVEN)})|(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|司徒|东方|夏侯|皇甫|尉迟|慕容)[{_HAN}]{{2}}|{_JAPANESE}[ 　]?[{_HAN}]{{1,3}}"
        rf"|{_KOREAN}[{_HANGUL}](?![어요다법료품])[{_HANGUL}]|{_KOREAN} [{_HANGUL}]{{2}}|[{_HANGUL}]{{2}} {_KOREAN}"
    )


def find_ideograph_names(text: str, *, embedded: bool) -> Iterator[tuple[int, int]]:
    """``(start, end)`` of names; ``embedded`` says that the text is mostly in Latin letters."""
    if embedded:
        yield from _between_latin(text)
    for pattern in _names():
        group = next(iter(pattern.groupindex))
        for match in pattern.finditer(text):
            if not _NO_JAPANESE_NAME.match(match[group]):
                yield match.span(group)


def _between_latin(text: str) -> Iterator[tuple[int, int]]:
    for match in _RUN.finditer(text):
        start, end = match.span()
        named = says_name(text, start) or greets(text, start)
        full = _alone().fullmatch(match[0]) is not None and not says_thing(text, start)
        if named or (full and not _NO_JAPANESE_NAME.match(match[0])):
            yield start, end
