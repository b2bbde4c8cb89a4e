"""Frames: what is written is read, and what is cut off is the end."""

import io
import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.processes.frames import MAX_BYTES, Frame, read_frame, write_frame

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FRAMES = st.builds(Frame, st.dictionaries(st.text(), VALUES, max_size=4), st.binary(max_size=200))


def written(frame: Frame) -> bytes:
    pipe = io.BytesIO()
    write_frame(pipe, frame)
    return pipe.getvalue()


@given(st.lists(FRAMES, max_size=4))
def test_frames_come_back_as_they_were(frames):
    pipe = io.BytesIO(b"".join(written(frame) for frame in frames))
    assert [read_frame(pipe) for _ in frames] == frames
    assert read_frame(pipe) is None


@given(FRAMES, st.data())
def test_a_frame_that_is_cut_off_is_the_end(frame, data):
    whole = written(frame)
    cut = data.draw(st.integers(0, len(whole) - 1))
    assert read_frame(io.BytesIO(whole[:cut])) is None


class Trickle(io.BytesIO):
    """A pipe that gives one byte at a time."""

    def read(self, size=-1):
        return super().read(min(size, 1))


@given(FRAMES)
def test_a_pipe_may_give_little_at_a_time(frame):
    assert read_frame(Trickle(written(frame))) == frame


@pytest.mark.parametrize(
    "data",
    [
        struct.pack(">II", MAX_BYTES + 1, 0),
        struct.pack(">II", 0, MAX_BYTES + 1),
        struct.pack(">II", 2, 0) + b"[]",
        struct.pack(">II", 3, 0) + b"{a}",
        struct.pack(">II", 1, 0) + b"\xff",
        b"Traceback (most recent call last)",
    ],
)
def test_what_is_no_frame(data):
    with pytest.raises(ValueError, match=r"."):
        read_frame(io.BytesIO(data))


@given(st.binary(max_size=64))
def test_any_bytes_are_a_frame_or_an_end_or_an_error(data):
    try:
        frame = read_frame(io.BytesIO(data))
    except ValueError:
        return
    assert frame is None or isinstance(frame.head, dict)


def test_heads_are_utf_8():
    assert json.loads(written(Frame({"text": "日本"}))[8:].decode()) == {"text": "日本"}
