"""What every reader does, the one in this process and the one in a child."""

import pytest

from citewell.domain.errors import CancelledError, UnreadableFileError
from citewell.domain.progress import CancelToken
from citewell.knowledge.reader.fakes import InlineReader
from citewell.knowledge.reader.process import ReaderProcess, ReadLimits

CHARACTERS = 5000
MARKDOWN = b"---\ntitle: Refund policy\nversion: '2'\n---\n# Refunds\n\nMoney is back in 14 days.\n\n## Fees\n\nNone.\n"


@pytest.fixture(scope="module")
def real_reader():
    reader = ReaderProcess(ReadLimits(characters=CHARACTERS))
    yield reader
    reader.close()


@pytest.fixture(params=["fake", "real"])
def reader(request):
    return InlineReader(CHARACTERS) if request.param == "fake" else request.getfixturevalue("real_reader")


def test_a_file_becomes_its_text_its_metadata_and_passages_that_quote_it(reader):
    document, passages = reader.read(MARKDOWN, "sub/refunds.md")
    assert (document.metadata.title, document.metadata.version) == ("Refund policy", "2")
    assert "Money is back in 14 days." in document.text
    (passage,) = passages
    assert passage.heading == ("Refunds",)
    assert "Money is back in 14 days." in passage.text
    assert "Money is back in 14 days." in document.text[passage.start : passage.end]


def test_results_come_in_order_and_a_refusal_takes_the_place_of_its_file(reader):
    files = [(b"text 0", "0.txt"), (b"", "a.md"), (b"x" * 6000, "b.txt"), (b"caf\xe9", "c.txt"), (b"text 4", "4.txt")]
    first, *refused, last = reader.read_many(iter(files), CancelToken())
    assert (first[0].text, last[0].text) == ("text 0", "text 4")
    assert all(isinstance(one, UnreadableFileError) for one in refused)
    assert [str(one)[:18] for one in refused] == ["the file is empty", "holds 6,000 charac", "not UTF-8 text (by"]


def test_one_file_that_cannot_be_read_is_refused(reader):
    with pytest.raises(UnreadableFileError, match="the file is empty"):
        reader.read(b"", "a.md")
    assert reader.read(b"text", "a.txt")[0].text == "text"


def test_no_files_no_results(reader):
    assert list(reader.read_many([])) == []


def test_a_cancelled_run_stops_between_files_and_the_next_one_reads(reader):
    cancel = CancelToken()
    results = reader.read_many([(b"one", "1.txt"), (b"two", "2.txt"), (b"three", "3.txt")], cancel)
    next(results)
    cancel.cancel()
    with pytest.raises(CancelledError):
        list(results)
    assert reader.read(b"text", "a.txt")[0].text == "text"


def test_a_caller_may_stop_listening(reader):
    results = reader.read_many([(b"one", "1.txt"), (b"two", "2.txt")])
    next(results)
    results.close()
    assert reader.read(b"text", "a.txt")[0].text == "text"
