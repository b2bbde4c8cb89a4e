"""Baking: cached by content, whole or not at all, and never more files than are kept. A real child process bakes."""

import resource
import shutil
import sys
import threading
import time

import pytest
from gguf import GGUFReader
from tests.unit.models.gguf_writing import adapter_tensors, write_adapter, write_base

from citewell.domain.errors import CancelledError, DiskFullError, ModelError, StorageError
from citewell.domain.progress import CancelToken
from citewell.models.clients import ModelProcess
from citewell.models.styles.adapter import CONFIG, WEIGHTS
from citewell.models.styles.bake_host import Baker
from citewell.models.styles.baking import Bakery, bake_key
from citewell.processes.frames import Frame

BASE = "b" * 64


@pytest.fixture
def base(tmp_path):
    write_base(tmp_path / "base.gguf")
    return tmp_path / "base.gguf"


@pytest.fixture
def adapter(tmp_path):
    return write_adapter(tmp_path / "style")


class _InThisProcess:
    """A baker without a process, for what does not depend on one."""

    def __init__(self, after_step=lambda: None) -> None:
        self.calls = 0
        self._after_step = after_step
        self.cancelled = threading.Event()

    def call(self, method, cancel=None, **values):
        self.calls += 1
        for frame in Baker(1).serve(Frame({"method": method, **values}), self.cancelled):
            if cancel is not None:
                cancel.check()
            yield frame
            self._after_step()

    def close(self) -> None:
        pass


def bakery(folder, process=None, **options) -> tuple[Bakery, _InThisProcess]:
    process = process or _InThisProcess()
    return Bakery(folder, threads=1, process=lambda: process, **options), process


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.name != "bake.lock")


def test_a_real_process_bakes_and_quantises(tmp_path, base, adapter):
    seen = []
    baked = Bakery(tmp_path / "baked", threads=1).bake(base, BASE, adapter, "Q8_0", progress=seen.append)
    kinds = {tensor.name: tensor.tensor_type.name for tensor in GGUFReader(baked.path).tensors}
    assert kinds["blk.0.attn_q.weight"] == "Q8_0"
    assert "output.weight" not in kinds
    assert seen[-1].done == seen[-1].total > 0
    assert names(tmp_path / "baked") == [baked.path.name, baked.path.with_suffix(".sha256").name]


def test_the_second_time_it_is_there(tmp_path, base, adapter):
    place, process = bakery(tmp_path / "baked")
    first = place.bake(base, BASE, adapter, "F16")
    assert place.bake(base, BASE, adapter, "F16") == first
    assert process.calls == 1


def test_another_base_style_or_quantisation_is_another_file(tmp_path, adapter):
    other = write_adapter(tmp_path / "other", lora_alpha=1)
    weighed = shutil.copytree(adapter, tmp_path / "weighed")
    (weighed / "importance.safetensors").write_bytes(b"0")
    keys = {
        bake_key(BASE, adapter, "F16"),
        bake_key("c" * 64, adapter, "F16"),
        bake_key(BASE, adapter, "Q8_0"),
        bake_key(BASE, other, "F16"),
        bake_key(BASE, weighed, "F16"),
    }
    assert len(keys) == 5


@pytest.mark.parametrize("damage", [b"", b"GGUF", b"GGUF" + b"\0" * 1000])
def test_a_damaged_file_is_made_anew(tmp_path, base, adapter, damage):
    place, process = bakery(tmp_path / "baked")
    first = place.bake(base, BASE, adapter, "F16")
    first.path.write_bytes(damage)
    assert place.bake(base, BASE, adapter, "F16") == first
    assert process.calls == 2


def test_only_the_files_used_last_are_kept(tmp_path, base):
    place, _ = bakery(tmp_path / "baked", kept=2)
    styles = [write_adapter(tmp_path / f"style{i}", lora_alpha=i + 1) for i in range(3)]
    first, second = (place.bake(base, BASE, style, "F16").path for style in styles[:2])
    time.sleep(0.02)
    place.bake(base, BASE, styles[0], "F16")  # used again, so it is the second that goes
    third = place.bake(base, BASE, styles[2], "F16").path
    assert (first.exists(), second.exists(), third.exists()) == (True, False, True)
    assert len(names(tmp_path / "baked")) == 4


def test_what_a_killed_bake_left_is_swept_away(tmp_path, base, adapter):
    (tmp_path / "baked").mkdir()
    (tmp_path / "baked" / "abc.new.f16").write_bytes(b"half")
    place, _ = bakery(tmp_path / "baked")
    baked = place.bake(base, BASE, adapter, "F16")
    assert names(tmp_path / "baked") == [baked.path.name, baked.path.with_suffix(".sha256").name]


def test_cancelling_leaves_nothing(tmp_path, base, adapter):
    cancel = CancelToken()
    place, _ = bakery(tmp_path / "baked", _InThisProcess(cancel.cancel))
    with pytest.raises(CancelledError):
        place.bake(base, BASE, adapter, "Q8_0", cancel=cancel)
    assert names(tmp_path / "baked") == []


def test_the_lock_is_waited_for_and_the_wait_can_be_cancelled(tmp_path, base, adapter):
    entered, leave, failures = threading.Event(), threading.Event(), []

    def hold() -> None:
        entered.set()
        leave.wait(10)

    holder, _ = bakery(tmp_path / "baked", _InThisProcess(hold))
    thread = threading.Thread(target=lambda: holder.bake(base, BASE, adapter, "F16"))
    thread.start()
    assert entered.wait(10)
    cancel = CancelToken()
    waiting, process = bakery(tmp_path / "baked")

    def wait() -> None:
        try:
            waiting.bake(base, BASE, adapter, "F16", cancel=cancel)
        except CancelledError as error:
            failures.append(error)

    second = threading.Thread(target=wait)
    second.start()
    cancel.cancel()
    second.join(10)
    leave.set()
    thread.join(10)
    assert (len(failures), process.calls) == (1, 0)


def test_a_full_disk_is_told_before_anything_is_written(tmp_path, base, adapter):
    place, process = bakery(tmp_path / "baked", free_bytes=lambda _folder: 1000)
    with pytest.raises(DiskFullError, match="Free some space"):
        place.bake(base, BASE, adapter, "F16")
    assert process.calls == 0


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
@pytest.mark.parametrize("limit", [100, 20_000, 50_000])
def test_a_disk_that_fills_up_on_the_way(tmp_path, base, adapter, limit):
    """A limit on the size of files makes the real write fail in the middle."""
    place, _ = bakery(tmp_path / "baked")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        with pytest.raises(ModelError, match="No space is left"):
            place.bake(base, BASE, adapter, "F16")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert names(tmp_path / "baked") == []


def test_a_folder_that_cannot_be_made(tmp_path, base, adapter):
    (tmp_path / "file").touch()
    place, _ = bakery(tmp_path / "file" / "baked")
    with pytest.raises(StorageError, match="permissions"):
        place.bake(base, BASE, adapter, "F16")


@pytest.mark.parametrize("missing", [CONFIG, WEIGHTS])
def test_a_style_with_a_missing_file(tmp_path, base, adapter, missing):
    (adapter / missing).unlink()
    place, process = bakery(tmp_path / "baked")
    with pytest.raises(ModelError, match="missing"):
        place.bake(base, BASE, adapter, "F16")
    assert process.calls == 0


def test_a_quantisation_that_does_not_exist(tmp_path, base, adapter):
    with pytest.raises(ModelError, match=r"no quantisation '\.\./Q8'"):
        bakery(tmp_path / "baked")[0].bake(base, BASE, adapter, "../Q8")


def test_the_child_tells_what_is_wrong_with_a_style(tmp_path, base):
    tensors = adapter_tensors()
    key = next(iter(tensors))
    write_adapter(tmp_path / "style", tensors | {key: tensors[key][:, :10].copy()})
    place = Bakery(tmp_path / "baked", threads=1)
    with pytest.raises(ModelError, match="made for another base model"):
        place.bake(base, BASE, tmp_path / "style", "F16")
    assert names(tmp_path / "baked") == []


def test_damaged_importance_is_told(tmp_path, base, adapter):
    (adapter / "importance.safetensors").write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"importance\.safetensors is damaged"):
        bakery(tmp_path / "baked")[0].bake(base, BASE, adapter, "F16")


@pytest.mark.expects_log("ended with code")
def test_a_baker_that_dies_leaves_nothing(tmp_path, base, adapter):
    dead = ModelProcess("baker", {}, command=[sys.executable, "-c", "raise SystemExit(3)"])
    place = Bakery(tmp_path / "baked", threads=1, process=lambda: dead)
    with pytest.raises(ModelError, match="stopped"):
        place.bake(base, BASE, adapter, "F16")
    assert names(tmp_path / "baked") == []
