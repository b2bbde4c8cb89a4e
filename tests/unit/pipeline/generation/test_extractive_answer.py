"""The extractive answer: parts of one document or two, word for word, and cited right."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from citewell.domain.documents import Hit
from citewell.models.fakes import HashingEmbedder
from citewell.pipeline.generation.citations import read_sentences
from citewell.pipeline.generation.extractive_answer import CLOSING, OPENING, Extractor
from citewell.pipeline.generation.section_parts import MAX_WORDS
from citewell.pipeline.generation.sentence_scoring import Relevance

RETURNS = "You can return an annual plan within 14 days of the purchase. You receive the full amount of the plan."
STEPS = (
    "Do it like this.\n1. Open the menu Billing first.\n2. Choose the plan to return.\n3. Press the button Return plan."
)


def hit(number: int, text: str) -> Hit:
    return Hit(number, number, f"d{number}.md", "", (), text, text, 0, len(text), score=1.0 / number, nearness=0.5)


def extract(query: str, *texts: str):
    hits = [hit(number, text) for number, text in enumerate(texts, start=1)]
    return extractor().extract((query,), hits)


def extractor() -> Extractor:
    return Extractor(Relevance(HashingEmbedder()))


WORDS = st.sampled_from(
    ["annual", "plan", "return", "refund", "days", "workspace", "backup", "not", "open", "menu", "14", "price"]
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: " ".join(words).capitalize() + ".")
PASSAGE = st.lists(
    st.one_of(SENTENCE, SENTENCE.map(lambda s: f"1. {s}"), SENTENCE.map(lambda s: f"- {s}")), min_size=1
).map("\n".join)


@given(st.lists(PASSAGE, min_size=1, max_size=4), SENTENCE)
def test_every_sentence_stands_word_for_word_in_the_passage_it_cites(passages, query):
    made = extract(query, *passages)
    body = made.text.removeprefix(OPENING).removesuffix(CLOSING)
    read = read_sentences(body)
    assert bool(read) == bool(made.snippets) == bool(made.keys)
    for sentence in read:
        (n,) = sentence.cites
        assert sentence.text.rstrip(".!?:") in passages[n - 1]
    for n, snippet in made.snippets.items():
        assert all(word in passages[n - 1] for word in snippet.split())
    assert all(any(key in passage for passage in passages) for key in made.keys)


def test_it_opens_and_closes_in_english_alone():
    made = extract("How do I return the annual plan?", RETURNS)
    assert made.text.startswith(OPENING)
    assert made.text.endswith(CLOSING)
    german = extract("Wie kann ich das Jahresabo annual plan wieder zurückgeben bitte?", RETURNS)
    assert not german.text.startswith(OPENING)
    assert "[1]" in german.text


def test_what_is_far_behind_the_best_document_is_left_out():
    """Formerly the nearest sentences of several passages were put together: right words in a wrong letter."""
    ticket = "return an annual plan within 14 days of purchase"
    made = extract(
        ticket, "The zoo has a lion and a bear of great age.", RETURNS, "Our offices stand in Ghent and Lyon."
    )
    assert made.keys[0] == "You can return an annual plan within 14 days of the purchase."
    assert set(made.snippets) == {2}


def test_a_second_document_that_answers_nearly_as_well_stands_below_under_its_heading():
    asked = ("Can dogs travel in a box?", "Can I return an annual plan?")
    titled = [
        replace(hit(1, "Dogs may travel in a box. All dogs of the plan can travel in it."), title="Pets"),
        replace(hit(2, RETURNS), title="Returns"),
    ]
    made = extractor().extract((" ".join(asked), *asked), titled)
    assert set(made.snippets) == {1, 2}
    for heading, begins in (("Returns [2]", "You can return"), ("Pets [1]", "Dogs may")):
        assert f"{heading}:\n\n{begins}" in made.text
    more = [*titled, replace(hit(3, "Dogs may travel in a box too, dogs of the plan."), title="Cats")]
    assert len(extractor().extract((" ".join(asked), *asked), more).snippets) == 2


def test_steps_go_on_in_the_next_passage_of_their_document():
    first, second = "1. Open the menu Billing first.", "2. Choose the plan to return."
    base = hit(1, first)
    pieces = [
        replace(base, start=0, end=30),
        replace(base, passage_id=2, text=second, start=31, end=60),
        replace(base, passage_id=3, text="The zoo has a lion and a bear of great age.", start=900, end=920),
    ]
    pieces = [pieces[1], pieces[2], pieces[0]]  # found in another order than they stand in
    made = extractor().extract(("How do I return the plan?",), pieces)
    assert [line for line in made.text.splitlines() if line[:1].isdigit()] == [
        "1. Open the menu Billing first [3].",
        "2. Choose the plan to return [1].",
    ]
    assert "zoo" not in made.text


def test_what_leads_is_shown_before_the_section():
    hits = [hit(1, "The export was started by hand today."), hit(2, RETURNS)]
    made = extractor().extract(("return an annual plan",), hits, lead=1)
    assert made.text.index("started by hand") < made.text.index("within 14 days")


def test_rows_that_the_ticket_names_are_all_shown():
    rows = [
        replace(hit(n, f"Order: ORD-{n}; Status: shipped {n} May; Carrier: Post"), exact=True, document=f"t.csv#{n}")
        for n in (1, 2)
    ]
    text = extractor().extract(("Where are ORD-1 and ORD-2?",), [*rows, hit(3, RETURNS)]).text
    assert "shipped 1 May" in text
    assert "shipped 2 May" in text
    assert "annual" not in text


TABLE = """\
Fees by card:
Card: Silver; Fee: 10; Bonus: 0.3%
Card: Gold; Fee: 20; Bonus: 0.5%
Card: Platinum; Fee: 30; Bonus: 0.9%"""


def test_of_a_table_the_rows_that_the_ticket_means_with_their_headers():
    text = extract("We own the Platinum card, what is its bonus?", TABLE).text
    assert "Card: Platinum; Fee: 30; Bonus: 0.9% [1]." in text
    assert "Fees by card [1]:" in text
    assert "Gold" not in text
    two = extract("Is the bonus of the silver or of the platinum one higher?", TABLE).text
    assert ("Silver" in two, "Platinum" in two, "Gold" in two) == (True, True, False)
    unknown = extract("What do you charge for a customer?", TABLE).text
    assert all(name in unknown for name in ("Silver", "Gold", "Platinum"))


FILLER = [f"The history of the house number {n} is long and of little use to anybody." for n in range(40)]


def test_of_a_long_document_the_part_that_answers_is_shown():
    text = extract("return an annual plan within 14 days", "\n".join([*FILLER[:20], RETURNS, *FILLER[20:]])).text
    assert "within 14 days" in text
    assert len(text.split()) < MAX_WORDS + 60  # marks, opening and closing beside


def test_what_a_document_answers_at_two_places_is_shown_in_its_order():
    paid = "The refund of an annual plan is paid within ten days to the card."
    text = extract("refund of an annual plan, when is it paid", "\n".join([RETURNS, *FILLER[:20], paid])).text
    assert text.index("within 14 days") < text.index("within ten days")
    assert sum(f"number {n} is" in text for n in range(20)) < 8


def test_a_caption_is_not_said():
    text = extract("return an annual plan", f"Screenshot of the menu Billing with the plan\n{RETURNS}").text
    assert "Screenshot" not in text


def test_a_procedure_comes_whole_and_in_order():
    made = extract("Where is the button to return the plan?", STEPS)
    assert [line for line in made.text.splitlines() if line[:1].isdigit()] == [
        "1. Open the menu Billing first [1].",
        "2. Choose the plan to return [1].",
        "3. Press the button Return plan [1].",
    ]


def test_what_looks_like_a_mark_in_a_source_is_none_in_the_draft():
    made = extract("What about the annual plan in the footnote?", "The annual plan has the footnote [3] here.")
    assert "(3)" in made.text
    assert [sentence.cites for sentence in read_sentences(made.text) if sentence.cites] == [(1,)]


def test_the_label_of_an_answer_is_left_out():
    text = extract("Do you serve breakfast?", "Q: Do you serve breakfast?\nA: Breakfast is served from 7 to 10.").text
    assert "Breakfast is served from 7 to 10 [1]." in text
    assert "A:" not in text


def test_superseded_versions_and_files_of_the_ticket_are_not_quoted_beside_valid_documents():
    valid, old = hit(1, "The fee is 7 euro a day."), replace(hit(2, "The fee is 5 euro for a day."), superseded=True)
    own = replace(hit(3, "I was charged a fee of 99 euro a day."), document_id=0, passage_id=-1)
    asked = ("What is the fee for a day?",)
    assert set(extractor().extract(asked, [valid, own, old]).snippets) == {1}
    assert set(extractor().extract(asked, [old]).snippets) == {1}
    assert "99 euro" in extractor().extract(asked, [own]).text


def test_without_nearness_the_first_passage_is_shown():
    """Given passages are not compared token by token: weights that were fitted beside that cannot tell them apart."""
    given = [replace(one, document_id=0, nearness=None) for one in (hit(1, "Ten euro a day."), hit(2, RETURNS))]
    assert set(extractor().extract(("return an annual plan",), given).snippets) == {1}


def test_passages_far_apart_are_no_neighbours():
    first = replace(hit(1, "The fee for bikes is due in these cases:"), end=40)
    far = replace(hit(2, "The fee for boats is five euro."), document_id=1, document="d1.md", start=9000, end=9040)
    made = extractor().extract(("What is the fee for boats?",), [far, first])
    assert "in these cases" not in made.text
    steps = (
        replace(first, text="1. Pay the fee of the bike.\n2. Take the bike."),
        replace(far, text="3. Leave the boat."),
    )
    assert "Leave" not in extractor().extract(("How do I take the bike?",), steps).text


def test_parts_of_two_documents_stand_apart_whatever_they_begin_with():
    asked = ("What is the fee for a bike?", "What is the fee for a boat?")
    bikes = replace(hit(1, "The fee for a bike is five euro."), title="FAQ")
    boats = replace(
        hit(2, "The fee for a boat is due for these:\n- a boat with sails\n- a boat with oars"), title="FAQ"
    )
    made = extractor().extract((" ".join(asked), *asked), [bikes, boats])
    assert "FAQ [1]:\n\nThe fee for a bike is five euro [1].\n" in made.text
    assert "FAQ [2]:\n\nThe fee for a boat is due for these [2]:\n- a boat" in made.text


def test_a_heading_holds_no_marks_of_its_text():
    text = "Q: What does error [3] mean?\nA: The card of the plan is broken.\nQ: And error [4]?\nA: The card is lost."
    made = extract("What do error 3 and error 4 mean for the card?", text)
    assert "What does error (3) mean [1]:" in made.text
    assert {mark for one in read_sentences(made.text) for mark in one.cites} == {1}


def test_what_two_passages_say_word_for_word_is_said_once():
    asked = ("return an annual plan within 14 days",)
    assert extractor().extract(asked, [hit(1, RETURNS), hit(2, RETURNS)]).text.count("within 14 days") == 1


def test_a_question_in_prose_begins_no_list():
    prose = "The shop stands in Ghent. Lost your card? Call the desk.\nThe fee of a new card is five euro."
    assert "Lost" not in extract("What is the fee of a new card?", prose).text


QUESTIONS = """Q: Do you serve breakfast?
A: Yes, from 7 to 10.
Q: May dogs come to breakfast?
A: On the terrace alone.
Q: Is there a sauna?
A: In the cellar."""


def test_an_answer_of_a_list_stands_under_its_question():
    """Formerly "On the terrace alone." stood there by itself, and what it answers was not compared with the ticket."""
    made = extract("When is breakfast, and may my dogs come to breakfast?", QUESTIONS)
    assert "May dogs come to breakfast [1]:\n\nOn the terrace alone [1]." in made.text
    assert "Q:" not in made.text
    assert "cellar" not in extract("May dogs come to breakfast with me?", QUESTIONS).text


def test_nothing_of_use_gives_nothing():
    assert extract("anything", "Hello. Thanks!") == type(extract("anything", "Hi."))("", (), {})
    assert extract("anything").text == ""


FONTS = """To change fonts, copy this into the setting.

```html
<style>
  body { --font-body: 'Noto Serif'; }
</style>
```

Fonts do not change in exports."""


def test_code_is_set_in_whole_and_holds_no_marks():
    indexed = FONTS.replace("```html\n", "").replace("```\n", "").replace("  body", "body")
    for text in (indexed, FONTS):
        passage = replace(hit(1, text), quote=FONTS, title="Fonts")
        made = extractor().extract(("How do I change fonts?",), [passage])
        assert "```" not in made.text
        assert "    <style>\n      body { --font-body: 'Noto Serif'; }\n    </style>\n" in made.text
        code = [sentence for sentence in read_sentences(made.text) if "font-body" in sentence.text]
        assert [sentence.cites for sentence in code] == [(1,)]


def test_parts_under_several_headings_are_introduced_by_them():
    first = replace(hit(1, "You can return an annual plan within 14 days."), heading=("Returns",), end=45)
    second = replace(hit(2, "An annual plan can be paused for 30 days."), heading=("Pauses",), document="d1.md")
    second = replace(second, document_id=1, start=60, end=101)
    made = extractor().extract(("Can I return or pause an annual plan?",), [first, second])
    assert "Returns [1]:\n\nYou can return an annual plan within 14 days [1]." in made.text
    assert "Pauses [2]:\n\nAn annual plan can be paused for 30 days [2]." in made.text
    alone = extractor().extract(("Can I return an annual plan?",), [first])
    assert "Returns" not in alone.text


ROWS = """Letters; Stamping: up to 3 free, each further €10; Engraving: up to 12, €40
Height; Stamping: 4 or 6 mm; Engraving: 2 to 5 mm
Online; Stamping: +2 working days; Engraving: +6 working days"""


def test_a_row_that_is_chosen_out_of_its_table_counts_as_a_sentence():
    query = "We own the Platinum card, what is its bonus?"
    passage = hit(1, f"{TABLE}\n\nThe bonus is paid in March of the next year.")
    ((found,),) = extractor().choices((query,), [passage])
    rows = {unit.text: features.row for unit, features in found}
    assert sum("Platinum" in text for text in rows) == 1
    assert set(rows.values()) == {0.0}
    ((unasked,),) = extractor().choices(("What do you charge for a customer?",), [hit(1, TABLE)])
    assert [features.row for _, features in unasked] == [0.0, 1.0, 1.0, 1.0]  # the caption is no row


def test_rows_without_a_header_above_their_first_cell_are_rows():
    made = extract("What height can the letters have, in mm?", ROWS)
    assert "Height; Stamping: 4 or 6 mm" in made.text
    assert "working days" not in made.text


def test_a_letter_holds_no_markup_whatever_its_passage_holds():
    note = (
        "**Note**: return the *annual plan* at the [portal](https://portal.example/returns) within 14 days &amp; pay."
    )
    table = "| Plan | Fee |\n|------|-----|\n| **Annual** | 12 € for the return of a plan |"
    for passage, told in (
        (note, "Note: return the annual plan at the portal (https://portal.example/returns) within 14 days & pay [1]."),
        (table, "Plan: Annual; Fee: 12 € for the return of a plan [1]."),
    ):
        made = extract("How do I return the annual plan?", passage)
        shown = "".join([made.text, *made.keys, *made.snippets.values()])
        assert not [mark for mark in ("**", "|--", "](", "&amp;", "*annual") if mark in shown]
        assert told in made.text
