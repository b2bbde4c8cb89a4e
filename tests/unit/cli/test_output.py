"""Long output is written as it is known."""

import json

import pytest

from citewell.cli import app, output
from citewell.domain.errors import StorageError

VALUES = [{"id": "d1", "text": "é ✓"}, {"id": "d2"}, 3]


@pytest.mark.parametrize("count", range(len(VALUES) + 1))
def test_a_list_is_the_json_it_would_be_in_one_piece(capsys, count):
    output.print_json_list("entries", VALUES[:count])
    assert capsys.readouterr().out == json.dumps({"entries": VALUES[:count]}, ensure_ascii=False) + "\n"


def test_a_value_is_written_before_the_one_after_next_is_asked_for(capsys):
    seen: list[str] = []

    def values():
        for value in VALUES:
            yield value
            seen.append(capsys.readouterr().out)

    output.print_json_list("entries", values())
    assert seen[0].startswith('{"entries": [{"id": "d1"')
    assert '"d2"' not in seen[0]
    assert '"d2"' in seen[1]


def test_a_failure_before_the_first_value_leaves_nothing(capsys):
    def values():
        raise StorageError("The disk is gone.")
        yield

    with pytest.raises(StorageError):
        output.print_json_list("entries", values())
    assert capsys.readouterr().out == ""


def test_who_reads_no_further_is_no_mistake_of_ours(monkeypatch):
    """As with ``citewell log | head``."""

    def stop(**_options):
        raise BrokenPipeError

    monkeypatch.setattr(app, "app", stop)
    monkeypatch.setattr(app, "_leave_pipe", lambda: None)
    assert app.run(lambda _home, _sample: 0) == app.DONE
