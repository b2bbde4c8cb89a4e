"""What the embedder learns from: which texts answer a question, which are wrong, and which are neither."""

import random

import numpy as np
import pytest
from training.embedder.tuning.lessons import Lessons
from training.minilm.tokens import TOKENIZER, load_tokenizer
from training.reader.items import Asked, Bundle, Passage, split
from training.reader.taught import Draft, Taught, Written

RETURNS = "Returns: You can return a bike within 30 days. Keep the receipt in any case."
START = RETURNS.index("return a bike")
PASSAGES = tuple(
    Passage(kb, text, text, "a.md")
    for kb, text in (
        ("bikes", RETURNS),
        ("bikes", "Repairs: We repair bikes on Mondays."),
        ("bikes", "Returns: Send parts to the shop."),
        ("gym", "Hours: We are open from nine to five."),
    )
)


def asked(number, kb="bikes", **changes):
    values = {
        "kind": "fact",
        "ticket": "how long can I bring it back",
        "decision": "answer",
        "hits": ((0, 1.0), (1, 0.5), (2, 0.2)),
        "answering": (0,),
        "near": (2,),
        "marks": {0: ((START, START + 20),)},
    }
    return Asked(number, kb, **{**values, **changes})


def written(answers, mark=(0, 5)):
    return Written(
        Draft("bikes", "fact", 0, mark, "how many days"),
        (0, 1, 2),
        np.array(answers, np.float32),
        ((), ()),
        np.empty(0),
    )


def lessons_of(*questions, teacher=(), held_out=()):
    bundle = Bundle(PASSAGES, questions)
    taught = Taught({}, tuple(teacher))
    return Lessons(bundle, split(bundle, frozenset(held_out)), taught, load_tokenizer(TOKENIZER), seed=3)


def words(lessons, text):
    return load_tokenizer(TOKENIZER).decode(lessons.texts[text])


def test_what_stands_near_the_answer_is_neither_right_nor_wrong():
    lesson = lessons_of(asked(0)).lessons[0]
    assert (lesson.right, lesson.wrong, lesson.spared) == ((0,), (1,), {0, 2})


def test_sentences_beside_the_one_that_answers_are_wrong():
    lessons = lessons_of(*(asked(number) for number in range(40)))
    one = next(lesson for lesson in lessons.lessons if lesson.right[0] >= len(PASSAGES))
    assert words(lessons, one.right[0]) == "returns : you can return a bike within 30 days."
    assert [words(lessons, wrong) for wrong in one.wrong] == ["keep the receipt in any case."]
    assert 0 in one.spared  # the passage that the sentence is of


@pytest.mark.parametrize(
    ("answers", "mark", "expected"),
    [
        ((4.0, 3.0, -2.0), (0, 5), ({0, 1}, (2,))),  # the second may answer too
        ((4.0, 4.6, -2.0), (0, 5), None),  # the teacher puts another first
        ((4.0, 3.0, -2.0), None, None),  # a question that is not to be answered
    ],
)
def test_of_the_teachers_questions_those_count_that_its_passage_answers(answers, mark, expected):
    found = [(one.spared, one.wrong) for one in lessons_of(asked(0), teacher=[written(answers, mark)]).lessons]
    kept = [pair for pair in found if pair[1] == (2,)]
    assert kept == ([] if expected is None else [expected])


def test_nothing_is_learnt_of_a_knowledge_base_that_is_held_out_nor_of_tickets_without_an_answer():
    gym = asked(1, "gym", hits=((3, 1.0),), answering=(3,), near=(), marks={})
    refused = asked(2, decision="refuse", answering=(), near=(), marks={})
    assert {one.kb for one in lessons_of(asked(0), gym, refused, held_out={"gym"}).lessons} == {"bikes"}
    assert {one.question for one in lessons_of(asked(0), gym, refused).lessons} == {0, 1}


def test_half_of_the_batches_are_of_one_knowledge_base():
    questions = [asked(number, random.Random(number).choice(("bikes", "gym")), marks={}) for number in range(64)]  # noqa: S311
    made = lessons_of(*questions).batches(8)
    kinds = [len({one.kb for one in next(made)}) for _ in range(7)]
    assert kinds.count(1) >= 2
    assert 2 in kinds


def test_a_lesson_without_a_wrong_text_takes_any_passage():
    lessons = lessons_of(asked(0, hits=((0, 1.0),), near=(), marks={}))
    right, wrong = lessons.draw(lessons.lessons[0])
    assert right == 0
    assert wrong in range(len(PASSAGES))
