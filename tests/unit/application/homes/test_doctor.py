"""The self-test: each check by itself, with models that need no file where no file is looked at."""

import pytest

from citewell.application.homes import doctor
from citewell.application.homes.doctor import DoctorParts, examine
from citewell.domain.errors import ModelError
from citewell.domain.tiers import Placement
from citewell.models.fakes import ScriptedGenerator
from citewell.settings.company import POLICY_VARIABLE
from citewell.settings.home import Home
from citewell.settings.options import Options, save_options


@pytest.fixture
def examined(services):
    """Examines a home with the parts of ``services``, some of them replaced."""

    def run(home=services.home, **changes):
        parts = {
            "integrity": services.database.check,
            "embedder": services.models.embedder,
            "reranker": None,
            "verifier": services.models.verifier,
            "generator": services.models.generator,
            "drafting": services.drafting,
            "own_base_model": True,
        }
        found = examine(home, DoctorParts(**{**parts, **changes}))
        return {one.name: one for one in found}

    return run


def test_a_part_that_cannot_be_built_fails_its_check_alone(examined):
    def missing():
        raise ModelError("the model is missing")

    found = examined(generator=missing)
    assert (found["language model"].ok, found["language model"].detail) == (False, "the model is missing")
    assert found["database"].ok
    assert found["database"].detail.startswith("sound and encrypted")
    assert list(found) == [
        *("database", "embedder", "judge", "verifier", "language model", "graphics card", "one draft", "connections"),
        "company settings",
    ]


def test_a_damaged_database_is_told_with_the_way_back(examined):
    found = examined(integrity=lambda: "row 3 missing from index")["database"]
    assert not found.ok
    assert "row 3 missing" in found.detail
    assert "citewell restore" in found.detail


def test_a_home_without_a_database_is_no_fault(examined, tmp_path):
    found = examined(Home(tmp_path / "none"), integrity=lambda: pytest.fail("there is nothing to look at"))
    assert found["database"].ok
    assert "none yet" in found["database"].detail


class OnCard(ScriptedGenerator):
    """Computes some layers on a graphics card."""

    def placement(self):
        return Placement(12, "as gpu_layers says")


@pytest.mark.parametrize(
    ("wanted", "generator", "ok", "detail"),
    [
        (-1, ScriptedGenerator(), True, "the language model computes on the processor: it is scripted"),
        (0, ScriptedGenerator(), True, "the language model computes on the processor: it is scripted"),
        (12, ScriptedGenerator(), False, "gpu_layers is 12, but the language model computes on the processor"),
        (12, OnCard(), True, "the language model computes 12 layers on the graphics card: as gpu_layers says"),
    ],
)
def test_where_the_language_model_computes(examined, services, wanted, generator, ok, detail):
    save_options(services.home.settings, Options(gpu_layers=wanted))
    found = examined(generator=lambda: generator)["graphics card"]
    assert found.ok is ok
    assert found.detail.startswith(detail)


def test_a_file_that_is_not_the_published_one_fails(examined, monkeypatch):
    monkeypatch.setattr(doctor, "file_sha256", lambda _path: "0" * 64)
    assert "not the file that was published" in examined()["embedder"].detail


def test_what_the_company_locked_is_told_with_what_was_edited_here(examined, tmp_path, monkeypatch):
    policy = tmp_path / "policy.json"
    policy.write_text('{"by": "Lumen IT", "locked": {"offline": true}}', encoding="utf-8")
    monkeypatch.setenv(POLICY_VARIABLE, str(policy))
    monkeypatch.setattr(doctor, "writable_by_others", lambda _path: False)
    found = examined()["company settings"]
    assert found.ok
    assert found.detail.startswith("1 set by Lumen IT in ")
    policy.write_text('{"by": "IT", "locked": {"keep_draft_days": 9}}', encoding="utf-8")
    assert examined()["company settings"].detail == (
        f"0 set by IT in {policy}. 'keep_draft_days' is no option of this version: it locks nothing."
    )
    policy.write_text('{"locked": {"release_signer": "12 34"}}', encoding="utf-8")
    found = examined()["company settings"]
    assert not found.ok
    assert "'12 34' is no fingerprint" in found.detail
    monkeypatch.setattr(doctor, "writable_by_others", lambda _path: True)
    found = examined()["company settings"]
    assert not found.ok
    assert "locks nothing safely" in found.detail
