"""What is known of the files of a working tree from the last time that they were read."""

from hashlib import blake2b

_MARK = "\0"  # In no path, and in nothing of ours.


class Known:
    """Stamps of files and folders, and ids of the files' contents, all by path; that of a folder
    ends with a slash.

    ``content`` names all of the contents together. It is empty where something is not known of
    every file and folder.
    """

    __slots__ = ("blobs", "content", "stamps")

    def __init__(self, content: str, stamps: dict[str, str], blobs: dict[str, str]) -> None:
        self.content = content
        self.stamps = stamps
        self.blobs = blobs


def file_name(project: str) -> str:
    """The name of the file of the cache that has what is known of a project's working tree."""
    name = project.encode("utf-8", "surrogateescape")
    return f"stamps-{blake2b(name, digest_size=8).hexdigest()}"


def text_of(known: Known) -> bytes:
    """What the file says; ``parsed`` gives the same back."""
    parts = [known.content]
    for path, stamp in known.stamps.items():
        parts += (path, stamp, known.blobs.get(path, ""))
    return _MARK.join(parts).encode("utf-8", "surrogateescape")


def parsed(text: bytes | None) -> Known | None:
    """What a file says; None for none, or one that says nothing of the kind."""
    if text is None:
        return None
    try:
        content, *parts = text.decode("utf-8", "surrogateescape").split(_MARK)
        paths, blobs = parts[::3], parts[2::3]
        stamps = dict(zip(paths, parts[1::3], strict=True))
        named = zip(paths, blobs, strict=True)
        return Known(content, stamps, {path: blob for path, blob in named if blob})
    except ValueError:
        return None
