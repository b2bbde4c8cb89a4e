"""Text that tries to give orders to whoever drafts: found in tickets and documents, and read as text only.

Such sentences change no decision, since nothing reads them: they are taken out of what is searched for, judged, shown
to the model and copied. They stay in the ticket and in the document. A sentence counts when it orders about prompts,
rules, citations or the form of a reply, is addressed to a program, or spells the marks of a chat template; what
customers ask for ("please ignore my last mail", "reply only by e-mail") does not. Patterns cannot find every attack:
they keep the reading clean, while the fact lock, the filters in SQL and the checks of links and citations hold without
them.
"""

import base64
import binascii
import itertools
import re

from citewell.governance.invisible import skeleton
from citewell.governance.sentences import Span, split_sentences

_FLAGS = re.IGNORECASE
_AI = (
    r"(?:a\.?i\.?(?: (?:assistant|agent|model|system|bot))?|ll?ms?|(?:large )?language models?|chat "
    r"?bots?|gpt(?:-?\d\w*)?|virtual assistant|support bot|assistant)"
)
_OLD = (
    r"(?:(?:all|any|every|each|of|the|your|my|our|its|these|those|previous|prior|earlier|above|preceding|"
    r"foregoing|former|existing|current|original|initial|system|safety|company|content|other)\W+){1,5}"
)
_RULES = (
    r"(?:instructions?|rules|prompts?|directives?|guidelines|programming|guardrails|safeguards|restrictions|"
    r"constraints|orders|commands)"
)
_OVERRIDE = (
    r"(?:ignor(?:e|ing)|disregard(?:ing)?|forget|overrid(?:e|es|ing)|bypass(?:ing)?|neglect|discard|"
    r"(?:do not|don['’]?t|never|stop|without) (?:follow|obey|apply|us|consider)(?:e|ing)?)"
)
_SAY = r"(?:repl(?:y|ies)|respond|answer|output|print|return|say|write|state|begin|start|end|finish)"
_TELL = (
    r"(?:reveal|disclose|leak|show|print|repeat|output|tell|list|display|dump|paste|copy|recite|quote|"
    r"send|forward|translate|summari[sz]e|include|give|attach|quote|reproduce|expose|share|encode)"
)
_MARKS = re.compile(
    r"<\|[\w /-]{1,40}\|?>|\[/?(?:INST|SYS)\]|<</?SYS>>|</?s>|<(?:start|end)_of_turn>|<(?:bos|eos|pad|unk)>|"
    r"^\W*#{2,}\s*(?:system|instructions?|assistant|human|response)\s*:\s*$|\bim_(?:start|end)\b|"
    r"<!--|-->|\bBEGIN_?(?:SYSTEM|PROMPT)|"
    r"^\W*(?:role|system|assistant)\s*[=:]\s*(?:system|assistant)\b|</?(?:system|assistant|instructions?|prompt)>",
    _FLAGS | re.MULTILINE,
)
_ORDERS = tuple(
    re.compile(pattern, _FLAGS)
    for pattern in (
        rf"\b{_OVERRIDE}\W+{_OLD}{_RULES}\b",
        (rf"\b{_OVERRIDE}\W+(?:\w+\W+){{0,2}}(?:everything|all|anything|the text|what(?:ever)?)\W+(?:\w+\W+){{0,4}}"
        r"(?:above|before|told|so far|earlier|previously)\b"),
        (r"\bnew (?:system |secret |higher.priority )?(?:instructions?|rules|prompt|directives?|task)\W*(?:for "
        r"(?:the |you)|:|—|-|\bfollow\b|are\b)"),
        (r"\bsystem (?:prompt|override|instruction)s?\b|\boverride (?:code|mode|protocol)\b|\bprompt "
        r"injection\b|\bjailbr(?:ea|o)k"),
        (r"\b(?:from now on|henceforth|you are now|you['’]re now|you will now|you shall now|act as|"
        rf"pretend (?:to be|you are|that you)|role-?play|imagine (?:that )?you are|simulate)\b.{{0,60}}\b(?:{_AI}"
        r"|bot|DAN|unrestricted|unfiltered|admin(?:istrator)?|developer|debug|root|system|hacker|"
        r"rules|restrictions|persona|character|supervisor|director|grandmother)\b"),
        (r"\b(?:from now on|henceforth)\b.{0,20}\byou (?:must|will|shall|are|only|always|never|answer|"
        r"reply|respond)\b"),
        (r"\byou (?:are|have) (?:free (?:of|from)|no|without|not bound by|no longer bound by)\W+(?:\w+\W+){0,2}(?"
        r":rules|restrictions|limits|filters|guidelines|constraints)\b"),
        (r"\b(?:god|DAN|jailbreak|unrestricted|developer|debug|admin|maintenance) mode\W+(?:is |now "
        r"|has been )*(?:on|enabled|activated|engaged)\W.{0,60}\b(?:you|rules|policies|filters|assistant|"
        r"prompt)\b|\byou are (?:now )?in \w+ mode\b"),
        (r"^\W*(?:(?:important|urgent|note|notice|attention|message|instructions?|memo|dear|hey|hi|"
        rf"hello|to|for|the|any|all|every|whichever)\W+){{0,5}}{_AI}\b(?:\W+(?:reading|processing|"
        r"drafting|handling|answering|that|which|who)\b.{0,60}?)?\s*[:,;!—–-]"),
        (rf"\b(?:if|when|whenever) (?:you are|you're|an?|the|any) {_AI}\b|\b(?:note|message|instructions?|"
        rf"directions?|addressed|memo) (?:to|for) (?:the |any |all |every )?{_AI}\b|\b(?:any|every|"
        rf"all) {_AI} (?:that|which|who|reading|processing)\b|\bas an? {_AI}\b"),
        (rf"\b{_AI} (?:must|should|shall|has to|have to|is (?:required|instructed|ordered|told|allowed|"
        r"permitted|authori[sz]ed) to|are (?:required|instructed) to|will now|may now|needs to)\b.{0,80}\b(?:r"
        r"epl|answer|respon|say|refund|approv|ignor|reveal|disclos|include|cite|refus|escalat|tell|"
        r"write|output|state|confirm|offer|grant|treat|mark|link|add|append|use|follow|close)"),
        (rf"\b{_SAY}\W+(?:\w+\W+){{0,2}}?(?:only|exactly|just|nothing (?:else )?(?:but|except)|simply|"
        r"solely|verbatim|always)\W+(?:with\W+)?(?:the\W+)?(?:following\W+)?(?:word|words|text|phrase|"
        r"sentence|string|line|following|json|code|token|the letters?)\b"),
        (rf"\b{_SAY}\W+(?:\w+\W+){{0,2}}?(?:only|exactly|just|nothing (?:else )?(?:but|except)|solely)\W+(?:with\W"
        r"+)?[\"'“‘`«][A-Z]"),
        (r"\b(?:always|only|must|should|shall|please|never)\W+(?:\w+\W+){0,2}(?:repl(?:y|ies)|answer|"
        r"respond|say|begin|start|end|finish)\W+(?:\w+\W+){0,6}(?:every|each|all|any|whatever|no "
        r"matter|regardless)\b"),
        (r"\b(?:no matter|regardless of|whatever) (?:what |the |is |was |being )*(?:asks?|asked|question|"
        r"ticket|customer asks|customer says)\b|\b(?:this|it|page|document|text|article|faq|here) "
        r"(?:is the )?answers? (?:to |for )?(?:every|all|any) (?:question|ticket|request|quer)"),
        (r"\b(?:in|to|for|with|at the (?:end|start|top|bottom) of) (?:every|each|all|any) (?:customer "
        r")?(?:repl(?:y|ies)|answers?|responses?|drafts?|summar(?:y|ies))\b"),
        (r"\b(?:in|to|into|at the (?:end|start|top|bottom) of|of) (?:your|the|this) (?:repl(?:y|ies)|"
        r"answers?|responses?|drafts?|output|summar(?:y|ies))\b.{0,120}(?:https?:|www\.|!\[|\]\(|"
        r"\bmarkdown\b|<img|\blink\b|\bimage\b|\burl\b|\bhtml\b)"),
        (r"(?:https?:|www\.|!\[|\]\(|\bmarkdown\b|<img|\blink\b|\bimage\b|\burl\b|\bhtml\b).{0,120}\b(?:in|"
        r"to|into|at the (?:end|start|top|bottom) of) (?:your|the|this) (?:repl(?:y|ies)|answers?|"
        r"responses?|drafts?|output)\b"),
        (r"\b(?:render|embed|insert|append|load|fetch|request|ping|call)\W+(?:\w+\W+){0,5}(?:image|"
        r"pixel|markdown|iframe|beacon)\b.{0,120}(?:https?:|//|!\[|\burl\b|\?\w+=)|!\[[^\]]*\]\([^)]*\?[^)]*="),
        (r"\b(?:do not|don['’]?t|never|without|stop|omit|remove|drop|skip|leave out|avoid|no|any)\W+(?:\w+\W+){0,3}"
        r"?(?:cit(?:e|es|ing)\b|citations?\b|citation marks?\b|source marks?\b|footnote marks?\b)"),
        (r"\bcit(?:e|es|ing)\W+(?:\w+\W+){0,3}?(?:nothing|no one|nobody|nowhere|only this|this (?:document|"
        r"passage|source|file|page)|as (?:source )?\[?\d|\[\d+\]|passage \d+|source \d+|number \d+)"),
        (rf"\b{_TELL}\W+(?:\w+\W+){{0,6}}?(?:(?:system|hidden|initial|original|full|entire|secret|your|"
        r"the above|above) (?:system )?(?:prompts?|instructions|guidelines|directives)|system message|"
        r"(?:your|the|all|any|internal|confidential|secret|private|full|entire)\W+(?:\w+\W+){0,2}?(?:runbooks?"
        r"|playbooks?|knowledge base|context window|training data)|(?:confidential|internal|secret|"
        r"private|non-?public|restricted)\W+(?:\w+\W+){0,2}?(?:documents?|files?|sources?|passages?|"
        r"notes|polic(?:y|ies)|information|data|content|text)|(?:everything|text|words|content|message)\W+(?:abo"
        r"ve|before)|other customers?\b|(?:encryption|database|master|signing) keys?)"),
        (r"\b(?:decode|decrypt|un-?base64|rot-?13|reverse|translate)\W+.{0,60}\b(?:follow|execute|"
        r"obey|comply|carry out|do what|act on|and do)\b"),
        (r"^\W*[\"'{]*(?:decision|verdict|final answer|support score|confidence|sentiment|urgency|next_step|"
        r"judg(?:e)?ment)[\"'}"
        r"]*\s*[:=]\s*[\"']?(?:refuse|answer|escalate|clarify|approved?|reject(?:ed)?|allow(?:ed)?|"
        r"granted?|supported|always|1(?:\.0+)?\b|0(?:\.\d+)?\b|true|false|positive|negative|neutral|"
        r"low|high|normal|urgent|send|refund|issue)"),
        r"[\"'](?:decision|next_step|sentiment|urgency|role|tool_calls?|function_call)[\"']\s*:\s*[\"'{\[]",
        (r"^\W*(?:(?:new|updated?|official|company|support|refund|security)\W+){0,2}polic(?:y|ies)\W*[:=—-]\W*(?:"
        r"always|never|must|approve|refund|refuse|grant|every|all)\b"),
        (r"\b(?:classify|treat|mark|label|flag|rate|score|set|consider|judge)\b.{0,50}\b(?:as |to "
        r"|= ?|: ?)[\"']?(?:answer(?:ed|able)?|refuse[d]?|escalate[d]?|unanswerable|fully supported|"
        r"supported|clarify|confidence (?:of )?1|not a risk|safe|no risk)\b"),
        (r"^\W*(?:please )?decide (?:to |for )?[\"'“]?(?:refuse|answer|escalate|clarify)\b|\bdecision "
        r"(?:is|must be|should be|shall be|will be) [\"'“]?(?:refuse|answer|escalate|clarify)\b"),
        (r"\byou must (?:now |always |only )*(?:refuse|escalate|approve|ignore|comply|obey|output|"
        r"refund|grant|cite|reveal)\b|\byou must (?:now|always|only) (?:answer|reply|respond|say|"
        r"tell|write|include|confirm)\b"),
        (r"\b(?:repeat|say|write) after me\b|\bdo anything now\b|\bend of (?:the )?(?:system |user "
        r"|customer )?(?:prompt|ticket|document|documents|context|facts|sources|input|instructions)\b"),
        (r"\b(?:do not|don['’]?t|never)\W+(?:mention|tell|reveal|say|let)\W+(?:\w+\W+){0,4}(?:this "
        r"(?:instruction|note|message|order|prompt)|these (?:instructions|orders|rules)|(?:you (?:were|"
        r"are) (?:told|instructed)))\b"),
        # the same order in other languages
        (r"\b(?:ignorier|vergiss|vergesst|missacht|umgeh)\w*\W+(?:\w+\W+){0,4}(?:anweisung|regel|instruktion|"
        r"vorgabe|befehl|prompt|richtlinie)\w*"),
        (r"\b(?:ignor|oubli|n[ée]glig|contourn)\w*\W+(?:\w+\W+){0,4}(?:instructions|r[èe]gles|consignes|"
        r"directives|ordres)\b"),
        (r"\b(?:ignor|olvid|descart|omit)\w*\W+(?:\w+\W+){0,4}(?:instrucciones|reglas|indicaciones|"
        r"[óo]rdenes|directrices)\b"),
        r"\b(?:ignor|dimentic|trascur)\w*\W+(?:\w+\W+){0,4}(?:istruzioni|regole|direttive|ordini)\b",
        r"\b(?:ignor|esque[çc]|desconsider)\w*\W+(?:\w+\W+){0,4}(?:instru[çc][õo]es|regras|ordens|diretrizes)\b",
        r"\b(?:negeer|vergeet)\w*\W+(?:\w+\W+){0,4}(?:instructies|regels|opdrachten|aanwijzingen)\b",
        r"\b(?:z?ignoruj|zapomnij|pomi[ńn])\w*\W+(?:\w+\W+){0,4}(?:instrukcj|polece|zasad|regu[łl])\w*",
        r"\b(?:ignorera|gl[öo]m|ignorer|glem)\w*\W+(?:\w+\W+){0,4}(?:instruktion|regler|anvisning|instruks)\w*",
        r"(?:игнорир|забудь|проигнорир)\w*\W+(?:\w+\W+){0,4}(?:инструкц|правил|указан|команд)\w*",
        r"(?:忽略|无视|忘记|忽視|無視して|无需遵守).{0,12}(?:指令|指示|说明|規則|规则|提示|命令)|(?:指示|命令|ルール|指令|規則|プロンプト).{0,8}(?:無視|忘れ)",
        r"(?:이전|위의|모든).{0,12}(?:지시|명령|규칙|지침).{0,8}(?:무시|잊)",
        r"(?:talimat|kural|komut)\w*\W+(?:\w+\W+){0,3}(?:yok say|g[öo]rmezden|unut|yoksay)\w*",
        r"(?:تجاهل|انس).{0,30}(?:التعليمات|القواعد|الأوامر|تعليمات)|(?:निर्देश|नियम).{0,20}(?:अनदेखा|नज़रअंदाज़|भूल)",
    )
)  # fmt: skip
_IN_TICKETS = re.compile(
    r"^\W*(?:(?:internal|agent|support|supervisor|manager|admin(?:istrator)?|system|staff|team lead|"
    r"verified|security|compliance|legal)\W+){1,3}"
    r"(?:note|notes|override|approval|instruction|memo|directive|annotation|comment)s?\W*[:—\])-]",
    _FLAGS,
)
"""What only somebody inside would write."""
_IN_DOCUMENTS = re.compile(
    r"^\W*(?:(?:please|always|then|now|and)\W+){0,2}(?:append|prepend|add|insert|attach|put|place|embed|include|paste)\b"
    r".{0,120}\b(?:to|in|into|under|below|after|(?:at|on) the (?:end|start|top|bottom) of) (?:the|every|each|any) "
    r"(?:repl(?:y|ies)|answers?|responses?|drafts?|output)\b",
    _FLAGS,
)
"""What customers may ask of an agent, and no document says to them."""
_GOES_ON = re.compile(
    r"^\W*(?:(?:and|then|also|instead|now|please|you|you must|you will|you should)\W+){0,3}(?:instead|"
    r"approve|grant|give|say|tell|write|answer|reply|"
    r"respond|refund|send|do not|don['’]?t|never|always|from now|include|add|append|output|print|"
    r"confirm|mark|set|treat|only|"
    r"just|offer|promise|state|claim|pretend|cite|reveal|list|show|decide|escalate|refuse|must|will|"
    r"comply|obey|follow|remember|everything|nothing|no)\b",
    _FLAGS,
)
MAX_TURNS = 200
MAX_SENTENCE, MAX_RUN = 3000, 200
"""Characters of a sentence, and of a word in it, that are read."""
_RUN = re.compile(rf"\S{{{MAX_RUN + 1},}}")
_OPENS = re.compile(
    r"<\|im_start\|>|<start_of_turn>|<<SYS>>|\[INST\]|<\|start_header_id\|>|<\|(?:system|user|assistant)\|>|<!--|"
    r"<(?:system|instructions?|prompt)>",
    _FLAGS,
)
_CLOSES = re.compile(
    r"<\|im_end\|>|<end_of_turn>|<</SYS>>|\[/INST\]|<\|eot_id\|>|-->|</(?:system|instructions?|prompt)>", _FLAGS
)
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_BLOB = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")


def find_instructions(text: str, *, ticket: bool = False) -> list[Span]:
    """Spans of the sentences of ``text`` that give orders to a program; in a ``ticket`` also notes of insiders."""
    found: list[Span] = []
    turns = _turns(text)
    previous: Span | None = None
    for start, end in split_sentences(text):
        sentence = text[start:end]
        hit = any(left < end and start < right for left, right in turns) or is_instruction(sentence, ticket=ticket)
        if not hit and previous is not None and "\n" not in text[previous[1] : start] and "?" not in sentence:
            hit = _GOES_ON.search(skeleton(sentence[:MAX_SENTENCE])) is not None
        if hit:
            found.append((start, end))
        previous = (start, end) if hit else None
    return found


def is_instruction(sentence: str, *, ticket: bool = False) -> bool:
    """Whether a sentence gives orders to a program."""
    plain = skeleton(_readable(sentence))
    if _MARKS.search(plain) or any(order.search(plain) for order in _ORDERS):
        return True
    if (_IN_TICKETS if ticket else _IN_DOCUMENTS).search(plain):
        return True
    return any(_hides_order(blob[0]) for blob in _BLOB.finditer(sentence))


def _turns(text: str) -> list[Span]:
    """What stands in a turn of a chat template or in a comment: to its end, or without one to the next empty line."""
    found = []
    for opened in itertools.islice(_OPENS.finditer(text), MAX_TURNS):
        closed = _CLOSES.search(text, opened.end()) or _EMPTY_LINE.search(text, opened.end())
        found.append((opened.start(), closed.end() if closed else len(text)))
    return found


def _readable(sentence: str) -> str:
    """The start and the end of a sentence that is too long to be one, without runs that are no words."""
    text = _RUN.sub(lambda run: run[0][:MAX_RUN], sentence)
    return text if len(text) <= MAX_SENTENCE else f"{text[: MAX_SENTENCE // 2]} {text[-MAX_SENTENCE // 2 :]}"


def _hides_order(blob: str) -> bool:
    """Whether a run of letters is base64 of an order."""
    try:
        read = base64.b64decode(blob + "=" * (-len(blob) % 4), altchars=b"-_" if set("-_") & set(blob) else None)
        text = read.decode("utf-8")
    except (binascii.Error, ValueError):
        return False
    plain = skeleton(text)
    return text.isprintable() and any(order.search(plain) for order in _ORDERS)


MANY_QUESTIONS, MOSTLY = 5, 2 / 3
MANY_WORDS, FEW_DISTINCT = 60, 0.25


def is_stuffed(text: str) -> bool:
    """Whether a passage is made to be found: mostly questions without answers, or the same few words over and over."""
    sentences = [text[start:end] for start, end in split_sentences(text)]
    asked = sum(sentence.rstrip().endswith(("?", "？")) for sentence in sentences)
    if asked >= MANY_QUESTIONS and asked >= MOSTLY * len(sentences):
        return True
    words = re.findall(r"[^\W\d_]+", text.lower())
    return "|" not in text and len(words) >= MANY_WORDS and len(set(words)) < FEW_DISTINCT * len(words)
