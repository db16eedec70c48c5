"""Chunks of bytes, each with its length and checksum, so that a torn or damaged one is seen."""

from zlib import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

# Of the line before a chunk, in bytes.
_LONGEST = 40


def framed(content: bytes) -> bytes:
    """A chunk of its own."""
    return b"".join(framing(content))


def framing(content: bytes) -> tuple[bytes, bytes, bytes]:
    """A chunk of its own in pieces, since the content may be large."""
    return b"%08x %d\n" % (crc32(content), len(content)), content, b"\n"


def chunks(stream: "IO[bytes]") -> list[bytes] | None:
    """The chunks of a file, read without another copy of them; None when there are none or one is
    damaged."""
    found = []
    # No chunk is longer than what there is.
    most = stream.seek(0, 2)
    stream.seek(0)
    while head := stream.readline(_LONGEST):
        size = head.rstrip(b"\n").partition(b" ")[2]
        chunk = stream.read(int(size)) if size.isdigit() and int(size) <= most else b""
        if framing(chunk)[0] != head or stream.read(1) != b"\n":
            return None
        found.append(chunk)
    return found or None


def unframed(held: bytes) -> bytes | None:
    """The chunks of a row of them, one after the other; None when there are none or one is
    damaged."""
    from io import BytesIO

    found = chunks(BytesIO(held))
    if found is None:
        return None
    return found[0] if len(found) == 1 else b"".join(found)
