"""Words before a name that say it is one, in the languages of tickets; and words that say it is something else."""

import re

NEAR = 40
"""Characters before a name in which a cue is looked for."""
_GAP = r"[^\S\n]*[:\-–—]?[^\S\n]*[\"'“„«(]?"
_SAYS_NAME = re.compile(
    r"(?:(?<!\w)(?:my\s+(?:full\s+)?name(?:['’]s|\s+is)?|(?:full|first|last|family)\s+name(?:\s+is)?|name(?:\s+is|(?=\s*:))|i\s+am|i['’]m|called|mrs?\.?|ms\.?|miss|dr\.?|prof\.?"
    r"|(?:colleague|husband|wife|son|daughter|mother|father|brother|sister|friend|boss|recipient|addressee|account\s+holder|card\s?holder|passenger|guest|tenant|patient|contact(?:\s+person)?)(?:\s+(?:is|was))?"
    r"|spoke\s+(?:to|with)|c/o|attn\.?|herrn?|frau|(?:mein\s+)?name\s+(?:ist|lautet)|ich\s+hei(?:ß|ss)e|ich\s+bin|je\s+m['’]appelle|mme|me\s+llamo|mi\s+nombre\s+es|señora?|mi\s+chiamo|ik\s+heet|jeg\s+hedder"
    r"|меня\s+зовут|мо[её]\s+имя|имя|фио|ф\.\s?и\.\s?о\.|господин\w{0,2}|госпож\w{1,2}|г-н\w?|г-ж\w|получател\w+|мене\s+звати|мо[єе]\s+ім['’]я|пан[іа]?|казвам\s+се|името\s+ми\s+е|зовем\s+се"
    r"|με\s+λένε|ονομάζομαι|λέγομαι|(?:το\s+)?όνομά\s+μου(?:\s+είναι)?|ονοματεπώνυμο|όνομα|κυρί(?:α|ου|ας)|κύρι(?:ε|ος|ο)|κ\.|κα\.?"
    r"|اسمي(?:\s+هو)?|الاسم(?:\s+الكامل)?|اسم\s+المستلم|السيدة?|الأستاذة?|الدكتورة?|نام\s+من|اسم\s+من|آقای|خانم"
    r"|שמי(?:\s+הוא)?|השם\s+שלי(?:\s+הוא)?|קוראים\s+לי|שם\s+מלא|שם|מר|גברת|גב['׳]|ד[\"״]ר))" + _GAP + r"\Z",
    re.IGNORECASE,
)
_GREETS = re.compile(
    r"(?:(?<!\w)(?:dear|hello|hi|hey|this\s+is|signed|(?:kind|best|warm)\s+regards|regards|sincerely|yours|thanks|thank\s+you|cheers|many\s+thanks|hallo|liebe[r]?|grü(?:ß|ss)en?|danke|bonjour|merci|cordialement|hola|gracias|saludos"
    r"|здравствуйте|здравствуй|привет|уважаем\w+|добрый\s+(?:день|вечер)|с\s+уважением|спасибо|з\s+повагою|дякую|поздрави|я|это"
    r"|γεια(?:\s+σ(?:ας|ου))?|αγαπητ\w+|με\s+εκτίμηση|ευχαριστώ|καλημέρα|καλησπέρα|είμαι\s+[οη]"
    r"|أنا|انا|مرحبا|مع\s+(?:خالص\s+)?(?:التحية|تحياتي)|تحياتي|شكرا|عزيزي|عزيزتي|אני|שלום|בברכה|תודה(?:\s+רבה)?|לכבוד))[,،.!]?\s*\Z",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"(?:(?<!\w)(?:my\s+(?:full\s+)?name(?:['’]s|\s+is)|i\s+am|i['’]m|this\s+is|mrs?\.?|ms\.?|miss|mein\s+name\s+ist|ich\s+hei(?:ß|ss)e|ich\s+bin|herrn?|frau"
    r"|je\s+m['’]appelle|mme|me\s+llamo|señora?|mi\s+chiamo|ik\s+heet|mijn\s+naam\s+is|jeg\s+hedder))\s+\Z",
    re.IGNORECASE,
)
_SAYS_THING = re.compile(
    r"(?:[\"“„«'`\[<]|(?<!\w)(?:says?|saying|shows?|showing|displays?|displayed|buttons?|menus?|options?|tabs?|errors?|messages?|labels?|labell?ed|reads?|reading|press|click|tap|opens?|words?|texts?|means?"
    r"|cit(?:y|ies)|streets?|towns?|villages?|in|at|near|models?|products?|brands?|language|book|film|dish|translat\w+|screen|page|section|heading|title)[^\w\n]{0,3})\Z",
    re.IGNORECASE,
)


def says_name(text: str, start: int) -> bool:
    """Whether the words before ``start`` say that a name follows: ``My name is``, ``Mrs``."""
    return _SAYS_NAME.search(text[max(0, start - NEAR) : start]) is not None


def introduces(text: str, start: int) -> bool:
    """Whether somebody is introduced or addressed by the name at ``start``, whatever else bears it."""
    return _INTRODUCES.search(text[max(0, start - NEAR) : start]) is not None


def greets(text: str, start: int) -> bool:
    """Whether a greeting, a sign-off or ``I`` stands before ``start``, behind which a name is likely."""
    return _GREETS.search(text[max(0, start - NEAR) : start]) is not None


def says_thing(text: str, start: int) -> bool:
    """Whether the words before ``start`` (a quotation mark, ``the button``, ``in``) say that no name follows."""
    return _SAYS_THING.search(text[max(0, start - NEAR) : start]) is not None


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the line of ``start:end``, as in a signature."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    behind = text[end:].partition("\n")[0]
    return not before.strip(" \t\r,-–—") and not behind.strip(" \t\r,.!-–—") and "\n" in text[:start]
