"""Which sentences of a long section a letter shows."""

from citewell.pipeline.generation.section_parts import MAX_WORDS, RUN_WORDS, Unit, parts_within

STEPS = (
    "1. Open the page of the databases in the panel.",
    "2. Type a name.",
    "3. Make a user below, with a password of ten characters.",
    "4. Add the user to the database.",
    "Forgetting this is why most installations fail.",
)


def section(*texts: str) -> list[Unit]:
    """A line for each text; one that begins no step goes on in the line of the step before."""
    units: list[Unit] = []
    for text in texts:
        goes_on = text == STEPS[-1]
        units.append(Unit(0, units[-1].line if goes_on else len(units), text))
    return units


def filler(number: int) -> str:
    return f"Fact {number} tells something else about the panel and what it shows to those who look at it for long."


def shown(units, values):
    return [unit.text for unit in parts_within(units, dict(zip(units, values, strict=True)), MAX_WORDS)]


def test_a_short_section_is_shown_whole():
    units = section("One rule.", *STEPS)
    assert shown(units, [0.1] * len(units)) == [unit.text for unit in units]


def test_a_procedure_whose_steps_answer_is_never_shown_in_part():
    """Formerly the first and the fourth of four steps were shown, since the two between tell little."""
    units = section(*map(filler, range(4)), *STEPS, *map(filler, range(4, 8)))
    assert sum(unit.words for unit in units) > RUN_WORDS
    values = [0.2] * 4 + [0.9, 0.1, 0.2, 1.0, 0.9] + [0.2] * 4
    assert [text for text in shown(units, values) if text in STEPS] == list(STEPS)


def test_a_procedure_of_which_one_step_is_a_little_near_is_left_out():
    units = section("The fee is 5 euro.", *map(filler, range(4)), *STEPS, *map(filler, range(4, 8)))
    values = [1.0] + [0.2] * 4 + [0.1, 0.1, 0.65, 0.1, 0.1] + [0.2] * 4
    found = shown(units, values)
    assert "The fee is 5 euro." in found
    assert not set(found) & set(STEPS)


def test_a_procedure_is_kept_where_it_is_all_that_was_chosen():
    units = section(*map(filler, range(8)), *STEPS)
    values = [0.1] * 8 + [0.1, 0.1, 0.1, 0.6, 0.1]
    assert [text for text in shown(units, values) if text in STEPS] == list(STEPS)


def test_one_longer_than_a_letter_stays_as_chosen():
    steps = [f"{number}. {filler(number)}" for number in range(1, 13)]
    units = section(*steps)
    values = [1.0, 0.1, 0.1, 0.9] + [0.1] * 8
    found = shown(units, values)
    assert steps[0] in found
    assert len(found) < len(steps)


def test_two_procedures_next_to_each_other_are_two():
    again = ("1. Choose the night of the backup.", "2. Press the button to bring it back.")
    units = section(*map(filler, range(8)), *STEPS, *again)
    values = [0.1] * 8 + [0.1] * 5 + [1.0, 0.2]
    found = shown(units, values)
    assert set(again) <= set(found)
    assert not set(found) & set(STEPS)
