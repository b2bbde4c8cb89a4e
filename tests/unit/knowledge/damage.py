"""Sound files made unsound: cut short, with bits turned, with pieces of their XML lost, doubled or exchanged."""

import io
import random
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from itertools import pairwise

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders import load_bytes

BOMB_BYTES = 2 << 30
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY j "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in pairwise("jihgfedcba"))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def zipped(parts: Mapping[str, bytes | str], *, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, parts: Mapping[str, bytes | str]) -> bytes:
    """The same zip file with these entries exchanged or added."""
    return zipped({**unzipped(data), **parts})


def with_prologue(data: bytes, name: str, prologue: str, old: str) -> bytes:
    """The XML entry ``name`` with a document type before its root, and a use of its entity in place of ``old``."""
    xml = unzipped(data)[name].decode()
    assert old in xml
    body = xml.partition("?>")[2] if xml.startswith("<?xml") else xml
    return with_parts(data, {name: prologue + body.replace(old, "&a;", 1)})


def damaged(data: bytes, *, rounds: int = 60, seed: int = 1) -> Iterator[bytes]:
    """Cut short, and with some bits turned."""
    dice = random.Random(seed)  # noqa: S311
    for _ in range(rounds):
        yield data[: dice.randrange(len(data))]
        turned = bytearray(data)
        for _ in range(dice.randrange(1, 8)):
            turned[dice.randrange(len(turned))] ^= 1 << dice.randrange(8)
        yield bytes(turned)


def rewritten(data: bytes, *, rounds: int = 120, seed: int = 1) -> Iterator[bytes]:
    """Sound zip files, with one entry damaged inside: runs of bytes lost, doubled, moved, or digits exchanged."""
    dice = random.Random(seed)  # noqa: S311
    parts = unzipped(data)
    kinds = (".xml", ".rels", ".opf", ".xhtml", ".ncx")
    names = [name for name, part in parts.items() if part and name.endswith(kinds)]
    for _ in range(rounds):
        name = dice.choice(names)
        yield zipped({**parts, name: _mangled(parts[name], dice)}, kind=zipfile.ZIP_STORED)


def _mangled(data: bytes, dice: random.Random) -> bytes:
    pieces = data.replace(b"<", b"\0<").split(b"\0")
    at, other = dice.randrange(len(pieces)), dice.randrange(len(pieces))
    way = dice.randrange(4)
    if way == 0:
        del pieces[at]
    elif way == 1:
        pieces.insert(other, pieces[at])
    elif way == 2:
        pieces[at], pieces[other] = pieces[other], pieces[at]
    else:
        digits = dice.choice([b"-1", b"999999999999", b"x", b""])
        pieces = [piece.replace(b'"1"', b'"' + digits + b'"').replace(b'"0"', b'"' + digits + b'"') for piece in pieces]
    return b"".join(pieces)


def read_or_refused(data: bytes, name: str) -> bool:
    """Whether a file is read; offsets are then sound. Any error but the one that quarantines a file fails."""
    try:
        document = load_bytes(data, name)
    except UnreadableFileError:
        return False
    document.text.encode()
    document.metadata.title.encode()
    position = 0
    for block in document.blocks:
        assert position <= block.start < block.end <= len(document.text)
        assert document.text[block.start : block.end] == block.text
        position = block.end
    return True


def bomb(name: str, declared: int | None = None, size: int = BOMB_BYTES) -> bytes:
    """A zip file whose entry ``name`` unpacks to ``size`` zero bytes, and declares ``declared``, else the truth."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    chunk = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)  # may be repeated as it is
    packed = chunk * (size >> 24) + packer.flush()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, packed)
        entry = archive.infolist()[0]
        entry.compress_type, entry.file_size = (
            zipfile.ZIP_DEFLATED,
            declared or size,
        )  # in the directory, which is what counts
    return out.getvalue()
