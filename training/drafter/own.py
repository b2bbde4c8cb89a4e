"""Examples of task ``reply`` from the templates: one made-up company each, with random values, names and numbers."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from training.drafter.blocks import Domain, Topic, read_domains
from training.drafter.form import MARK, Candidate, Passage, candidate, cite
from training.drafter.held_out import held
from training.drafter.numbering import numbered
from training.drafter.slots import MONTHS, Values
from training.drafter.tickets import Pool, direct, plain_case, several

SOURCE, LICENCE = "own", "Apache-2.0"
KINDS = {"fact": 38, "two": 20, "steps": 12, "table": 12, "conflict": 8, "current": 7, "partial": 7}
"""How often each kind is made, of a hundred."""
UNKNOWN = (
    "I'm sorry, our documents do not say {}.",
    "I'm sorry, but I could not find out {}.",
    "I'm sorry, I have no information on {}.",
)
"""What is said of the part of a question that no fact answers: the checker takes it as courtesy."""

_COLUMN = re.compile(r"\{([A-Z][^{}]*)\}")


@dataclass(slots=True)
class Scene:
    """One made-up company and its customer."""

    domain: Domain
    values: Values
    rng: random.Random
    pool: Pool
    used: list[Topic] = field(default_factory=list)
    """What the passages of this example say already."""

    def fill(self, topic: Topic, text: str) -> str:
        """``text`` of ``topic`` with its slots filled."""
        return self.values.fill(text, topic.id).replace("**", "")

    def fact(self, topic: Topic) -> str:
        """A wording of ``topic``; the slots of all wordings are filled now, since questions name some of them."""
        filled = [self.fill(topic, text) for text in topic.facts]
        self.used.append(topic)
        return self.rng.choice(filled)

    def unused(self, *kinds: str) -> list[Topic]:
        """Topics that no passage states yet."""
        return [topic for topic in self.domain.of(*kinds) if topic not in self.used]


@dataclass(frozen=True, slots=True)
class Answered:
    """One thing asked: its passage, the question, and the answer with ``[*]`` for marks."""

    topic: Topic
    passage: Passage
    question: str
    answer: str


def candidates(seed: int, count: int) -> list[Candidate]:
    """``count`` candidates, kinds and domains by chance."""
    rng = random.Random(f"own/{seed}")  # noqa: S311
    domains = read_domains()
    makers = {
        "fact": _fact, "two": _two, "steps": _steps, "table": _table, "conflict": _conflict, "current": _current,
        "partial": _partial,
    }  # fmt: skip
    made: list[Candidate] = []
    while len(made) < count:
        domain = rng.choice(domains)
        held_out = held(f"own/{domain.name}")
        scene = Scene(domain, Values(rng), rng, "held_out" if held_out else "train")
        kind = rng.choices(list(KINDS), weights=list(KINDS.values()))[0]
        found = makers[kind](scene)
        if found is not None:
            passages, questions, completion = found
            made.append(
                candidate(
                    "reply",
                    passages,
                    several(questions, rng, scene.pool),
                    completion,
                    source=SOURCE,
                    group=f"own/{domain.name}",
                    licence=LICENCE,
                    kind=kind,
                    held_out=held_out,
                )
            )
    return made


Made = tuple[list[tuple[int, Passage]], list[str], str] | None


def _fact(scene: Scene) -> Made:
    topic = scene.rng.choice(scene.domain.of("fact"))
    answered = _answer(scene, topic)
    others = _near_misses(scene, topic, answered) if scene.rng.random() < 0.3 else []
    others += _distractors(scene, scene.rng.choices((0, 1, 2), (4, 4, 3))[0] - len(others))
    return _made(scene, [answered], others)


def _two(scene: Scene) -> Made:
    first, second = scene.rng.sample(scene.domain.of("fact", "table"), k=2)
    scene.used += [first, second]
    both = [_answer(scene, first), _answer(scene, second)]
    return _made(scene, both, _distractors(scene, scene.rng.choices((0, 1), (5, 2))[0]))


def _steps(scene: Scene) -> Made:
    topics = scene.domain.of("steps")
    if not topics:
        return None
    topic = scene.rng.choice(topics)
    answered = _answer(scene, topic)
    if scene.rng.random() < 0.2:
        more = _answer(scene, scene.rng.choice(scene.domain.of("fact")))
        return _made(scene, [answered, more], [])
    return _made(scene, [answered], _distractors(scene, scene.rng.choice((0, 1, 1, 2))))


def _table(scene: Scene) -> Made:
    topics = scene.domain.of("table")
    if not topics:
        return None
    topic = scene.rng.choice(topics)
    answered = _answer(scene, topic)
    return _made(scene, [answered], _distractors(scene, scene.rng.choice((0, 0, 1, 2))))


def _conflict(scene: Scene) -> Made:
    """Two documents with different values: both are stated."""
    topic = scene.rng.choice(scene.domain.of("fact"))
    asked = scene.rng.choice(topic.asked)
    answers = [a for a in asked.answers if not a.startswith(("Yes", "No,")) and a.count(MARK) <= 2]
    titles = scene.domain.titles
    if not answers or len(titles) < 2:
        return None
    answer, fact = scene.rng.choice(answers), scene.rng.choice(topic.facts)
    first, second = scene.rng.sample(titles, k=2)
    other = Values(scene.rng, like=scene.values)
    filled = [(scene.values.fill(title), values) for title, values in ((first, scene.values), (second, other))]
    passages = [
        Passage(f"{title} › {topic.heading}", values.fill(fact, topic.id).replace("**", "")) for title, values in filled
    ]
    if passages[0].text == passages[1].text:
        return None
    question = scene.fill(topic, scene.rng.choice(asked.questions))
    pairs = numbered(passages, scene.rng)
    parts = [
        scene.rng.choice(("I'm sorry, our documents do not agree on this.", "I'm sorry, our documents differ here."))
    ]
    for number, passage in pairs:
        title, values = filled[passages.index(passage)]
        stated = values.fill(answer, topic.id).replace(MARK, f"[{number}]")
        parts.append(f"According to {title}, {plain_case(stated)}")
    return pairs, [question], " ".join(parts)


def _current(scene: Scene) -> Made:
    """An older and a current version: only the current one is stated."""
    topic = scene.rng.choice(scene.domain.of("fact"))
    answered = _answer(scene, topic)
    fact = scene.rng.choice(topic.facts)
    former = Values(scene.rng, like=scene.values).fill(fact, topic.id).replace("**", "")
    if former == answered.passage.text:
        return None
    year, month = scene.rng.randint(2024, 2027), scene.rng.randint(1, 11)
    day = f"1 {MONTHS[month]} {year}"
    before = f"{28 if month == 2 else 30} {MONTHS[month - 1]} {year}"
    title = answered.passage.place.split(" › ")[0]
    new_form, old_form = scene.rng.choice(
        (
            (
                (f"{title} › {topic.heading}", f"Valid from {day}. {{}}"),
                (f"{title} › {topic.heading}", f"Valid until {before}. {{}}"),
            ),
            ((f"{title} {year}", "{}"), (f"{title} {year - 1} (replaced)", "{}")),
            ((f"{title} › {topic.heading} from {day}", "{}"), (f"{title} › {topic.heading} until {before}", "{}")),
            (
                (f"{title} › {topic.heading}", "{}"),
                (f"{title} (archive) › {topic.heading}", f"No longer valid since {day}. {{}}"),
            ),
        )
    )
    current = Passage(new_form[0], new_form[1].format(answered.passage.text))
    outdated = Passage(old_form[0], old_form[1].format(former))
    return _made(scene, [Answered(topic, current, answered.question, answered.answer)], [outdated])


def _partial(scene: Scene) -> Made:
    """Two things asked, one of which no passage answers."""
    known = [topic for topic in scene.domain.of("fact") if topic.about]
    first, second = scene.rng.sample(known, k=2)
    scene.fact(second)
    answered = _answer(scene, first)
    asked = scene.fill(second, scene.rng.choice(second.asked[0].questions))
    missing = scene.rng.choice(UNKNOWN).format(scene.fill(second, second.about))
    others = _distractors(scene, scene.rng.choice((0, 1)))
    pairs = numbered([answered.passage, *others], scene.rng)
    questions = [answered.question, asked]
    if scene.rng.random() < 0.35:
        questions.reverse()
    return pairs, questions, f"{_marked(answered, pairs)} {missing}"


def _answer(scene: Scene, topic: Topic) -> Answered:
    scene.used.append(topic)
    asked = scene.rng.choice(topic.asked)
    question, answer = scene.rng.choice(asked.questions), scene.rng.choice(asked.answers or [""])
    if topic.kind == "table":
        return _table_answer(scene, topic, question, answer)
    if topic.kind == "steps":
        text = "\n".join(f"{i}. {scene.fill(topic, step)}" for i, step in enumerate(topic.steps, 1)).replace("**", "")
        lines = [cite(line, 0).replace("[0]", MARK) for line in text.split("\n")]
        return Answered(topic, Passage(_place(scene, topic), text), scene.fill(topic, question), "\n".join(lines))
    text = _with_neighbour(scene, scene.fact(topic))
    passage = Passage(_place(scene, topic), text)
    question = scene.fill(topic, question)
    return Answered(topic, passage, question, direct(question, scene.fill(topic, answer)))


def _table_answer(scene: Scene, topic: Topic, question: str, answer: str) -> Answered:
    rows = [[scene.fill(topic, cell) for cell in row] for row in topic.rows]
    wanted = scene.rng.choice(rows)
    shown = [row for row in rows if row is wanted or scene.rng.random() < 0.5][:4]
    if wanted not in shown:
        shown = [wanted]
    cells = dict(zip(topic.columns, wanted, strict=True))
    text = "\n".join("; ".join(f"{n}: {c}" for n, c in zip(topic.columns, row, strict=True)) for row in shown)
    question, answer = (_COLUMN.sub(lambda m: cells[m[1]], part) for part in (question, answer))
    return Answered(topic, Passage(_place(scene, topic), text), scene.fill(topic, question), scene.fill(topic, answer))


def _with_neighbour(scene: Scene, text: str) -> str:
    """A passage often says something else as well."""
    for _ in range(scene.rng.choices((0, 1, 2, 3), (60, 25, 10, 5))[0]):
        others = scene.unused("fact")
        if others:
            more = scene.fact(scene.rng.choice(others))
            text = f"{text} {more}" if scene.rng.random() < 0.5 else f"{more} {text}"
    return text


def _place(scene: Scene, topic: Topic) -> str:
    title = scene.values.fill(scene.rng.choice(scene.domain.titles), "title")
    form = scene.rng.random()
    if form < 0.78:
        return f"{title} › {topic.heading}"
    return title if form < 0.95 else ""


def _near_misses(scene: Scene, topic: Topic, answered: Answered) -> list[Passage]:
    """The same fact about another thing, where the question names the thing."""
    named = [
        match[0] for match in re.finditer(r"\{(?:country|city|product|code|version)\d*[^}]*\}", " ".join(topic.facts))
    ]
    if not any(scene.fill(topic, slot) in answered.question for slot in named):
        return []
    other = Values(scene.rng, like=scene.values)
    text = other.fill(scene.rng.choice(topic.facts), topic.id).replace("**", "")
    if any(other.fill(slot, topic.id) == scene.fill(topic, slot) for slot in named):
        return []
    return [Passage(answered.passage.place, text)]


def _distractors(scene: Scene, count: int) -> list[Passage]:
    found: list[Passage] = []
    while len(found) < count and (others := scene.unused("fact", "table", "steps")):
        found.append(_answer(scene, scene.rng.choice(others)).passage)
    return found


def _made(scene: Scene, answered: Sequence[Answered], others: Sequence[Passage]) -> Made:
    pairs = numbered([*(a.passage for a in answered), *others], scene.rng)
    listed = any(a.topic.kind == "steps" for a in answered)
    completion = ("\n" if listed else " ").join(_marked(a, pairs) for a in answered)
    return pairs, [a.question for a in answered], completion


def _marked(answered: Answered, pairs: Sequence[tuple[int, Passage]]) -> str:
    number = next(n for n, passage in pairs if passage is answered.passage)
    return answered.answer.replace(MARK, f"[{number}]")
