"""Real repositories with small books, and commands run on them as a person would."""

import os
from pathlib import Path

import pytest

from hdirledger.check import check
from hdirledger.cli import run
from hdirledger.ledger import Ledger

from ..repos import Repo
from ..rules.support import BASE, _plain

FILES = {
    **BASE,
    "assignments/2022/TB2022-1.yaml": """
        id: TB2022-1
        title: Overdoser
        departments:
          - KTA
        status: open
        parts:
          - key: a
          - key: b
        deadlines:
          # Den første fristen
          - due: "2022-08-31"
            lines: "12"
        basis:
          - letter: 2022-tb
            action: given
            lines: 10-14
        """,
    "assignments/2021/TB2021-43a.yaml": """
        id: TB2021-43a
        aliases:
          - TB2021-43
        title: Den ene
        status: open
        basis:
          - letter: 2022-tb
            action: repeated
            lines: "20"
        """,
    "assignments/2021/TB2021-43b.yaml": """
        id: TB2021-43b
        aliases:
          - TB2021-43
        title: Den andre
        status: open
        basis:
          - letter: 2022-tb
            action: repeated
            lines: "30"
        """,
    "allocations/2022/0714.21/2022-tb.yaml": """
        posts:
          - "0714.21"
        letter: 2022-tb
        year: "2022"
        side: expense
        appropriation: none
        amount: 100 000 000
        stated: allocated
        lines: 40-44
        """,
}
TEXT = """\
Supplerende tildelingsbrev nr. 3

TB 2022-1 Overdoser: Fristen utsettes til 30. september 2022.
TTB2022-3 Et nytt oppdrag med frist 1. desember 2022.
Det tildeles 2,1 mill. kroner over kap. 714 post 21.
"""


class Books:
    """A repository with books, the letter's text beside it, and commands that are run on it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.repo = Repo(folder / "bøker")
        self.text = folder / "2022-ttb-3.txt"
        self.text.write_text(TEXT, encoding="utf-8")
        self.capsys = capsys
        for path, text in FILES.items():
            self.repo.write(f"ledger/{path}", _plain(text))
        run(["fmt", "--ledger", str(self.project)])
        capsys.readouterr()
        self.repo.commit("Register\n\nLetter: 2022-tb")

    @property
    def project(self) -> Path:
        return self.repo.folder

    def do(self, *arguments: str) -> str:
        """Run a command that must succeed, after which the ledger is in order; what it prints."""
        code = run([*arguments, "--ledger", str(self.project)])
        printed = self.capsys.readouterr()
        assert code == 0, printed
        assert self.faults() == []
        return printed.out

    def refused(self, *arguments: str, code: int = 2) -> str:
        """Run a command that must be refused, after which nothing is changed; what it says."""
        before = self.state()
        assert run([*arguments, "--ledger", str(self.project)]) == code
        assert self.state() == before
        printed = self.capsys.readouterr()
        return printed.err + printed.out

    def begin(self) -> None:
        """Begin the registration of the third supplementary letter."""
        self.do("register", "2022-ttb-3", "--text", str(self.text), "--dated", "2022-08-01")

    def faults(self) -> list[str]:
        findings = check(Ledger.open(self.project)).findings
        return [f"{f.code} {f.message}" for f in findings if f.severity != "note"]

    def state(self) -> tuple[str, str, dict[str, bytes]]:
        files = {
            str(f): f.read_bytes() for f in (self.project / "ledger").rglob("*") if f.is_file()
        }
        return self.repo.git("branch", "--list"), self.repo.git("status", "--porcelain"), files

    def read(self, path: str) -> str:
        return (self.project / "ledger" / path).read_text(encoding="utf-8")


@pytest.fixture
def books(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Books:
    """Books of one main letter and two supplementary ones."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "HDIRLEDGER"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Åse")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ase@example.no")
    return Books(tmp_path, capsys)
