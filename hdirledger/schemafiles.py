"""Where the files of the schemas are."""

from pathlib import Path


def folder() -> Path:
    """The folder of the schemas: in the installed package, or beside it in a checkout."""
    here = Path(__file__).parent
    packed = here / "schema"
    return packed if packed.is_dir() else here.parent / "schema"
