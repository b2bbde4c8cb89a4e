"""Batches: order, ids, and bad lines that do not stop the rest."""

import io
import json

import pytest

from citewell.application.drafting.batches import text_field
from citewell.cli.batch import run_batch
from citewell.domain.errors import BadInputError, CancelledError


@pytest.fixture
def run(tmp_path, capsys):
    def run(data: bytes, answer=lambda line: {"said": text_field(line, "say")}) -> list[dict]:
        (tmp_path / "in.jsonl").write_bytes(data)
        run_batch(str(tmp_path / "in.jsonl"), answer)
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_answers_come_in_order_with_their_ids(run):
    lines = [{"id": n, "say": str(n)} for n in ("b", 2, None, {"x": [1]})]
    found = run("\n".join(json.dumps(line) for line in lines).encode())
    assert [(line["id"], line["said"]) for line in found] == [(line["id"], line["say"]) for line in lines]


def test_the_id_of_a_line_is_never_that_of_its_answer(run):
    assert run(b'{"id": "mine"}', lambda _: {"id": "another"}) == [{"id": "mine"}]


def test_bad_lines_name_their_id_and_the_rest_goes_on(run):
    found = run(
        b"\xef\xbb\xbf" + b'{"id": 1, "say": "one"}\n'
        b"{broken\n"
        b"\n"
        b"[1]\n"
        b"\xff\xfe\xfd\n"
        b'{"id": 5}\n'
        b'{"id": 6, "say": 7}\n' + b"[" * 200_000 + b"\r\n" + b'{"id": 8, "say": "half \\ud83d"}\n'
        b'{"say": "no id"}'
    )
    assert [line["id"] for line in found] == [1, None, None, None, 5, 6, None, 8, None]
    assert [line.get("said") for line in found] == ["one", None, None, None, None, None, None, "half ?", "no id"]
    errors = [line.get("error") for line in found]
    assert "not JSON" in errors[1]
    assert errors[2] == "a line must be a JSON object"
    assert "not JSON" in errors[3]
    assert errors[4:6] == ["'say' must be a string"] * 2
    assert "not JSON" in errors[6]


@pytest.mark.expects_log("unexpected error in a line")
def test_a_mistake_of_ours_costs_one_line(run):
    def answer(line):
        if line["id"] == 1:
            raise ValueError("a bug")
        return {}

    assert run(b'{"id": 1}\n{"id": 2}', answer) == [
        {"id": 1, "error": "Citewell made a mistake (ValueError)."},
        {"id": 2},
    ]


def test_a_cancelled_batch_stops(run):
    def answer(line):
        raise CancelledError

    with pytest.raises(CancelledError):
        run(b'{"id": 1}\n{"id": 2}', answer)


def test_standard_input_is_utf_8_whatever_the_terminal_says(monkeypatch, capsys):
    data = json.dumps({"id": 1, "say": "Größe"}, ensure_ascii=False).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="latin-1"))
    run_batch("-", lambda line: {"said": text_field(line, "say")})
    assert json.loads(capsys.readouterr().out)["said"] == "Größe"


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BadInputError, match="cannot be read"):
        run_batch(str(tmp_path / "missing.jsonl"), lambda _: {})
