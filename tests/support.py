"""Small ledgers in temporary folders, for tests."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from hdirledger.cli import run
from hdirledger.ledger import Ledger

ROOT = """\
agency: Helsedirektoratet
ministry: Helse- og omsorgsdepartementet
departments:
  - code: FHA
  - code: KTA
  - code: SHA
own-posts:
  - "0740"
letters:
"""


def make_ledger(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files (paths under ``ledger/``, YAML) and give back the project's folder.

    Without a ``ledger.yaml`` of its own the ledger gets a root file with the departments FHA, KTA
    and SHA, whose letters are the files under ``letters/`` in the order given. Without any letter
    it gets 2022-tb and 2022-ttb-1.
    """
    files = dict(files)
    if not any(path.startswith("letters/") for path in files) and "ledger.yaml" not in files:
        files["letters/2022-tb.yaml"] = letter("2022-tb", "main", dated="2022-01-10")
        files["letters/2022-ttb-1.yaml"] = letter("2022-ttb-1", dated="2022-06-01")
    names = [Path(path).stem for path in files if path.startswith("letters/")]
    files.setdefault("ledger.yaml", ROOT + "".join(f"  - {name}\n" for name in names))
    for path, text in files.items():
        target = folder / "ledger" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(dedent(text), encoding="utf-8")
    return folder


def open_ledger(folder: Path, files: Mapping[str, str]) -> Ledger:
    """The ledger that the files make; every one of them must be valid."""
    ledger = Ledger.open(make_ledger(folder, files))
    for entry in ledger.entries:
        assert entry.record is not None, (entry.path, entry.faults, entry.schema_faults)
    return ledger


def letter(name: str, kind: str = "supplementary", **keys: str) -> str:
    """YAML of a letter; further keys as they are written."""
    rest = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f'id: {name}\nkind: {kind}\nyear: "{name[:4]}"\n{rest}'


def assignment(
    name: str,
    rest: str = "",
    *,
    title: str = "Et oppdrag",
    departments: str = "KTA",
    status: str = "open",
    given: str = "2022-tb",
    then: str = "",
) -> str:
    """YAML of an assignment. ``departments`` are codes with spaces between, ``given`` is the letter
    that gives it, ``then`` what later letters did (``2022-ttb-1 amended``, one a line), and
    ``rest`` more keys as YAML."""
    codes = "".join(f"  - {code}\n" for code in departments.split())
    acts = [(given, "given"), *(line.split() for line in then.strip().splitlines())]
    basis = "".join(
        f'  - letter: {by}\n    action: {action}\n    lines: "{place}"\n'
        for place, (by, action) in enumerate(acts, 10)
    )
    return (
        f"id: {name}\ntitle: {title}\n"
        + (f"departments:\n{codes}" if codes else "")
        + f"status: {status}\n{dedent(rest).strip()}\nbasis:\n{basis}"
    )


def hdirledger(project: Path, *arguments: str) -> int:
    """Run a command on a ledger and give back its exit code."""
    return run([*arguments, "--ledger", str(project)])
