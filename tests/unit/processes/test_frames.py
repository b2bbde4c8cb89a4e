"""Frames: what is written is read, what is cut off is the end, and what was tampered with is no frame."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.processes.frames import (
    KEY_BYTES,
    MAX_BYTES,
    Frame,
    FrameReader,
    FrameWriter,
    child_ends,
    pack,
    parent_ends,
    unpack,
)

KEY, WAY = b"k" * KEY_BYTES, b"down"
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FRAMES = st.builds(Frame, st.dictionaries(st.text(), VALUES, max_size=4), st.binary(max_size=200))


def written(*frames: Frame, key: bytes = KEY, way: bytes = WAY) -> bytes:
    pipe = io.BytesIO()
    writer = FrameWriter(pipe, key, way)
    for frame in frames:
        writer.write(frame)
    return pipe.getvalue()


def reader_of(data: bytes) -> FrameReader:
    return FrameReader(io.BytesIO(data), KEY, WAY)


@given(st.lists(FRAMES, max_size=4))
def test_frames_come_back_as_they_were(frames):
    reader = reader_of(written(*frames))
    assert [reader.read() for _ in frames] == frames
    assert reader.read() is None


@given(FRAMES, st.data())
def test_a_frame_that_is_cut_off_is_the_end(frame, data):
    whole = written(frame)
    cut = data.draw(st.integers(0, len(whole) - 1))
    assert reader_of(whole[:cut]).read() is None


class Trickle(io.BytesIO):
    """A pipe that gives one byte at a time."""

    def read(self, size=-1):
        return super().read(min(size, 1))


@given(FRAMES)
def test_a_pipe_may_give_little_at_a_time(frame):
    assert FrameReader(Trickle(written(frame)), KEY, WAY).read() == frame


@given(FRAMES, st.data())
def test_a_changed_bit_is_no_frame(frame, data):
    whole = bytearray(written(frame))
    at = data.draw(st.integers(4, len(whole) - 1))
    whole[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(ValueError, match="not a frame"):
        reader_of(bytes(whole)).read()


def test_frames_that_are_repeated_or_left_out_or_turned_round_are_none():
    one, two = Frame({"n": 1}), Frame({"n": 2})
    first = len(written(one))
    both = written(one, two)
    repeated = reader_of(both[:first] * 2)
    assert repeated.read() == one
    for reader in (repeated, reader_of(both[first:]), reader_of(written(one, way=b"up  "))):
        with pytest.raises(ValueError, match="not a frame"):
            reader.read()


def test_another_key_opens_nothing():
    with pytest.raises(ValueError, match="not a frame"):
        reader_of(written(Frame({"a": 1}), key=b"x" * KEY_BYTES)).read()


def test_the_text_of_a_frame_is_not_in_the_pipe():
    data = written(Frame({"ticket": "Where is my giraffe?"}, b"a body with a giraffe"))
    assert b"giraffe" not in data
    assert b"ticket" not in data


def test_parent_and_child_share_a_key_of_their_own():
    down, up = io.BytesIO(), io.BytesIO()
    writer, _ = parent_ends(down, up)
    writer.write(Frame({"settings": 1}))
    down.seek(0)
    answers = io.BytesIO()
    ends = child_ends(down, answers)
    assert ends is not None
    assert ends[0].read() == Frame({"settings": 1})
    other = io.BytesIO()
    parent_ends(other, up)
    assert other.getvalue()[:KEY_BYTES] != down.getvalue()[:KEY_BYTES]
    assert child_ends(io.BytesIO(b"short"), answers) is None


@pytest.mark.parametrize(
    "data",
    [
        struct.pack(">I", MAX_BYTES + 1),
        struct.pack(">I", 15) + b"x" * 15,
        b"Traceback (most recent call last)",
    ],
)
def test_what_is_no_frame(data):
    with pytest.raises(ValueError, match=r"."):
        reader_of(data).read()


@given(st.binary(max_size=64))
def test_any_bytes_are_a_frame_or_an_end_or_an_error(data):
    for read in (reader_of(data).read, lambda: unpack(data)):
        try:
            frame = read()
        except ValueError:
            continue
        assert frame is None or isinstance(frame.head, dict)


def test_heads_are_utf_8():
    assert "日本".encode() in pack(Frame({"text": "日本"}))
    assert unpack(pack(Frame({"half": "\ud800"}))).head == {"half": "?"}
