"""Writes small files of the packed format, in the order in which its reader goes through them."""

import struct

import numpy as np

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "▁a", "ab", "▁que", "▁passage", "ry", ":", "ﬁ", "fi", "é")
SIZES = {"hidden": 64, "layers": 1, "heads": 2, "wide": 96, "positions": 12}


def pack_blocks(weights: np.ndarray) -> bytes:
    """Weights as Q4_0: the largest of a block becomes 7."""
    blocks = weights.reshape(-1, 32)
    scale = (np.abs(blocks).max(axis=1, keepdims=True) / 7).astype("<f2")
    integers = (np.round(blocks / np.where(scale > 0, scale, 1).astype(float)) + 8).astype(np.uint8)
    return b"".join(
        one.tobytes() + (low | high << 4).tobytes()
        for one, low, high in zip(scale, integers[:, :16], integers[:, 16:], strict=True)
    )


def tensors_of(sizes: dict[str, int], seed: int = 1) -> dict[str, tuple[bool, np.ndarray]]:
    """Random weights by the file's own names, each with whether it is stored in blocks."""
    random = np.random.default_rng(seed)
    hidden, wide = sizes["hidden"], sizes["wide"]

    def some(*shape: int, size: float = 0.3) -> np.ndarray:
        return random.normal(0, size, shape).astype(np.float32)

    found = {
        "emb.word": (True, some(len(PIECES) + 2, hidden)),  # two rows that no piece has
        "emb.pos": (False, some(sizes["positions"], hidden)),
        "emb.type": (False, some(2, hidden)),
        "emb.ln.w": (False, 1 + some(hidden, size=0.1)),
        "emb.ln.b": (False, some(hidden, size=0.1)),
    }
    shapes = {"q": (hidden, hidden), "k": (hidden, hidden), "v": (hidden, hidden), "ao": (hidden, hidden)}
    shapes |= {"fi": (wide, hidden), "fo": (hidden, wide)}
    for layer in range(sizes["layers"]):
        for name, shape in shapes.items():
            found[f"l{layer}.{name}.w"] = (True, some(*shape, size=2 / shape[1] ** 0.5))
            found[f"l{layer}.{name}.b"] = (False, some(shape[0], size=0.1))
        for name in ("aln", "oln"):
            found[f"l{layer}.{name}.w"] = (False, 1 + some(hidden, size=0.1))
            found[f"l{layer}.{name}.b"] = (False, some(hidden, size=0.1))
    return found


def packed_file(tensors: dict[str, tuple[bool, np.ndarray]], sizes: dict[str, int] = SIZES, block: int = 32) -> bytes:
    """A whole file; every piece has a score of minus its place."""
    shape = [sizes[name] for name in ("hidden", "layers", "heads", "wide")]
    head = b"E5S1" + struct.pack("<I7ifi", 1, *shape, len(PIECES) + 2, sizes["positions"], 2, 1e-12, block)
    spelt = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, spelt)]).astype("<u4")
    scores = -np.arange(len(PIECES), dtype="<f4")
    normalised = struct.pack("<IB2I", 0xFB01, 2, ord("f"), ord("i"))
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, ends[-1]) + ends.tobytes() + scores.tobytes() + b"".join(spelt)
    head += struct.pack("<iI", 1, len(normalised)) + normalised + struct.pack("<i", len(tensors))
    stored = {name: pack_blocks(one) if blocks else one.tobytes() for name, (blocks, one) in tensors.items()}
    start = len(head) + sum(2 + len(name) + 21 for name in tensors)
    for name, (blocks, one) in tensors.items():
        content = stored[name]
        head += struct.pack("<H", len(name)) + name.encode()
        head += struct.pack("<BIQQ", blocks, one.size, start, len(content))
        start += len(content)
    return head + b"".join(stored.values())
