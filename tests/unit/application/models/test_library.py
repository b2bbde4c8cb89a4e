"""The models of a home: listed, chosen, and fetched from the catalogue."""

import json

import pytest
from tests.unit.models.chat_models import write_chat_model

from citewell.application.models.library import (
    DEFAULT,
    ListedModel,
    ModelKind,
    catalogue_entry,
    download_model,
    import_to_library,
    list_models,
    use_model,
)
from citewell.domain.errors import BadInputError, ModelError
from citewell.models.importing import DESCRIPTION
from citewell.settings.home import Home
from citewell.settings.options import Options, load_options


@pytest.fixture
def home(tmp_path) -> Home:
    """A home with a language model and an embedder that were imported."""
    home = Home(tmp_path / "home")
    home.create()
    source = write_chat_model(tmp_path / "small.gguf")
    assert import_to_library(source, home.models).kind is ModelKind.LANGUAGE_MODEL
    (home.models / "own").mkdir()
    (home.models / "own" / DESCRIPTION).write_text(json.dumps({}))
    return home


def test_the_default_is_in_use_until_both_models_are_others(home):
    options = Options()
    assert list_models(home.models, options) == [
        ListedModel(DEFAULT, None, in_use=True),
        ListedModel("own", ModelKind.EMBEDDER, in_use=False),
        ListedModel("small.gguf", ModelKind.LANGUAGE_MODEL, in_use=False),
    ]
    language = use_model(home, options, "small.gguf")
    assert not language.reindex
    assert [one.in_use for one in list_models(home.models, language.options)] == [True, False, True]
    both = use_model(home, language.options, "own")
    assert both.reindex
    assert [one.in_use for one in list_models(home.models, both.options)] == [False, True, True]
    assert load_options(home.settings) == both.options


def test_going_back_needs_a_new_index_only_where_the_embedder_changes(home):
    language = use_model(home, Options(), "small.gguf").options
    assert not use_model(home, language, DEFAULT).reindex
    back = use_model(home, use_model(home, language, "own").options, DEFAULT)
    assert back.reindex
    assert (back.options.embedder, back.options.base_model) == ("", "")


def test_a_model_that_is_not_there_is_told_with_those_that_are(home):
    with pytest.raises(BadInputError, match=r"no model 'nosuch'. Models: default, own, small.gguf"):
        use_model(home, Options(), "nosuch")
    with pytest.raises(BadInputError, match=r"no model 'nosuch' in the catalogue. Models: "):
        catalogue_entry("nosuch")
    assert load_options(home.settings) == Options()


def test_the_offline_lock_stops_a_download_and_nothing_is_noted(home):
    with pytest.raises(BadInputError, match="Models: ") as told:
        catalogue_entry("nosuch")
    first = str(told.value).split("Models: ")[1].rstrip(".").split(", ")[0]
    noted = []
    with pytest.raises(ModelError, match="offline lock is on"):
        download_model(catalogue_entry(first), home.models, lambda: True, lambda *line: noted.append(line))
    assert noted == []


def test_a_language_model_that_does_not_work_is_not_kept(home, tmp_path):
    source = write_chat_model(tmp_path / "broken.gguf", template="{{ messages.nothing.at.all }}")
    before = sorted(path.name for path in home.models.iterdir())
    with pytest.raises(ModelError, match="chat template of this model cannot be used"):
        import_to_library(source, home.models)
    assert sorted(path.name for path in home.models.iterdir()) == before
