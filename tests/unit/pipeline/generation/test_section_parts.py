"""Which sentences of long documents a letter shows."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from citewell.pipeline.generation.section_parts import ANOTHER, MAX_WORDS, PRICE, Unit, parts_within

STEPS = (
    "1. Open the page of the databases in the panel.",
    "2. Type a name.",
    "3. Make a user below, with a password of ten characters.",
    "4. Add the user to the database.",
    "Forgetting this is why most installations fail.",
)


def section(*texts: str, passage: int = 0) -> list[Unit]:
    """A line for each text; one that begins no step goes on in the line of the step before."""
    units: list[Unit] = []
    for text in texts:
        goes_on = text == STEPS[-1]
        units.append(Unit(passage, units[-1].line if goes_on else len(units), text))
    return units


def filler(number: int) -> str:
    return f"Fact {number} tells something else about the panel and what it shows to those who look at it for long."


def shown(units, values, most=MAX_WORDS):
    return [unit.text for unit in parts_within([units], dict(zip(units, values, strict=True)), most)]


def test_all_that_tells_of_the_answer_is_shown_and_what_hardly_does_is_not():
    units = section("One rule.", *STEPS, filler(1))
    assert shown(units, [0.3] * len(units)) == [unit.text for unit in units]
    assert shown(units, [0.3] * 6 + [0.001]) == [unit.text for unit in units[:6]]
    assert shown(units, [0.001] * 6 + [0.0011]) == [filler(1)]  # better than nothing


def test_what_answers_at_several_places_is_shown_in_order():
    units = section("The fee is 5 euro.", *map(filler, range(8)), "It is paid by card.", *map(filler, range(8, 16)))
    values = [0.6] + [0.05] * 8 + [0.5] + [0.05] * 8
    found = shown(units, values)
    assert (found[0], "It is paid by card." in found) == ("The fee is 5 euro.", True)
    assert sum(len(text.split()) for text in found) <= MAX_WORDS
    assert found == [unit.text for unit in units if unit.text in found]


def test_a_procedure_whose_steps_answer_is_never_shown_in_part():
    """Formerly the first and the fourth of four steps were shown, since the two between tell little."""
    units = section(*map(filler, range(4)), *STEPS, *map(filler, range(4, 8)))
    values = [0.2] * 4 + [0.9, 0.1, 0.2, 1.0, 0.9] + [0.2] * 4
    assert [text for text in shown(units, values) if text in STEPS] == list(STEPS)


def test_a_procedure_of_which_one_step_is_a_little_near_is_left_out():
    units = section("The fee is 5 euro.", *map(filler, range(6)), *STEPS)
    values = [0.9] + [0.4] * 6 + [0.01, 0.01, 0.2, 0.01, 0.01]
    found = shown(units, values)
    assert "The fee is 5 euro." in found
    assert not set(found) & set(STEPS)


def test_one_longer_than_a_letter_is_cut_like_prose():
    steps = [f"{number}. {filler(number)}" for number in range(1, 13)]
    values = [0.9, 0.02, 0.02, 0.8] + [0.02] * 8
    found = shown(section(*steps), values)
    assert steps[0] in found
    assert len(found) < len(steps)


def test_a_long_table_does_not_replace_the_sentence_that_answers():
    rows = [f"Card: number {n}; Fee: {n} euro a year; Bonus: none of any kind at all here" for n in range(10)]
    units = section("The fee is five euro.", filler(1), *rows)
    values = [0.9, 0.001] + [0.05] * 10
    assert "The fee is five euro." in shown(units, values)
    assert shown(units, [0.1, 0.001] + [0.3] * 10) == rows


def test_a_line_that_introduces_what_is_not_there_is_not_shown():
    assert shown(section("The fee is five euro.", "You need:"), [0.5, 0.4]) == ["The fee is five euro."]


def test_a_heading_holds_for_the_text_below_it_and_a_list_has_its_own():
    units = section("Bikes:", "We rent bikes of all kinds.", "The fee is five euro.", "Boats:", "We rent boats.")
    assert shown(units, [0.001, 0.001, 0.5, 0.001, 0.001], 8) == ["Bikes:", "The fee is five euro."]


def test_two_procedures_next_to_each_other_are_two():
    again = ("1. Choose the night of the backup.", "2. Press the button to bring it back.")
    units = section(*map(filler, range(8)), *STEPS, *again)
    values = [0.1] * 8 + [0.01] * 5 + [0.9, 0.2]
    found = shown(units, values)
    assert set(again) <= set(found)
    assert not set(found) & set(STEPS)


def test_a_list_keeps_the_line_that_introduces_it():
    units = section("You need:", "- a card", "- a passport of the country", filler(1), "We open at nine.")
    assert shown(units, [0.001, 0.001, 0.5, 0.001, 0.001], 12) == ["You need:", "- a passport of the country"]
    assert shown(units, [0.01, 0.01, 0.01, 0.01, 0.5], 6) == ["We open at nine."]


def test_a_table_of_which_no_row_is_meant_is_whole_or_left_out():
    rows = [f"Card: {name}; Fee: {fee}; Bonus: 1" for fee, name in enumerate(("Silver", "Gold", "Platinum"))]
    units = section("Fees by card:", *rows, filler(1))
    assert shown(units, [0.1, 0.001, 0.001, 0.2, 0.001]) == [unit.text for unit in units[:4]]
    meant = [*units[:1], *(replace(unit, meant=True) for unit in units[1:4]), units[4]]
    assert shown(meant, [0.1, 0.2, 0.001, 0.001, 0.001]) == ["Fees by card:", rows[0]]


def test_code_is_shown_with_the_sentence_before_it():
    units = [*section(filler(1), "Copy this into the setting."), Unit(0, 3, "<style>\n</style>", code=True)]
    assert shown(units, [0.001, 0.5, 0.0]) == ["Copy this into the setting.", "<style>\n</style>"]
    assert shown(units, [0.001, 0.0, 0.5]) == ["Copy this into the setting.", "<style>\n</style>"]


def test_a_second_document_stands_behind_the_first():
    first, second = section("The fee is 5 euro.", filler(1)), section("We open at nine.", filler(2), passage=1)
    values = dict(zip([*first, *second], [0.5, 0.02, 0.9, 0.02], strict=True))
    assert [unit.text for unit in parts_within([first, second], values, 20)] == [
        "The fee is 5 euro.",
        "We open at nine.",
    ]
    assert parts_within([], {}) == []


NUMBERS = st.lists(st.tuples(st.integers(1, 6), st.floats(0.01, 1)), min_size=1, max_size=7)


@given(NUMBERS, NUMBERS, st.integers(6, 25))
def test_no_other_choice_of_so_many_words_is_worth_more(one, other, most):
    made = [
        [Unit(passage, line, " ".join([f"w{line}"] * words)) for line, (words, _) in enumerate(rows)]
        for passage, rows in enumerate((one, other))
    ]
    units = [unit for rows in made for unit in rows]
    values = dict(zip(units, [value for rows in (one, other) for _, value in rows], strict=True))
    found = parts_within(made, values, most)

    def weight(chosen):
        runs = sum((unit.passage, unit.line - 1) not in {(u.passage, u.line) for u in chosen} for unit in chosen)
        return sum(unit.words for unit in chosen) + ANOTHER * (runs - 1)

    def worth(chosen):
        return sum(values[unit] for unit in chosen) - PRICE * (weight(chosen) + ANOTHER)

    every = [chosen for size in range(1, len(units) + 1) for chosen in combinations(units, size)]
    best = max(worth(chosen) for chosen in every if weight(chosen) <= most)
    assert found == [unit for unit in units if unit in found]
    assert weight(found) <= most
    if best > 0:
        assert abs(worth(found) - best) < 1e-9
    else:
        assert [values[unit] for unit in found] == [max(values.values())]
