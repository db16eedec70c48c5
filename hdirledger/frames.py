"""Chunks of bytes, each with its length and checksum, so that a torn or damaged one is seen."""

from zlib import crc32


def framed(content: bytes) -> bytes:
    """A chunk of its own."""
    return b"%08x %d\n%b\n" % (crc32(content), len(content), content)


def unframed(held: bytes) -> bytes | None:
    """The chunks of a row of them, one after the other; None when there are none or one is
    damaged."""
    chunks, at = [], 0
    while at < len(held):
        end = held.find(b"\n", at, at + 40)
        head = held[at:end].split(b" ") if end > 0 else []
        if len(head) != 2 or not head[1].isdigit():
            return None
        start = end + 1
        at = start + int(head[1])
        chunk = held[start:at]
        if b"%08x" % crc32(chunk) != head[0] or held[at : at + 1] != b"\n":
            return None
        chunks.append(chunk)
        at += 1
    return chunks[0] if len(chunks) == 1 else b"".join(chunks) or None
