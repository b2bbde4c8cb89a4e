"""What a customer would ask that a heading answers, in plain words."""

import re

_VERBS = frozenset(
    """accept access activate add allow apply ask assign attach back block build buy calibrate cancel change charge
    check choose clear close configure connect contact control convert copy create customize deactivate delete
    deposit disable disconnect download edit enable enter establish export find fix flash format generate get give
    handle identify import improve increase install join keep learn link list locate log make manage merge migrate
    modify monitor move open order organize pair pay perform power prepare prevent protect provide publish recover
    redeem register reinstall release remove rename renew repair replace report request reset resolve restart
    restore resume retrieve return revert review run save schedule select send set setup share ship sign solve start
    stop store submit subscribe switch sync terminate test track transfer troubleshoot turn uninstall unlink
    unsubscribe update upgrade upload use verify view wire withdraw write""".split()
)
_GERUND = re.compile(r"^([A-Z][a-z]+)ing\b (.*)")
_NUMBERING = re.compile(r"^(?:\d+[.)]\s*|FAQ:\s*|Step [\d.]+:?\s*)")
_OWN = ((re.compile(r"\byour\b"), "my"), (re.compile(r"\byou\b"), "I"), (re.compile(r"\byourself\b"), "myself"))
_VAGUE = frozenset(
    """overview introduction notes note description summary example examples faq faqs details more general background
    scope purpose context conclusion resources inputs outputs syntax parameters history other""".split()
)


def questions_of(heading: str, title: str) -> list[str]:  # noqa: PLR0911  one form of heading after the other
    """Ways to ask for what stands below ``heading``; none where the heading says too little."""
    text = _sentence_case(_NUMBERING.sub("", heading.strip()).rstrip(".: "))
    if len(text.split()) > 14 or not re.search(r"[a-z]{3}", text) or set(text.lower().split()) <= _VAGUE:
        return []
    if text.endswith("?"):
        return [text, *(_own_words(text))]
    words = text.split()
    first = words[0].lower()
    if ":" in text:
        return []
    if first == "how" and len(words) > 2 and words[1] == "to":
        return _how_to(" ".join(words[2:]))
    if first in _VERBS and len(words) > 1:
        return _how_to(_small(text))
    gerund = _verb_of(text)
    if gerund:
        return _how_to(gerund)
    if first == "if" and len(words) > 3:
        return [f"What can I do {_own(_small(text))}?", f"What happens {_own(_small(text))}?"]
    if first in {"what", "when", "where", "why", "which", "who"} or first.endswith("ing"):
        return []
    return _about(text, title)


def is_vague(heading: str) -> bool:
    """Whether ``heading`` is a noun, so that only "tell me about it" can be asked."""
    found = questions_of(heading, "")
    return bool(found) and "about" in found[0]


def parameter_question(heading: str, command: str) -> list[str]:
    """Ways to ask for a parameter of a command; none where the heading is none."""
    if not re.fullmatch(r"-[A-Z]\w+", heading) or not re.fullmatch(r"[A-Z]\w+-\w+", command):
        return []
    return [
        f"What does the {heading} parameter of {command} do?",
        f"What is {heading} for in {command}?",
        f"I use {command}. What does {heading} mean?",
    ]


def _how_to(action: str) -> list[str]:
    action = _own(action)
    return [
        f"How do I {action}?",
        f"How can I {action}?",
        f"I want to {action}. How does it work?",
        f"What do I have to do to {action}?",
        f"I need to {action} but I do not know how.",
        f"Please tell me how to {action}.",
    ]


def _about(text: str, title: str) -> list[str]:
    if len(text.split()) > 7:
        return []
    thing = _own(_small(text))
    plain_title = title.rsplit(":", maxsplit=1)[-1].strip()
    if 1 < len(plain_title.split()) <= 7 and plain_title.lower() != text.lower():
        return [
            f"What do I need to know about {thing} ({plain_title})?",
            f"{plain_title}: what about {thing}?",
            f"It is about {plain_title}. Can you tell me more about {thing}?",
        ]
    return [f"What do I need to know about {thing}?", f"Can you tell me more about {thing}?"]


def _own_words(question: str) -> list[str]:
    plain = _small(question)
    return [f"I would like to know: {plain}"]


def _verb_of(text: str) -> str:
    """``change your location`` of ``Changing your location``; empty where there is no such verb."""
    match = _GERUND.match(text)
    if not match:
        return ""
    stem = match[1].lower()
    for verb in (stem, stem + "e", stem[:-1]):
        if verb in _VERBS:
            return f"{verb} {match[2]}"
    return ""


def _own(text: str) -> str:
    for pattern, word in _OWN:
        text = pattern.sub(word, text)
    return text


def _sentence_case(text: str) -> str:
    """``Verify merchant eligibility`` of ``Verify Merchant Eligibility``; short forms and names with digits stay."""
    words = text.split()
    long = [word for word in words[1:] if len(word) > 3]
    if not long or not all(word[:1].isupper() for word in long):
        return text
    return " ".join([words[0], *(w.lower() if w.isalpha() and w[1:].islower() else w for w in words[1:])])


def _small(text: str) -> str:
    first = text.split(" ", 1)[0]
    if first[1:] != first[1:].lower() or any(c.isdigit() for c in first) or "-" in first:
        return text
    return text[:1].lower() + text[1:]
