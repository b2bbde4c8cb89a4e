"""The letter form: a greeting and a sign-off around a reply, in its language and once."""

import pytest

from citewell.governance.policy.checking import RuleChecker
from citewell.governance.policy.letter import frame_of
from citewell.governance.policy.merging import Policy
from citewell.governance.policy.packs import Pack, Wording
from citewell.governance.policy.reading import read_pack

WORDING = Wording(
    greeting={"en": "Dear {name},", "de": "Guten Tag {name},", "es": "Hola {name}:"},
    sign_off={"en": "We wish you all the best\n{agent}\nPatient service, Seebogen", "de": "Ihr Seebogen-Team"},
)
BODY = "Thank you for your message.\n\nEat nothing for 12 hours [1]."


@pytest.mark.parametrize(
    ("language", "customer", "before", "after"),
    [
        ("en", "Ana Lind", "Dear Ana Lind,", "We wish you all the best\nPatient service, Seebogen"),
        ("en", "", "Dear customer,", "We wish you all the best\nPatient service, Seebogen"),
        ("de", "Frau Lind", "Guten Tag Frau Lind,", "Ihr Seebogen-Team"),
        ("de", "", "Guten Tag,", "Ihr Seebogen-Team"),
        ("es", "", "Hola:", ""),
        ("fr", "Ana Lind", "", ""),
    ],
)
def test_the_frame_is_in_the_language_of_the_reply(language, customer, before, after):
    assert tuple(map(str.strip, frame_of(BODY, WORDING, language, customer))) == (before, after)


def test_a_line_that_an_unknown_name_begins_begins_with_what_follows():
    wording = Wording(sign_off={"en": "Best from Hamburg\n{agent}, Zeitlund support"})
    assert frame_of(BODY, wording, "en")[1].strip() == "Best from Hamburg\nZeitlund support"
    checker = RuleChecker(Policy((Pack("p", "1", "P", "p.yaml", "", wording=wording),)))
    assert checker.is_fixed("Zeitlund support")
    assert checker.is_fixed("Ana Lind, Zeitlund support")


@pytest.mark.parametrize(
    ("text", "greets", "signs"),
    [
        (BODY, True, True),
        (f"Hello Ana,\n\n{BODY}", False, True),
        (f"{BODY}\n\nKind regards\nSeebogen", True, False),
        (f"Dear customer,\n\n{BODY}\n\nPlease let us know if anything is unclear.", False, True),
    ],
)
def test_a_reply_that_greets_or_signs_already_is_left_so(text, greets, signs):
    before, after = frame_of(text, WORDING, "en", "Ana")
    assert (bool(before), bool(after)) == (greets, signs)


def test_lines_of_the_letter_are_no_facts_whoever_is_named():
    checker = RuleChecker(Policy((Pack("p", "1", "P", "p.yaml", "", wording=WORDING),)))
    for line in ("Dear Ana Lind,", "Hola Ana Lind:", "Hola:", "We wish you all the best", "Ihr Seebogen-Team"):
        assert checker.is_fixed(line), line
    for line in ("Dear Ana, the fee is 30 euros,", "We wish you a fee of 30 euros", "Ana Lind"):
        assert not checker.is_fixed(line), line


def test_a_later_pack_changes_the_words_of_its_language_alone_and_the_voice_as_a_whole():
    first, _ = read_pack(PACK, "first.yaml")
    second, problems = read_pack(
        "pack: b\nversion: '2'\nname: B\nwording:\n  greeting: {de: 'Hallo {name},'}\n", "second.yaml"
    )
    assert problems == ()
    policy = Policy((first, second))
    assert policy.wording.greeting == {"en": "Dear {name},", "de": "Hallo {name},"}
    assert policy.voice.notes == ("Calm.",)
    assert policy.voice.examples == (("The fee is due [1].", "Please pay the fee [1]."),)


PACK = """pack: a
version: "1"
name: A
wording:
  greeting: {en: "Dear {name},"}
  sign_off: {en: "Yours"}
voice:
  notes: [Calm.]
  do: [Say please.]
  examples:
    - plain: The fee is due [1].
      house: Please pay the fee [1].
"""


@pytest.mark.parametrize(
    ("written", "instead", "line", "message"),
    [
        ("Dear {name},", "Dear {title} {name},", 5, "'greeting' may hold {name} and {agent}, not '{title}'"),
        ("      house: Please pay the fee [1].\n", "", 11, "'house' is missing"),
        ("  do: [Say please.]", "  does: [Say please.]", 9, "unknown field 'does'"),
        ("notes: [Calm.]", "notes: {a: b}", 8, "'notes'"),
    ],
)
def test_mistakes_are_told_with_their_line(written, instead, line, message):
    assert written in PACK
    pack, problems = read_pack(PACK.replace(written, instead), "a.yaml")
    assert pack is None
    assert any(one.line == line and message in one.message for one in problems), problems
