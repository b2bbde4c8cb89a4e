"""The model as one run uses it: what it takes back is in no text."""

from citewell.domain.drafts import TextStreamed, Ticket
from citewell.domain.generation import GenerationRequest, Message, Token
from citewell.models.fakes import ScriptedGenerator
from citewell.pipeline.generation.writer import Writer
from citewell.pipeline.intake.anonymizer import MaskedTicket
from citewell.pipeline.run_context import RunContext

REQUEST = GenerationRequest((Message("user", "Where is it?"),), ())


class Restarting(ScriptedGenerator):
    """Takes back what it wrote and begins anew."""

    def generate(self, request, cancel):
        yield Token("It is on its w")
        yield Token("", again=True)
        yield from (Token("It is here."), Token("", done=True, prompt_tokens=5, completion_tokens=3))


def written(generator) -> tuple[str, list[str], Writer]:
    seen: list[str] = []
    run = RunContext(watch=lambda event: seen.append(event.text) if isinstance(event, TextStreamed) else None)
    writer = Writer(generator, MaskedTicket(Ticket("Where is it?")), run)
    return writer.write(REQUEST, shown=True), seen, writer


def test_a_text_is_streamed_and_returned():
    text, seen, writer = written(ScriptedGenerator(["It is here."]))
    assert text == "".join(seen) == "It is here."
    assert not writer.restarted


def test_what_the_model_takes_back_is_not_in_the_text():
    text, seen, writer = written(Restarting())
    assert text == "It is here."
    assert "here" not in "".join(seen), "the new text is shown when it is whole"
    assert writer.restarted
    assert (writer.prompt_tokens, writer.completion_tokens) == (5, 3)
