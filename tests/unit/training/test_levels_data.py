"""The examples for summaries and records: reproducible, short, valid, and true to their tickets."""

import json
from pathlib import Path

import pytest
from training.drafter.levels import build

from citewell.application.models.resources import CRM_PROMPT, SUMMARY_PROMPT, load_schema, load_task
from citewell.governance.literals.extraction import missing_literals
from citewell.pipeline.levels.level_writer import MODEL_FIELDS

NOWHERE = Path("/nonexistent")


@pytest.fixture(scope="module")
def examples():
    return build(NOWHERE, summaries=120, records=120)


def test_the_same_seed_gives_the_same_examples(examples):
    assert build(NOWHERE, summaries=120, records=120) == examples
    assert build(NOWHERE, seed=8, summaries=120, records=120) != examples


def test_every_completion_holds_only_what_its_ticket_holds(examples):
    assert len(examples) == 240
    for example in examples:
        assert not missing_literals(example["completion"], [example["user"]])
        assert len(example["completion"].split()) <= 75
        assert len(example["user"].split()) <= 120


def test_system_parts_and_fields_are_those_of_the_product(examples):
    properties = load_schema("crm")["properties"]
    for example in examples:
        prompt = load_task(CRM_PROMPT if example["task"] == "crm" else SUMMARY_PROMPT)
        assert example["system"] == prompt.system
        if example["task"] == "crm":
            record = json.loads(example["completion"])
            assert tuple(record) == MODEL_FIELDS
            assert record["category"] in properties["category"]["enum"]
            assert all(len(record[name]) <= properties[name].get("maxLength", 99) for name in record)
        else:
            assert [line.split(":")[0] for line in example["completion"].split("\n")] == [
                "Goal",
                "Blockers",
                "Next step",
            ]


def test_held_out_examples_come_from_other_templates(examples):
    held = build(NOWHERE, summaries=60, records=60, pool="held_out")
    assert not {example["group"] for example in held} & {example["group"] for example in examples}
