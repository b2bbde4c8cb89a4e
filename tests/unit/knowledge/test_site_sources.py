"""Markdown as documentation sites keep it: code of the site goes, words stay, tabs and notes say what they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.knowledge.chunking import cut_passages
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.loaders.markup.site.source import read_site_source


def read(text: str, name: str = "page.md"):
    return load_bytes(text.encode(), name)


def said(text: str, name: str = "page.md") -> list[str]:
    return [block.text for block in read(text, name).blocks]


DOCUSAURUS = """import Tabs from '@theme/Tabs';
import TabItem from '@theme/TabItem';

:::caution Before you start

It deletes all scenes.

:::

<Tabs groupId="model">
<TabItem value="s1" label="Model S1" default>

Hold the key.

</TabItem>
<TabItem
  value="s2"
  label="Model S2">

Press the dial.

</TabItem>
</Tabs>

After them.
"""


def test_tabs_keep_their_label_and_imports_go():
    assert said(DOCUSAURUS) == [
        "Caution: Before you start:",
        "It deletes all scenes.",
        "Model S1: Hold the key.",
        "Model S2: Press the dial.",
        "After them.",
    ]


def test_the_quote_is_a_slice_of_the_text_without_code():
    document = read(DOCUSAURUS)
    assert "TabItem" not in document.text
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text


def test_a_tab_that_is_cut_says_its_label_again():
    steps = "\n".join(
        f"Step {n} of the long way asks you to wait for the lamp to turn green again.\n" for n in range(40)
    )
    text = (
        f"# Reset\n\n<Tabs>\n<TabItem label='Model S1'>\n\n{steps}\n</TabItem>\n</Tabs>\n\nOther text, of any model.\n"
    )
    passages = cut_passages(read(text))
    inside = [passage for passage in passages if "Step" in passage.text]
    assert len(inside) > 2
    assert all("Model S1" in passage.text or passage.heading == ("Model S1",) for passage in inside)
    assert "Model S1" not in passages[-1].heading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '=== "Model A"\n\n    Press A.\n\n=== "Model B"\n\n    Press B.\n',
            ["Model A: Press A.", "Model B: Press B."],
        ),
        ('{% tabs %}\n{% tab title="iOS" %}\nSwipe.\n{% endtab %}\n{% endtabs %}', ["iOS: Swipe."]),
        ('{{< tabs >}}\n{{% tab "Win" %}}\nClick.\n{{% /tab %}}\n{{< /tabs >}}', ["Win: Click."]),
        ("::::{tab-set}\n:::{tab-item} Linux\nType.\n:::\n::::\n", ["Linux: Type."]),
        (
            "<Tabs items={['npm', 'yarn']}>\n<Tab>\nOne.\n</Tab>\n<Tab>\nTwo.\n</Tab>\n</Tabs>",
            ["npm: One.", "yarn: Two."],
        ),
        (
            "<Tabs values={[{label: 'Model A', value: 'a'}]}>\n<TabItem value='a'>\nOne.\n</TabItem>\n</Tabs>",
            ["Model A: One."],
        ),
        ("<Accordion title='How long?'>\nTwo days.\n</Accordion>", ["How long? Two days."]),
        ("<TabItem label='A'>\n    Text set in.\n\n    1. item\n</TabItem>", ["A: Text set in.", "1. item"]),
        ("<TabItem label='A'>\n\n1. item\n\n</TabItem>", ["A:", "1. item"]),
    ],
)
def test_tabs_of_other_sites(text, expected):
    assert [line.rstrip() for line in said(text)] == [line.rstrip() for line in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":::note\nInside.\n:::\n", ["Note: Inside."]),
        (":::tip[Good to know]\nInside.\n:::\n", ["Tip: Good to know:", "Inside."]),
        ("::: details More\nInside.\n:::\n", ["More: Inside."]),
        (":::{warning}\n:class: wide\nInside.\n:::\n", ["Warning: Inside."]),
        (
            '!!! warning "Mind the gap"\n    Inside.\n\n    - item\n\nAfter.',
            ["Warning: Mind the gap:", "Inside.", "- item", "After."],
        ),
        ("??? note\n    Inside.\n", ["Note: Inside."]),
        ('!!! danger ""\n    Inside.\n', ["Danger: Inside."]),
        ("{{< notice warning >}}\nInside.\n{{< /notice >}}", ["Warning: Inside."]),
        ('{{% alert title="Careful" color="warning" %}}\nInside.\n{{% /alert %}}', ["Warning: Careful:", "Inside."]),
        ("{: .note }\nInside.\n", ["Note: Inside."]),
        ("Inside.\n{: .warning}\n\nAfter.", ["Warning: Inside.", "After."]),
        ('{% include alert.html type="tip" content="Inside." %}', ["Tip: Inside."]),
        ('{% hint style="danger" %}\nInside.\n{% endhint %}', ["Danger: Inside."]),
        ("> [!WARNING]\n> Inside.\n", ["Warning: Inside."]),
        ("<Note>Inside.</Note>", ["Note: Inside."]),
        ('<Callout type="warning">\nInside.\n</Callout>', ["Warning: Inside."]),
        ("::: note\n\n```\n:::\n```\n\n:::\n", ["Note:", ":::"]),
    ],
)
def test_admonitions_say_what_they_are(text, expected):
    assert [line.strip() for line in said(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected", "problem"),
    [
        ("Call {{ site.phone }} now.", ["Call now."], "values that the site fills in are left out: site.phone"),
        ("{% if x %}\nShown.\n{% endif %}", ["Shown."], None),
        ("{% comment %}\nNot for readers.\n{% endcomment %}\nText.", ["Text."], None),
        ("{# not shown #}Text.", ["Text."], None),
        ("<%= a %>Text <% if x %>shown<% end %>.", ["Text shown."], "values that the site fills in are left out: a"),
        ('Text {{< ref "x" >}}here.', ["Text here."], None),
        ("{% raw %}{{ kept }}{% endraw %}", ["{{ kept }}"], None),
        ("Write `{{ kept }}` and `{% kept %}`.", ["Write {{ kept }} and {% kept %}."], None),
        ("{% include_relative other.md %}\nText.", ["Text."], "text of other files is not read here: other.md"),
        ('--8<-- "abbr.md"\n\nText.', ["Text."], "text of other files is not read here: abbr.md"),
        ("* TOC\n{:toc}\n\nText.", ["Text."], None),
        ('[a](b){:target="_blank"}', ["a"], None),
        ("{% highlight sh %}\nrun\n{% endhighlight %}", ["run"], None),
    ],
)  # fmt: skip
def test_template_tags_are_left_out(text, expected, problem):
    document = read(text)
    assert [block.text.strip() for block in document.blocks] == expected
    assert document.problems == ((problem,) if problem else ())


def test_mdx():
    text = (
        "import Part from './_part.mdx';\nexport const a = {\n  b: 1,\n};\n\n# Title {/* #id */}\n\n"
        "Press <Kbd>Ctrl</Kbd>{' '}twice.\n\n{/* a note\n\nto us */}\n\n<Part />\n\n"
        "<Menu\n  config={[{ a: [{ b: { c: { d: '' } } }] }]}\n/>\n\n"
        '<Card title="Billing" description="How to pay." />\n\n'
        "<details>\n<summary>More?</summary>\n\nYes.\n\n</details>\n"
    )
    document = read(text, "page.mdx")
    assert [block.text.strip() for block in document.blocks] == [
        "Title", "Press Ctrl twice.", "Billing. How to pay.", "More?", "Yes.",
    ]  # fmt: skip
    assert document.problems == ("text of other files is not read here: ./_part.mdx",)


@pytest.mark.parametrize(
    "text",
    [
        "```md\nimport A from 'a';\n\n:::note\n<Tabs>\n{{ x }}\n!!! note\n    y\n```\n",
        '=== "Model A"\n\n    ```python\n    # comment\n    x = 1\n    ```\n',
        "<Tabs>\n<TabItem label='A'>\n\n~~~~\n```\n# comment\n~~~~\n\n</TabItem>\n</Tabs>\n",
        "- item\n\n  ```\n  # comment\n  ```\n",
        "````\n```\n# comment\n````\n",
    ],
)
def test_what_stands_in_fences_is_code_and_no_heading(text):
    blocks = read(text).blocks
    assert [block.level for block in blocks] == [0] * len(blocks)
    assert any("# comment" in block.text or "import A from 'a';" in block.text for block in blocks)


@pytest.mark.parametrize(
    "text",
    [
        "# Import\n\nimport duty is 5%.\n\nPress <Enter> to go on.\n\nSetext\n===\n\n!!! really\n\n[a]: b\n",
        "<TABLE><TR><TD>old</TD></TR></TABLE>\n",
        "Braces {like these} and a :::colon::: in a line, 5 <% of it.\n",
    ],
)
def test_other_markdown_comes_out_as_it_went_in(text):
    assert read_site_source(text).text == text
    assert read(text).text == text


@pytest.mark.parametrize(
    "front",
    [
        '+++\ntitle = "Quiet hours"\ndate = 2026-01-12\nregion = ["DE"]\n[params]\n  mood = "calm"\n+++\n',
        '{\n  "title": "Quiet hours",\n  "region": ["DE"]\n}\n',
        "---\ntitle: Quiet hours\nregion: [DE]\n---\n",
    ],
)  # fmt: skip
def test_front_matter_of_every_kind(front):
    document = read(f"{front}\nText.\n")
    assert [block.text for block in document.blocks] == ["Text."]
    assert (document.metadata.title, document.metadata.regions) == ("Quiet hours", ("DE",))


def test_broken_toml_is_told_and_what_may_be_confidential_stays_so():
    document = read('+++\ntitle = never closed"\naccess = "confidential"\n+++\nText.\n')
    assert document.metadata.access == "confidential"
    assert document.problems[0].startswith("front matter is not TOML")
    assert [block.text for block in document.blocks] == ["Text."]


def test_an_object_that_is_shown_is_no_front_matter():
    assert said("{\n  not json\n}\n\nText.") != ["Text."]


PIECES = st.sampled_from(
    [":::note", ":::", "<Tabs>", "</Tabs>", "<TabItem label='A'>", "</TabItem>", '=== "A"', "    inside", "```",
     "{% tab %}", "{% endtab %}", "word", "- item", "# head", "", "{{ x }}", "`code", "import a from 'b'",
     "{: .note }", "<!--", "-->"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=20).map("\n".join))
def test_any_mixture_is_read_in_order(text):
    source = read_site_source(text, mdx=True)
    assert not set(source.text) & set("\ue0f0\ue0f1\ue0f2\ue0f3\ue0f4")
    assert source.text.count("word") == text.count("word") or "<!--" in text or "import" in text
    assert all(0 <= part.first <= part.last <= len(source.text.split("\n")) for part in source.labelled)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("H~2~O lasts 10^6^ hours on 25 m^2^, for days^1^.", ["H2O lasts 10^6 hours on 25 m2, for days^1."]),
        (
            "Five years.[^1] Two[^b].\n\n[^1]: Not rented.\n[^b]: Or less\n    in winter.",
            ["Five years. Two.", "Not rented.", "Or less in winter."],
        ),
        (
            "See ![Box](a.png){ width=300 } and [mail us](https://x.example){: .button target=_blank }.",
            ["See Box and mail us."],
        ),
        ("Press ++ctrl+alt++ for ==all of it==. :material-check: Done", ["Press ctrl+alt for all of it. Done"]),
        ("[[toc]]\n\nAn SLA.\n\n*[SLA]: Service level", ["An SLA.", "SLA: Service level"]),
    ],
    ids=["raised", "notes", "attributes", "keys", "abbreviations"],
)
def test_marks_inside_lines_are_no_text(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Write `x~2~`; `[^1]` is a class.",
        "It takes ~5~ or 5~10~15 minutes, see https://a.example/~bob~/x.",
        "If x==y==z, or a == b ==, in C++ and D++ x^2+y^2=z^2.",
        "Nothing says [^what] at its foot.",
        "A {name} of [x](y) {z}",
    ],
)
def test_what_only_looks_like_a_mark_stays(line):
    assert read_site_source(f"{line}\n\n10^6^").text == f"{line}\n\n10^6"


def test_code_says_for_which_tab_or_file_it_is():
    group = "::: code-group\n\n```sh [npm]\nnpm i kit\n```\n\n```sh [pnpm]\npnpm add kit\n```\n\n:::\n"
    assert said(group) == ["npm: npm i kit", "pnpm: pnpm add kit"]
    assert said('```js title="kit.js"\nrun()\n```\n\n```js {1}\na[0]\n```\n') == ["kit.js: run()", "a[0]"]
