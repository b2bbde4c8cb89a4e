"""llama.cpp compiled with AMX crashes on models of our shape: it is loaded without the buffers that use it."""

import llama_cpp
import pytest

from citewell.models.llama.llama import _without_amx


@pytest.mark.parametrize(("built", "extra"), [(b"AVX2 = 1 | AMX_INT8 = 1 | ", False), (b"AVX2 = 1 | ", True)])
def test_a_library_with_amx_loads_models_without_its_buffers(monkeypatch, built, extra):
    module = llama_cpp.llama_cpp
    before = module.llama_model_default_params
    monkeypatch.setattr(llama_cpp, "llama_print_system_info", lambda: built)
    with _without_amx():
        assert module.llama_model_default_params().use_extra_bufts is extra
    assert module.llama_model_default_params is before
