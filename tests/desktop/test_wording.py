from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.desktop.language.words import trn
from citewell.desktop.widgets.spans import from_qt, to_qt
from citewell.desktop.widgets.wording import (
    age,
    freshness,
    milliseconds,
    moment,
    trace_line,
    trace_tooltip,
    validity,
)
from citewell.domain.drafts import TraceEntry

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@given(st.text(), st.data())
def test_offsets_survive_the_way_to_qt_and_back(text, data):
    index = data.draw(st.integers(0, len(text)))
    assert from_qt(text, to_qt(text, index)) == index
    assert to_qt(text, len(text)) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-11-20T11:59:55+00:00", "just now"),
        ("2026-11-20T12:00:05+00:00", "just now"),
        ("2026-11-20T11:59:40+00:00", "20 s ago"),
        ("2026-11-20T11:48:00+00:00", "12 min ago"),
        ("2026-11-19T13:00:00", "23 h ago"),
        ("2026-11-11T12:00:00+00:00", "9 days ago"),
        ("2026-11-18T11:00:00+00:00", "2 days ago"),
        ("2026-10-20T12:00:00+00:00", "4 weeks ago"),
        ("2026-05-20T12:00:00+00:00", "6 months ago"),
        ("2020-11-20T12:00:00+00:00", "5 years ago"),
        ("soon", ""),
        ("", ""),
    ],
)
def test_ages(at, words):
    assert age(at, NOW) == words


def test_the_age_of_a_row_is_the_time_of_its_export():
    at = "2026-11-17T09:30:00+00:00"
    assert freshness("rates.md", at, NOW) == "updated 3 days ago"
    assert freshness("C#.md", at, NOW) == "updated 3 days ago"
    assert freshness("stock/orders.csv#4711", at, NOW) == f"export of {moment(at)}"
    assert moment(at).startswith("17 Nov 2026, ")
    assert freshness("rates.md", "", NOW) == freshness("orders.csv#1", "", NOW) == ""


def test_validity():
    start, end = date(2026, 2, 1), date(2026, 12, 31)
    assert validity(start, None) == "valid since 1 Feb 2026"
    assert validity(None, end) == "valid until 31 Dec 2026"
    assert validity(start, end) == "valid 1 Feb 2026 to 31 Dec 2026"
    assert validity(None, None) == ""


def files(number):
    return trn("{n} file", "{n} files", number)


def test_numbers():
    assert (milliseconds(14.2), milliseconds(1100)) == ("14 ms", "1.1 s")
    assert (files(1), files(2), files(1200)) == ("1 file", "2 files", "1,200 files")


def test_the_last_stage_is_told_in_words_and_all_of_them_in_the_tooltip():
    trace = [
        TraceEntry("retriever", 14, "5 passages"),
        TraceEntry("policy_checker", 3, "passed: 2 sentences", "passed"),
    ]
    assert trace_line(trace) == "Checked after 17 ms"
    assert trace_line([]) == ""
    assert trace_tooltip(trace) == "retriever, 14 ms: 5 passages\npolicy_checker, 3 ms: passed: 2 sentences"
