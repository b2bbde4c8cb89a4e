"""JSON: questions with answers, articles, and records of other kinds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.chunking import cut_passages
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.loaders.json.entries import load_json, load_json_lines

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5) | st.sampled_from(["id", "question", "answer", "title", "text"]), inner)
    ),
    max_leaves=20,
)


def load(value, title="T"):
    return load_json(json.dumps(value).encode(), title)


def seen(document) -> list[tuple[int, str, str]]:
    return [(block.level, block.entry, block.text) for block in document.blocks]


def test_questions_are_headings_and_answers_lie_below():
    document = load(
        [
            {"id": "faq-1", "question": "How do I clear E-17?", "answer": "Press **reset**.\n\n1. Open\n2. Close"},
            {"id": "faq-2", "question": "Can I pay later?", "answer": "<p>By <b>invoice</b>.</p><script>x()</script>"},
        ]
    )
    assert seen(document) == [
        (2, "faq-1", "How do I clear E-17?"),
        (0, "faq-1", "Press reset."),
        (0, "faq-1", "1. Open"),
        (0, "faq-1", "2. Close"),
        (2, "faq-2", "Can I pay later?"),
        (0, "faq-2", "By invoice."),
    ]
    assert document.blocks[1].codes == ("faq-1", "E-17")
    assert document.text[document.blocks[1].start : document.blocks[1].end] == "Press **reset**."
    assert [(p.entry, p.heading, p.text) for p in cut_passages(document)] == [
        ("faq-1", ("How do I clear E-17?",), "Press reset.\n1. Open\n2. Close"),
        ("faq-2", ("Can I pay later?",), "By invoice."),
    ]


@pytest.mark.parametrize(
    "entry",
    [
        {"q": "Why?", "a": "So."},
        {"Question": "Why?", "Answer": "So."},
        {"prompt": "Why?", "completion": "So."},
        {"title": "Why?", "body": "So."},
        {"name": "Why?", "content": "So."},
        {"questions": ["Why?"], "answers": ["So."]},
        {"question": "Why?", "answer": {"text": "So."}},
        {"@type": "Question", "name": "Why?", "acceptedAnswer": {"@type": "Answer", "text": "<p>So.</p>"}},
        {"frage": "Why?", "antwort": "So."},
        {"question": "Why?", "text": "So.", "lang": "en"},
    ],
)
def test_common_names(entry):
    assert seen(load([entry])) == [(2, "1", "Why?"), (0, "1", "So.")]


@pytest.mark.parametrize(
    "value",
    [
        {"faqs": [{"q": "Why?", "a": "So."}], "updated": "2026-01-01"},
        {"data": {"items": [{"q": "Why?", "a": "So."}]}},
        {"@context": "x", "@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "Why?", "text": "So."}]},
        {"1": {"q": "Why?", "a": "So."}},
        {"Why?": "So."},
    ],
)
def test_the_list_is_found(value):
    assert [(level, text) for level, _, text in seen(load(value)) if text not in {"data", "items"}] == [
        (2, "Why?"),
        (0, "So."),
    ]


@pytest.mark.parametrize(
    "value",
    [
        {"Billing": [{"q": "Why?", "a": "So."}], "Shipping": [{"q": "When?", "a": "Now."}]},
        {"Billing": {"Why?": "So."}, "Shipping": {"When?": "Now."}},
        {
            "title": "Help",
            "categories": [
                {"name": "Billing", "questions": [{"q": "Why?", "a": "So."}]},
                {"name": "Shipping", "questions": [{"q": "When?", "a": "Now."}]},
            ],
        },
    ],
)
def test_categories_are_headings(value):
    document = load(value)
    assert [(level, text) for level, _, text in seen(document)] == [
        (1, "Billing"),
        (2, "Why?"),
        (0, "So."),
        (1, "Shipping"),
        (2, "When?"),
        (0, "Now."),
    ]
    assert [p.heading for p in cut_passages(document)] == [("Billing", "Why?"), ("Shipping", "When?")]


def test_the_files_own_title():
    assert load({"title": "Help centre", "faqs": [{"q": "Why?", "a": "So."}]}).metadata.title == "Help centre"
    assert load([{"q": "Why?", "a": "So."}], "Name").metadata.title == "Name"


def test_other_wordings_and_other_fields_are_kept():
    document = load(
        [{"id": 7, "question": ["Why?", "How come?"], "answer": "So.", "sku": "4711-B", "tags": ["a", "b"]}]
    )
    assert seen(document) == [
        (2, "7", "Why?"),
        (0, "7", "How come?"),
        (0, "7", "So."),
        (0, "7", "sku: 4711-B; tags: a, b"),
    ]
    assert document.blocks[0].codes == ("4711-B",)


def test_ids_that_come_twice():
    document = load([{"id": "a", "q": "One?", "a": "1."}, {"id": "a", "q": "Two?", "a": "2."}, {"q": "3?", "a": "3."}])
    assert [entry for level, entry, _ in seen(document) if level] == ["a", "a (2)", "3"]


def test_articles_without_a_title_and_with_headings_of_their_own():
    lines = [
        {"id": "doc#1", "title": "", "text": "Only a text."},
        {"id": "doc#2", "title": "Accounts", "text": "## Opening\n\nSign.\n\n## Closing\n\nWrite."},
    ]
    document = load_json_lines("\n".join(map(json.dumps, lines)).encode(), "T")
    assert [(p.entry, p.heading, p.text) for p in cut_passages(document)] == [
        ("doc#1", (), "Only a text."),
        ("doc#2", ("Accounts", "Opening"), "Sign."),
        ("doc#2", ("Accounts", "Closing"), "Write."),
    ]


def test_records_are_rows():
    document = load(
        [
            {
                "order_id": "ORD-10023",
                "customer": {"city": "Berlin"},
                "items": [{"sku": "A-1", "qty": 2}],
                "paid": True,
            },
            {"order_id": "ORD-10024", "customer": {"city": "Paris"}, "items": [], "paid": False, "total": None},
        ]
    )
    assert seen(document) == [
        (0, "ORD-10023", "order_id: ORD-10023; customer.city: Berlin; items: sku: A-1, qty: 2; paid: yes"),
        (0, "ORD-10024", "order_id: ORD-10024; customer.city: Paris; paid: no"),
    ]
    assert document.blocks[0].codes[:2] == ("ORD-10023", "10023")


def test_records_by_id_and_notes_beside_a_list():
    assert seen(load({"E-17": {"fix": "Clean the filter"}, "E-18": {"fix": "Wait"}})) == [
        (0, "E-17", "E-17; fix: Clean the filter"),
        (0, "E-18", "E-18; fix: Wait"),
    ]
    assert seen(load({"E-17": "Clean the filter", "E-18": "Wait"}))[0] == (0, "E-17", "E-17; Clean the filter")
    assert (
        seen(load({"rates": [{"region": "DE", "fee": 2}], "note": "valid until May"}))[1][2] == "note: valid until May"
    )


def test_a_list_of_rows_and_a_list_of_texts():
    assert seen(load([["sku", "stock"], ["A-1", 3], ["B-1", 4]])) == [
        (0, "A-1", "sku: A-1; stock: 3"),
        (0, "B-1", "sku: B-1; stock: 4"),
    ]
    assert [text for _, _, text in seen(load(["one text", "another"]))] == ["one text", "another"]


def test_numbers_as_they_are_written():
    text = b'[{"n": 12.50, "big": 123456789012345678901234567890, "none": NaN, "far": -Infinity}]'
    assert load_json(text, "T").text == "n: 12.50; big: 123456789012345678901234567890"
    huge = "1" + "0" * 5000
    assert load_json(f'{{"n": {huge}}}'.encode(), "T").text.count("0") == 5000


def test_halves_of_characters_and_zeros_go():
    document = load_json(b'[{"q": "a\\ud800b?", "a": "c\\u0000\\udfff d", "e": "\\ud800"}]', "T")
    document.text.encode()
    assert "\0" not in document.text


def test_lines_that_are_not_json_are_reported():
    lines = [b'{"id": 1, "q": "A?", "a": "B."}', b"", b"{not json", b"[" * 100_000, b'{"id": 2, "q": "C?", "a": "D."}']
    document = load_json_lines(b"\n".join([*lines, *([b'{"id": 3, "note": "x"}'] * 9), *[b"}"] * 8]), "T")
    assert [entry for level, entry, _ in seen(document) if level] == ["1", "2"]
    assert document.problems[0].startswith("line 3 is not JSON")
    assert document.problems[1] == "line 4 is nested too deep; it is left out"
    assert document.problems[-1] == "5 more lines are not JSON"


def test_json_in_a_file_of_lines_and_lines_in_a_file_of_json():
    assert len(load_json_lines(json.dumps([{"q": "A?", "a": "B."}], indent=2).encode(), "T").blocks) == 2
    assert len(load_json(b'{"q": "A?", "a": "B."}\n{"q": "C?", "a": "D."}\n', "T").blocks) == 4


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"[" * 100_000, "nested too deep"),
        (b'{"a":' * 100_000, "nested too deep"),
        (b"[" * 100_000 + b"]" * 100_000, "nested too deep"),
        (b'[{"a": 1},\n', "not JSON .line 2, column 1"),
        (b"null", "no entries"),
        (b"{}", "no entries"),
        (b"[]", "no entries"),
        (b'[{"a": null}, {"b": ""}]', "no entries"),
        (b'{"a": "caf\xe9"}', "not UTF-8"),
    ],
)
def test_reasons(data, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        load_json(data, "T")


def test_no_line_is_json():
    with pytest.raises(UnreadableFileError, match="no line of it is JSON"):
        load_json_lines(b"some\ntext\n", "T")


def test_deep_but_readable():
    value: object = "bottom"
    for _ in range(200):
        value = {"a": value}
    load_json(json.dumps([{"id": 1, "note": "x", "deep": value}]).encode(), "T")


@pytest.mark.parametrize(("name", "count"), [("a.json", 1), ("a.jsonl", 1), ("a.ndjson", 1)])
def test_by_name(name, count):
    assert len({block.entry for block in load_bytes(b'{"q": "A?", "a": "B."}', name).blocks}) == count


@given(VALUES)
def test_anything_is_read_or_refused(value):
    try:
        document = load(value)
    except UnreadableFileError:
        return
    document.text.encode()
    position, entries, last = 0, set(), ""
    for block in document.blocks:
        assert position <= block.start < block.end <= len(document.text)
        position = block.start
        assert block.entry == last or block.entry not in entries or not block.entry
        last = block.entry
        entries.add(last)
        if block.text == document.text[block.start : block.end]:
            position = block.end
