"""What orders to a program look like: some are complete by themselves, most are two signs in one sentence.

Documentation speaks of assistants, prompts and templates, and policies order people about ("reply only with ...", "you
must now ..."). So no sign counts alone in a document: an order names the reader's own instructions, or is addressed to
a program, or speaks of every reply and of a link at once. Outsiders write tickets, and some signs are enough there.
"""

import re

_FLAGS = re.IGNORECASE
_AI = (
    r"(?:a\.?i\.?(?: (?:language )?(?:assistants?|agents?|models?|systems?|bots?))?|ll?ms?|(?:large )?language "
    r"models?|chat ?bots?|"
    r"gpt(?:-?\d\w*)?|copilot|claude|gemini|virtual assistants?|support bots?|assistants?)"
)
_BEFORE = (
    r"(?:(?:all|any|every|each|of|the|your|my|our|its|these|those|previous|prior|earlier|above|preceding|foregoing|"
    r"former|existing|current|original|initial|system|safety|company|content|other)\W+)"
)
_OWN = (
    r"(?:previous|prior|earlier|above|preceding|foregoing|former|your|original|initial|system|safety|all|every|content)"
)
"""Of ``_BEFORE``, what tells the rules of a program from the instructions on a box."""
_RULES = (
    r"(?:instructions?|rules|prompts?|directives?|directions|guidelines|programming|guardrails|safeguards|"
    r"restrictions|constraints|polic(?:y|ies)|commands)"
)
_IGNORE = (
    r"(?:ignor(?:e|ing)|disregard(?:ing)?|forget|overrid(?:e|ing)|bypass(?:ing)?|neglect|discard|set aside|"
    r"(?:do not|don['’]?t|never|stop|without) (?:follow|obey|apply|consider)(?:ing)?)"
)
_ADVERBS = r"(?:(?:please|kindly|and|or|then|now|next|just|simply|also|but|so|first|instead|completely)\W+)"
_IMPERATIVE = (
    rf"(?:(?:^|"
    rf"[.:;,!?({{\[\"'“«|>—–]|--)\W{{0,4}}{_ADVERBS}{{0,3}}|\b(?:you (?:must|should|will|shall|need to|are to|can now|"
    rf"may now)|you|must|please|kindly|and|then|now|to|assistant)\W+{_ADVERBS}{{0,2}})"
)
"""Where a verb that follows is an order, and no statement about who does it ("users can bypass ...")."""
_NOT_OURS = (
    r"(?! (?:on|from|in|that came|printed|supplied|of) (?:the |its |your )?(?:box|package|label|leaflet|manual))"
)
_SAY = r"(?:reply|respond|answer|output|print|return|say|write|state|begin|start|end|finish)"
_TELL = (
    r"(?:reveal|disclose|leak|show|print|repeat|output|tell|list|display|dump|paste|copy|recite|quote|send|forward|"
    r"translate|summari[sz]e|include|give|attach|reproduce|expose|share|encode)"
)
_REPLIES = r"(?:repl(?:y|ies)|answers?|responses?|drafts?|output)"
_DIRECT = (
    rf"(?:{_ADVERBS}|(?:you|must|should|will|shall|always|never|do not|don['’]?t|to)\W+){{0,4}}"
    r"(?:refuse|approve|grant|promise|escalate|ignore|disregard|forget|skip|cite|pretend|comply|obey|reveal|disclose|"
    r"use (?:no|other)|"
    rf"deny|confirm that|state|treat|decide|mark|claim|omit|(?:{_SAY}|tell)\W+(?:only|with|that|yes|no|always|never|"
    r"exactly|nothing|[\"“'‘]|(?:the|every|each) (?:customer|user|word|reader)|them|him|her|everyone|everybody))"
)
"""What a draft's writer is told to do, as an imperative."""
_READING = r"(?:\W+(?:reading|processing|drafting|handling|answering|that|which|who)\b.{0,60}?)?"
_ADDRESS = (
    r"^\W*(?:(?:important|urgent|note|notice|attention|message|instructions?|directions?|memo|dear|hey|hi|hello|to|for|"
    rf"the|any|all|every|whichever)\W+){{0,5}}{_AI}\b{_READING}\s*[:,;!—–-]"
)
_LINKS = r"https?:|www\.|mailto:|!\[|\]\(|<img\b|\b[\w.+-]+@[\w-]+\.\w+"


def _compile(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, _FLAGS) for pattern in patterns)


def _foreign(verbs: str, rules: str, own: str) -> str:
    """An order to ignore rules, where a word within the next eight says that they are the reader's own."""
    return rf"(?:{verbs})\w*\W+(?=(?:\w+\W+){{0,8}}?(?:{own}))(?:\w+\W+){{0,4}}(?:{rules})"


MARKS = _compile(
    r"<\|\w{2,40}\|?>|\[/?(?:INST|SYS)\]|<</?SYS>>|<(?:start|end)_of_turn>|\bim_(?:start|end)\b",
    r"^\W*#{2,}\s*(?:system|assistant|human)\s*:\s*$|\bBEGIN_?(?:SYSTEM|PROMPT)",
)
"""Marks of chat templates."""
MARKS_IN_TICKETS = _compile(
    r"</?s>|<(?:bos|eos|pad|unk)>|</?(?:system|assistant|instructions?|prompt)>|^\W*#{2,}\s*(?:instructions?|"
    r"response)\s*:\s*$",
    r"^\W*(?:role|system|assistant)\s*[=:]\s*(?:system|assistant)\b",
    r"[\"'](?:decision|next_step|sentiment|urgency|tool_calls?|function_call)[\"']\s*:\s*[\"'{\[]",
    r"[\"']role[\"']\s*:\s*[\"'](?:system|assistant|developer|tool)",
)
"""Marks that documents explain and customers have no use for."""
OPENS = re.compile(
    r"<\|im_start\|>|<start_of_turn>|<<SYS>>|\[INST\]|<\|start_header_id\|>|<\|(?:system|user|assistant)\|>", _FLAGS
)
OPENS_IN_TICKETS = re.compile(rf"{OPENS.pattern}|<(?:system|instructions?|prompt)>", _FLAGS)
CLOSES = re.compile(
    r"<\|im_end\|>|<end_of_turn>|<</SYS>>|\[/INST\]|<\|eot_id\|>|-->|</(?:system|instructions?|prompt)>", _FLAGS
)

COMPLETE = _compile(
    # the rules of whoever reads are to be left
    rf"{_IMPERATIVE}{_IGNORE}\W+(?={_BEFORE}{{0,4}}{_OWN}\W){_BEFORE}{{1,5}}{_RULES}\b{_NOT_OURS}",
    rf"{_IMPERATIVE}{_IGNORE}\W+(?:\w+\W+){{0,2}}(?:everything|all|anything|the text|what(?:ever)?)\W+(?:\w+\W+){{0,4}}"
    r"(?:above|before|told|so far|earlier|previously)\b",
    r"\b(?:not bound by|no longer bound by|free (?:of|from)|without any|no) (?:\w+\W+){0,2}(?:rules|restrictions|"
    r"filters|"
    r"guidelines) (?:any more|anymore|apply to you)\b|\byou are (?:free (?:of|from)|no longer bound by|not bound by)\W+"
    r"(?:\w+\W+){0,2}(?:rules|restrictions|limits|filters|guidelines|constraints)\b",
    # another role
    r"\b(?:from now on|henceforth|you are now|you['’]re now|you will now|you shall now|act as|pretend (?:to be|you are|"
    r"that you)|role-?play|imagine (?:that )?you are|simulate)\b.{0,60}\b(?:DAN|EvilBot|unrestricted|unfiltered|"
    r"uncensored|jailbroken|hacker|grandmother|(?:no|without(?: any)?) (?:rules|restrictions|filters))\b",
    r"\b(?:you are now|from now on you are|pretend (?:to be|you are|that you are)|imagine (?:that )?you are) "
    rf"(?:an? |the |my )?(?:\w+ )?(?:{_AI}|bot)\b(?! (?:team|developer|engineer|user|customer|admin))",
    r"\bcan do anything now\b|\b(?:say|write|repeat) after me\b\W*[:\"“]",
    # addressed to a program
    rf"{_ADDRESS}\W*{_DIRECT}",
    rf"^\W*{_ADVERBS}{{0,3}}(?:append|prepend|embed|render|inject)\b.{{0,120}}\b(?:to|in|into) (?:the|every|each|any|"
    rf"your) (?:repl(?:y|ies)|answers?|drafts?)\b",
    rf"\bif you are (?:an? |the |any )?{_AI}\b(?=\W*(?:[,:;—–]|that|which|who|reading|or|and|$))",
    rf"\b{_AI} (?:(?:that|which|who) )?(?:is |are )?(?:read(?:s|ing)?|process(?:es|ing)?|draft(?:s|ing)?) this\b",
    rf"\b{_AI} (?:must|should|shall|has to|have to|will now|needs? to|(?:is|are) (?:required|instructed|ordered|"
    rf"told) to)\W+"
    r"(?!not\b)(?:\w+\W+){0,2}(?:approve|grant|promise|refund|disregard|reveal|disclose|state that|say that|say [\"“]|"
    r"confirm that|answer that|cite (?:only|this|nothing)|link to|(?:tell|inform) (?:(?:the|every|all|each) "
    r")?(?:customers?|"
    r"users?|readers?|clients?)|refuse (?:the|this|all|every|to answer)|(?:treat|mark) (?:this|it|every|all))\b",
    rf"\bas an? {_AI},? you (?:must|should|shall|will)\b",
    rf"\b{_AI} (?:may now|may|is allowed to|is permitted to|is authori[sz]ed to) (?:approve|grant|refund|promise)\b",
    # what the program works with
    rf"\b{_TELL}\W+(?:\w+\W+){{0,6}}?(?:your|the above|above|hidden|secret) (?:system |initial |original |full )?"
    r"(?:prompts?|instructions|guidelines|directives)\b(?!\W+(?:to|with|for|by) (?:us|our|the support))",
    rf"{_IMPERATIVE}(?:reveal|disclose|leak|dump|recite|print|repeat|output)\W+(?:\w+\W+){{0,4}}?(?:system prompts?|"
    r"system message|context window|training data)\b",
    rf"{_IMPERATIVE}(?:print|repeat|output|reveal|recite|dump)\W+(?:all |the |everything )*(?:text|words|lines?|"
    rf"content|"
    r"everything)\W+(?:above|before)\b",
    r"\bcit(?:e|ing)\W+(?:\w+\W+){0,3}?(?:nothing|no one|nobody|nowhere|only this|\[\d+\])(?=\W|$)",
    r"\b(?:mark|treat|score|rate|classify)\W+(?:\w+\W+){0,3}(?:sentences?|claims?|statements?)\b.{0,40}\bas (?:fully "
    r"|well )?"
    r"supported\b",
    r"^\W*(?:decision|verdict|final answer|judg(?:e)?ment)\s*[:=]\s*(?:refuse|escalate|clarify|answer)\W*$",
    r"^\W*(?:please )?decide (?:for )?[\"'“]?(?:refuse|escalate|clarify)\b|\b(?:the|your|final) decision (?:is|must be|"
    r"should be|shall be|will be) [\"'“]?(?:refuse|answer|escalate|clarify)\b",
    r"^\W*polic(?:y|ies)\W*[:=—-]\W*(?:always|never|must)\W+(?:(?:refund|approve|refuse|grant|answer|reply)\W*(?:$|,|"
    r"\bevery|"
    r"\ball|\babout|\bwhatever|\bno matter))",
    r"\b(?:do not|don['’]?t|never)\W+(?:mention|tell|reveal|say)\W+(?:\w+\W+){0,4}(?:this (?:instruction|prompt)\b|"
    r"that "
    r"you (?:were|are) (?:told|instructed)\b)",
    r"^\W*end of (?:the )?(?:system |user |customer )?(?:prompt|ticket|context|user input)\W*$",
    r"\b(?:decode|decrypt|un-?base64|rot-?13|reverse|translate)\W+.{0,60}\b(?:follow|execute|obey|comply with|carry "
    r"out|"
    r"act on|do) (?:it|them|what|the (?:hidden |decoded )?(?:instructions?|orders?|message))\b",
    # the same order in other languages
    _foreign(
        r"\b(?:ignorier|vergiss|vergesst|vergessen|missacht|umgeh|setz\w* (?:dich|euch|sie sich) über)",
        r"(?:anweisung|regel|instruktion|vorgabe|befehl|prompt|richtlinie)\w*",
        r"alle\b|alles|vorherig|bisherig|vorig|früher|obig|dein|eure|vorangeg|gegeben",
    ),
    _foreign(
        r"\b(?:ignor|oubli|n[ée]glig|contourn|(?:tenez|tiens) pas compte)",
        r"(?:instructions|r[èe]gles|consignes|directives)\b",
        r"toutes|tous|vos|tes|pr[ée]c[ée]dent|ant[ée]rieur|ci-dessus",
    ),
    _foreign(
        r"\b(?:ignor|olvid|descart)",
        r"(?:instrucciones|reglas|indicaciones|[óo]rdenes|directrices)\b",
        r"todas|todos|tus|sus|anterior|previas|previos",
    ),
    _foreign(
        r"\b(?:ignor|dimentic|trascur)",
        r"(?:istruzioni|regole|direttive|ordini)\b",
        r"tutte|tutti|tue|tuoi|vostre|precedent|sopra",
    ),
    _foreign(
        r"\b(?:ignor|esque[çc]|desconsider)",
        r"(?:instru[çc][õo]es|regras|ordens|diretrizes)\b",
        r"todas|todos|suas|tuas|anterior|pr[ée]vi|acima",
    ),
    _foreign(
        r"\b(?:negeer|vergeet)",
        r"(?:instructies|regels|opdrachten|aanwijzingen)\b",
        r"alle\b|vorige|eerdere|je\b|jouw|uw|bovenstaande",
    ),
    _foreign(
        r"\b(?:z?ignoruj|zapomnij|pomi[ńn])",
        r"(?:instrukcj|polece|zasad|regu[łl])\w*",
        r"wszystk|poprzedni|wcze[śs]niejsz|powy[żz]sz|swoj|twoj",
    ),
    _foreign(
        r"\b(?:ignorera|gl[öo]m|ignorer|glem)",
        r"(?:instruktion|regler|anvisning|instruks)\w*",
        r"alla|alle\b|tidigare|tidligere|f[öo]reg|forrige|dina|dine",
    ),
    _foreign(
        r"(?:игнорир|забудь|проигнорир)",
        r"(?:инструкц|правил|указан|команд)\w*",
        r"все|предыдущ|прежн|свои|твои|выше",
    ),
    r"(?:忽略|无视|忘记|忽視|無視して|无需遵守)(?=.{0,12}(?:所有|之前|以上|上述|一切|先前|你的)).{0,12}(?:指令|指示|说明|規則|规则|提示|命令)|"
    r"(?:すべて|全て|全部|これまで|以前|上記|前の).{0,8}(?:指示|命令|ルール|指令|規則|プロンプト).{0,8}(?:無視|忘れ)|"
    r"(?:指示|命令|ルール|プロンプト)を?(?:すべて|全て|全部).{0,4}(?:無視|忘れ)",
    r"(?:이전|위의|모든).{0,12}(?:지시|명령|규칙|지침).{0,8}(?:무시|잊)",
    r"(?:önceki|tüm|bütün|yukarıdaki)\W+(?:\w+\W+){0,3}(?:talimat|kural|komut)\w*\W+(?:\w+\W+){0,3}(?:yok say|"
    r"g[öo]rmezden|unut|"
    r"yoksay)\w*",
    r"(?:تجاهل|انس)(?=.{0,40}(?:جميع|كل|السابق|أعلاه)).{0,30}(?:التعليمات|القواعد|الأوامر|تعليمات)|"
    r"(?:पिछले|सभी|पहले|ऊपर).{0,20}(?:निर्देश|नियम).{0,20}(?:अनदेखा|नज़रअंदाज़|भूल)",
)  # fmt: skip
"""Orders to a program, whoever writes them."""

SIGNS = {
    "program": re.compile(
        rf"\b{_AI}\b|\bsystem (?:prompt|override|instruction)s?\b|\boverride (?:code|mode|protocol)\b|\bprompt "
        rf"injection\b|"
        r"\bjailbr(?:ea|o)k|\b[A-Za-z]+Bot\b|\bDAN\b",
        _FLAGS,
    ),
    "addressed": re.compile(
        rf",\s*(?:dear |my )?{_AI}\s*[.!]?\s*$|{_ADDRESS}|\b(?:any|every|all) {_AI} (?:that|which|who|reading|"
        rf"processing)\b|"
        rf"\b{_AI} (?:must|shall|has to|have to)\b|\b(?:system override|new (?:system )?prompt)\b\W*[:—–-]",
        _FLAGS,
    ),
    "ignore": re.compile(
        rf"(?:{_IMPERATIVE}|\byou ){_IGNORE}\W+{_BEFORE}{{0,4}}(?:{_RULES}|documents|sources|knowledge base|"
        rf"citations)\b",
        _FLAGS,
    ),
    "void": re.compile(
        rf"\b(?:{_RULES}|everything (?:\w+ ){{0,4}}told you)\b.{{0,60}}\b(?:(?:is|are) (?:void|suspended|lifted|"
        rf"cancelled|gone)"
        r"|no longer appl(?:y|ies)|do(?:es)? not apply)\b|\byour (?:instructions|rules|guidelines|prompt) (?:have|"
        r"has|were|are) (?:changed|replaced)\b",
        _FLAGS,
    ),
    "role": re.compile(
        r"\b(?:from now on|henceforth)\b.{0,20}\byou\b|\byou are now\b|\byou['’]re now\b|\bpretend (?:to be|you are|"
        r"that "
        r"you)\b|\bact as (?:if|though) you\b|\byour new (?:role|job|task|name|purpose) is\b|\bin which you are\b|"
        r"\bnew (?:system |secret |higher.priority )?(?:instructions?|rules|prompt|directives?|task)\W*(?:for you|:|—)",
        _FLAGS,
    ),
    "free": re.compile(
        r"\b(?:without|no|free (?:of|from)|not bound by|no longer bound by)\W+(?:any\W+)?(?:\w+\W+)?(?:rules|"
        r"restrictions|"
        r"limits|filters|guidelines|constraints)\b",
        _FLAGS,
    ),
    "verdict": re.compile(
        rf"{_IMPERATIVE}(?:always |never |only )?(?:(?:approve|grant|refund|refuse|escalate|confirm|"
        rf"allow)\W+(?:every|all|any|"
        r"about|the (?:customer|claim|refund)|a? ?refunds?|\d|me|to the)|promise (?:anything|a refund|every))|"
        r"\brefuse (?:all|every)\b|\bmust (?:now |only |always )*(?:refuse|comply|obey)\b",
        _FLAGS,
    ),
    "claim": re.compile(
        rf"{_IMPERATIVE}(?:always |only )?(?:say|state|confirm|claim|tell \w+(?: \w+)?) (?:that|yes)\b", _FLAGS
    ),
    "scope": re.compile(
        r"\b(?:no matter|regardless of|whatever) (?:what |the |is |was |being |user |customer |anybody |anyone |they "
        r")*(?:asks?|asked|question|ticket|"
        r"customer asks|"
        r"customer says)\b|\b(?:in|to|for|with|end|begin|start|at the (?:end|start|top|bottom) of) (?:every|each|"
        r"all|any) "
        r"(?:customer )?(?:repl(?:y|ies)|answers?|responses?|drafts?|summar(?:y|ies))\b|\banswers? (?:every|all|any) "
        r"(?:questions?|tickets?|requests?)\b|\b(?:always|never)\W+(?:\w+\W+)?(?:reply|answer|"
        r"respond)\W+(?:\w+\W+){0,6}"
        r"(?:every|each|all|any|whatever|no matter|regardless)\b",
        _FLAGS,
    ),
    "say": re.compile(
        rf"{_IMPERATIVE}(?:say|state|answer|reply|claim|promise)\b|\btell (?:everyone|everybody|all)\b", _FLAGS
    ),
    "form": re.compile(
        rf"\b{_SAY}\W+(?:\w+\W+){{0,2}}?(?:only|exactly|just|nothing (?:else )?(?:but|except)|simply|solely|verbatim|"
        rf"always)\W+"
        r"(?:with\W+)?(?:the\W+)?(?:following\W+)?(?:words?|text|phrase|sentence|string|line|following|json|code|"
        r"token|the "
        rf"letters?)\b|\b{_SAY}\W+(?:\w+\W+){{0,2}}?(?:only|exactly|just|nothing (?:else )?(?:but|except)|"
        rf"solely)\W+(?:with\W+)?"
        r"[\"'“‘`«][A-Z]|\byour (?:answer|reply|response|output) (?:must|should|shall|has to) (?:start|begin|end|be|"
        r"contain|"
        r"consist)\b",
        _FLAGS,
    ),
    "placing": re.compile(
        rf"\b(?:append|prepend|add|insert|attach|put|place|embed|include|paste|render|load)\b.{{0,120}}\b(?:to|in|"
        rf"into|under|"
        rf"below|after|(?:at|on) the (?:end|start|top|bottom) of) (?:the|every|each|any|your|this|all) {_REPLIES}\b|"
        rf"\bat the (?:end|start|top|bottom) of (?:the|every|each|any|your|this) {_REPLIES}\b.{{0,40}}\b(?:render|"
        rf"add|put|"
        r"show|insert|include|append)\b",
        _FLAGS,
    ),
    "link": re.compile(_LINKS, _FLAGS),
    "cite": re.compile(
        r"\b(?:do not|don['’]?t|never|without|stop|omit|remove|drop|skip|leave out|avoid|"
        r"no)\W+(?:\w+\W+){0,3}?(?:cit(?:e|es|ing)"
        r"\b|citations?\b|citation marks?\b|source marks?\b|footnote marks?\b)|\bcite (?:as (?:source )?\[?\d|"
        r"passage \d|"
        r"source \d|number \d|only\b)",
        _FLAGS,
    ),
    "replying": re.compile(
        r"\bwhen (?:you )?(?:are )?(?:asked|answer|reply|respond)(?:ing)?\b|\bin (?:your |all |every )?(?:repl(?:y|"
        r"ies)|"
        r"answers) (?:about|on|to)\b|\bin your (?:reply|answer)\b",
        _FLAGS,
    ),
    "reveal": re.compile(
        rf"{_IMPERATIVE}{_TELL}\W+(?:\w+\W+){{0,6}}?(?:(?:your|all|any|internal|confidential|secret|"
        rf"private)\W+(?:\w+\W+){{0,2}}?"
        r"(?:runbooks?|playbooks?|knowledge base)|(?:confidential|internal|secret|private|non-?public|restricted)\W+"
        r"(?:\w+\W+){0,2}?(?:documents?|files?|sources?|passages?|notes|polic(?:y|ies)|information|data|text)|"
        r"(?:everything|text|words|content|message)\W+(?:above|before)\b|other customers?\b|(?:encryption|database|"
        r"master|"
        r"signing) keys?\b)",
        _FLAGS,
    ),
    "mode": re.compile(
        r"\b(?:god|DAN|jailbreak|unrestricted|developer|debug|admin|maintenance) mode\W+(?:is |now |has been )*(?:on|"
        r"enabled|"
        r"activated|engaged)\W|\byou are (?:now )?in \w+ mode\b",
        _FLAGS,
    ),
}
"""Signs of an order, none of which is one by itself in a document."""
PAIRS = (
    *(("addressed", name) for name in ("ignore", "void", "role", "free", "form", "scope", "placing", "cite", "reveal")),
    *(("addressed", name) for name in ("verdict", "claim", "mode")),
    *(("program", name) for name in ("ignore", "void", "role", "verdict", "reveal")),
    *(("role", name) for name in ("ignore", "void", "free", "verdict", "claim", "scope", "form", "reveal")),
    *(("ignore", name) for name in ("mode", "scope", "form", "verdict", "claim")),
    *(("scope", name) for name in ("say", "link", "reveal")),
    ("void", "verdict"),
    ("void", "claim"),
    ("placing", "link"),
    ("form", "link"),
    ("cite", "replying"),
    ("reveal", "replying"),
)
"""Signs that make an order where both stand in one sentence."""
ENOUGH_IN_TICKETS = frozenset({"form", "cite", "reveal", "void"})
"""Signs that make an order in a ticket, since customers ask for no such thing."""
IN_TICKETS = _compile(
    r"^\W*(?:(?:internal|agent|support|supervisor|manager|admin(?:istrator)?|system|staff|team lead|verified|security|"
    r"compliance|legal)\W+){1,3}(?:note|notes|override|approval|instruction|memo|directive|annotation|"
    r"comment)s?\W*[:—\])-]",
    r"^\W*note from (?:the )?(?:\w+ )?(?:supervisor|team lead|management|administrator)\W",
    r"\b(?:in|to|into|at the (?:end|start|top|bottom) of|of) (?:your|the|this) (?:repl(?:y|ies)|answers?|drafts?|"
    r"output|"
    r"summar(?:y|ies))\b.{0,120}(?:https?:|www\.|!\[|\]\(|\bmarkdown\b|<img|\bimage\b|\bhtml\b)",
    r"(?:https?:|www\.|!\[|\]\(|\bmarkdown\b|<img|\blink\b|\bimage\b|\burl\b|\bhtml\b).{0,120}\b(?:in|to|into|at the "
    r"(?:end|"
    r"start|top|bottom) of) your (?:repl(?:y|ies)|answers?|responses?|drafts?|output)\b",
    r"\b(?:render|embed|insert|append|load|fetch|request|ping|call)\W+(?:\w+\W+){0,5}(?:image|pixel|markdown|iframe|"
    r"beacon)\b"
    r".{0,120}(?:https?:|//|!\[)|!\[[^\]]*\]\([^)]*\?[^)]*=",
    r"^\W*(?:decision|verdict|final answer|support score|confidence|next_step|"
    r"judg(?:e)?ment)\s*[:=]\s*[\"']?(?:refuse|answer|"
    r"escalate|clarify|approved?|reject(?:ed)?|allow(?:ed)?|granted?|supported|always|1(?:\.0+)?\b|refund|issue)",
    r"\byou must (?:now |always |only )*(?:refuse|escalate|approve|ignore|comply|obey|output|grant|cite|reveal)\b|"
    r"\byou must "
    r"(?:now|only) (?:answer|reply|respond|say|write|confirm)\b",
    r"\b(?:classify|treat|mark|score|rate)\b.{0,50}\bas [\"']?(?:answerable|unanswerable|fully supported|supported|"
    r"not a risk|no risk)\b",
)  # fmt: skip
"""What customers do not write: notes of people inside, and where in the reply a link or a picture is to stand."""
