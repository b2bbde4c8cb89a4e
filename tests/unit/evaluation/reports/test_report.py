"""The report: one file with nothing outside it, every text escaped, plots that are SVG, losses shown."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from defusedxml.ElementTree import fromstring

from citewell.evaluation.gate import judge_runs
from citewell.evaluation.reports.report import render_report, report_record

EVIL = "<script>alert('x')</script> & \"quotes\" {{ 7 * 7 }}"


class Tags(HTMLParser):
    """Collects tags and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


@pytest.fixture
def pages(run_of, row):
    before = run_of(row("a", total_ms=100.0), row("b", gold_cited=True))
    rows = [
        row("a", text=EVIL, ticket=EVIL, total_ms=900.0, first_token_ms=50.0),
        row("b", "refuse", gold_cited=False, facts_missing=(EVIL,), forbidden=1, forbidden_stated=("30 days",)),
        row("c", "", error=EVIL, confidence=None, total_ms=None),
        row("a", mode="rag", decision="refuse", confidence=0.2),
        row("b", mode="rag"),
    ]
    run = replace(run_of(*rows), files={EVIL: "sha"})
    record = report_record(run, judge_runs(before, run), "first <b>")
    return record, render_report(record)


def test_it_is_one_file_without_network_or_script(pages):
    _, page = pages
    tags = Tags()
    tags.feed(page)
    assert not {tag for tag, _ in tags.seen} & {"script", "link", "img", "iframe", "object", "base", "form"}
    assert not [attributes for _, attributes in tags.seen if attributes.keys() & {"src", "href", "onclick", "onload"}]
    assert re.findall(r"https?://[^\"'\s<]+", page.replace("http://www.w3.org/2000/svg", "")) == []
    assert "prefers-color-scheme: dark" in page


def test_every_text_is_escaped(pages):
    _, page = pages
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &#34;quotes&#34; {{ 7 * 7 }}") >= 5
    assert "first <b>" not in page


def test_plots_are_svg(pages):
    _, page = pages
    plots = [fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]
    assert len(plots) == 4  # measures, two of reliability, latency
    for plot in plots:
        numbers = [
            float(value)
            for element in plot.iter()
            for key, value in element.items()
            if key in {"x", "y", "cx", "cy", "width", "height"}
        ]
        assert numbers
        assert all(0 <= number < 2000 for number in numbers)


def test_losses_are_as_visible_as_wins(pages):
    _, page = pages
    assert "3 of 5 drafts miss something" in page
    assert page.count(">missed<") == 3
    assert page.count(">right<") == 2
    assert "must not state: 30 days" in page
    assert "failed</span>" in page
    assert "states “30 days”, which it must never state" in page


def test_json_and_page_have_the_same_data(pages):
    record, page = pages
    again = json.loads(json.dumps(record))
    assert render_report(again) == page
    measures = again["modes"]["hybrid"]["measures"]
    assert measures["decision_accuracy"]["value"] == pytest.approx(1 / 3, abs=1e-4)
    assert [ticket["id"] for ticket in again["tickets"]] == ["a", "b", "c", "a", "b"]
    assert again["compare"]["passed"] is False
    assert again["compare"]["changes"][0]["worse"]


def test_a_run_without_any_draft_has_a_report(run_of, row):
    page = render_report(report_record(run_of(row(decision="", error="no", confidence=None, total_ms=None))))
    assert "no draft" in page
