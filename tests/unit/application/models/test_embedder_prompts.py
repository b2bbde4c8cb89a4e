"""Models that tell queries from passages: each text is embedded as what it is, and another model makes vectors anew."""

from dataclasses import replace

import pytest
from tests.support import FILES, TODAY, with_models, write_files

from citewell.application.models.fakes import FakeModels
from citewell.bootstrap.open_home import open_app
from citewell.domain.documents import Filters
from citewell.domain.drafts import GivenPassage
from citewell.domain.errors import BadInputError
from citewell.knowledge.ingest import IndexOptions
from citewell.models.clients import ModelProcess, ProcessEmbedder
from citewell.models.descriptions import EMBEDDER
from citewell.models.fakes import HashingEmbedder
from citewell.pipeline.generation.sentence_scoring import Relevance
from citewell.processes.frames import Frame
from citewell.settings.home import Home

PROMPTED = replace(EMBEDDER, query_prompt="query: ", passage_prompt="passage: ")
TODAYS = Filters(TODAY)


class EchoProcess(ModelProcess):
    """Keeps the texts it was asked for; every vector is zero."""

    def __init__(self) -> None:
        super().__init__("toy", {})
        self.texts = []

    def ask(self, method, body=b"", **values):
        self.texts += values["texts"]
        return Frame({"done": True}, bytes(4 * EMBEDDER.dimensions) * len(values["texts"]))


class TellingEmbedder(HashingEmbedder):
    """Keeps apart what it embedded as passages and as queries."""

    identity = "telling"

    def __init__(self) -> None:
        super().__init__()
        self.passages, self.queries = [], []

    def embed(self, texts):
        self.passages += texts
        return super().embed(texts)

    def embed_queries(self, texts):
        self.queries += texts
        return HashingEmbedder().embed(texts)


@pytest.fixture
def telling() -> TellingEmbedder:
    return TellingEmbedder()


@pytest.mark.parametrize(
    ("description", "asked"),
    [(PROMPTED, ["passage: a", "passage: b", "query: a"]), (EMBEDDER, ["a", "b", "a"])],
)
def test_prompts_stand_before_passages_and_queries(tmp_path, description, asked):
    embedder = ProcessEmbedder(description, tmp_path, threads=1)
    embedder.process = EchoProcess()
    assert len(embedder.embed(["a", "b"])) == 2
    assert len(embedder.embed_queries(["a"])) == 1
    assert embedder.process.texts == asked


def test_prompts_belong_to_the_identity(tmp_path):
    identities = {
        ProcessEmbedder(one, tmp_path, threads=1).identity
        for one in (EMBEDDER, PROMPTED, replace(PROMPTED, passage_prompt="document: "))
    }
    assert len(identities) == 3
    assert ProcessEmbedder(EMBEDDER, tmp_path, threads=1).identity == EMBEDDER.sha256


@pytest.fixture
def telling_services(telling, tmp_path):
    opened = open_app(Home(tmp_path / "telling"), scratch=True, choices=with_models(FakeModels(embedder=telling)))
    yield opened
    opened.close()


def test_what_is_indexed_is_a_passage_and_what_looks_for_it_a_query(telling_services, tmp_path, telling):
    telling_services.ingest.run(IndexOptions(write_files(tmp_path / "kb", FILES)))
    assert telling.passages
    assert not telling.queries
    telling.passages.clear()
    telling_services.search.retrieve(("Can I return an annual plan?",), TODAYS, 5)
    assert (telling.passages, telling.queries) == ([], ["Can I return an annual plan?"])


def test_passages_that_came_with_a_ticket_are_passages(telling_services, telling):
    given = [GivenPassage("1", "Warranty", "The warranty lasts two years.")]
    telling_services.search.choose_given(("How long is the warranty?",), given, 3)
    assert telling.queries == ["How long is the warranty?"]
    assert [text.splitlines()[-1] for text in telling.passages] == ["The warranty lasts two years."]


def test_sentences_are_compared_as_passages(telling):
    Relevance(telling).score(("Is it new? And blue?", "And blue?"), ["It is new.", "It is blue."])
    assert telling.passages == ["It is new.", "It is blue."]
    assert telling.queries[0] == "Is it new? And blue?"


def test_another_embedder_embeds_the_same_files_anew(services, tmp_path, telling):
    kb = write_files(tmp_path / "kb", FILES)
    services.ingest.run(IndexOptions(kb))
    stored = len(services.index.sources())
    changed = open_app(services.home, scratch=True, choices=with_models(FakeModels(embedder=telling)))
    with pytest.raises(BadInputError, match="another embedder"):
        changed.search.retrieve(("annual plan",), TODAYS, 5)
    changed.ingest.run(IndexOptions(kb))
    with changed.database.read() as connection:
        (passages,) = next(connection.execute("SELECT count(*) FROM passage"))
    assert len(telling.passages) == passages > 0
    assert len(changed.index.sources()) == stored
    assert changed.search.retrieve(("annual plan",), TODAYS, 5)
    telling.passages.clear()
    changed.ingest.run(IndexOptions(kb))
    assert telling.passages == []
    changed.close()
