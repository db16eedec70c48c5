"""A part of the real journal, registered again with the commands from where it stood then."""

import os
from pathlib import Path

import pytest

from hdirledger.check import check
from hdirledger.cli import run
from hdirledger.git import Repository
from hdirledger.gitrun import run as git
from hdirledger.ledger import Ledger
from hdirledger.source import File

from ..repos import Repo
from ..views.reading import PROJECT

LETTER = "2025-stb-2"
# What the entry wrote of these, the commands write again byte for byte.
SAME = (
    "assignments/2024/TB2024-17.yaml",
    "assignments/2025/STB2025-1.yaml",
    "assignments/2025/TB2025-34.yaml",
    "assignments/2025/TB2025-73.yaml",
    "assignments/2025/TB2025-75.yaml",
    "assignments/2025/TB2025-78.yaml",
    "assignments/2025/TB2025-79.yaml",
    "assignments/2025/TB2025-18.yaml",
    "letters/2025-stb-1.yaml",
    "letters/2025-tb.yaml",
    "ledger.yaml",
)
NEW, MORE = "Nye oppdrag", "Presisering av oppdrag"


def entry_of(repository: Repository) -> str | None:
    """The commit that registered the letter; None where this clone does not reach so far."""
    out = git(repository.top, "log", "--format=%H", f"--grep=^Letter: {LETTER}$", "HEAD", "--")
    found = out.decode().split()
    return found[-1] if found else None


def own(files: dict[str, bytes], path: str, key: str) -> str:
    """Our own words of the entry as they were given: the text of a key at the top of a record."""
    from hdirledger.reader import read

    data = read(files[f"ledger/{path}"]).data
    assert data is not None
    text: str = data[key]
    return text


@pytest.fixture
def then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, dict[str, bytes]] | None:
    """A repository with the books as they stood before the entry, and the files after it."""
    repository = Repository.open(PROJECT)
    commit = entry_of(repository)
    if commit is None or not repository.resolve(commit).parents:
        assert repository.shallow
        return None

    def content(files: list[File]) -> dict[str, bytes]:
        return {file.path: file.content or b"" for file in files}

    before = content([*repository.tree(f"{commit}^").files()])
    after = content([*repository.tree(commit).files()])
    repo = Repo(tmp_path / "da")
    for path, text in before.items():
        repo.write(path, text)
    repo.commit("Da")
    for name in [name for name in os.environ if name.startswith(("GIT_", "HDIRLEDGER"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.chdir(repo.folder)
    return repo.folder, after


def test_a_letter_registered_again_gives_the_same_records(
    then: tuple[Path, dict[str, bytes]] | None, tmp_path: Path
) -> None:
    if then is None:
        return
    project, files = then
    text = tmp_path / f"{LETTER}.txt"
    text.write_text("linje\n" * 187, encoding="utf-8")

    def do(*arguments: str) -> None:
        assert run([*arguments]) == 0, arguments

    def words(path: str, *keys: str) -> list[str]:
        return [part for key in keys for part in (f"--{key}", own(files, path, key))]

    do("register", LETTER, "--text", str(text), "--dated", "27.3.2025")
    do("give", "stub", "2025-stb-1", "--lines", "37", "--note",
       "Oppdraget STB2025-1 får nytt nummer.",
       *words("letters/2025-stb-1.yaml", "reading"))  # fmt: skip
    do("give", "stub", "STB2025-1", "--action", "renumbered", "--lines", "37", "--note",
       "Får nummeret TB2025-73.", *words("assignments/2025/STB2025-1.yaml", "summary"))  # fmt: skip
    do("give", "stub", "tb 2025-73", "--lines", "37", "--note", "Er det nye nummeret på STB2025-1.",
       "--relation", "STB2025-1; type=renumbered-from",
       *words("assignments/2025/TB2025-73.yaml", "summary"))  # fmt: skip
    do("give", "stub", "TB2024-17", "--lines", "124", "--section", NEW, "--note",
       "Er grunnlaget for oppdraget om vurderingssamtaler.",
       *words("assignments/2024/TB2024-17.yaml", "title", "summary", "reading"))  # fmt: skip
    do("give", "assignment", "TB2025-75", "--departments", "SHA", "--section", NEW, "--lines",
       "69-73", "--due", "31.12.2025", "--due-lines", "73",
       *words("assignments/2025/TB2025-75.yaml", "title", "summary", "reading"))  # fmt: skip
    do("give", "assignment", "TB2025-78", "--departments", "SHA", "--section", NEW, "--lines",
       "122-128", "--due", "to-be-agreed", "--due-lines", "128",
       "--printed", "nærmere avklaring av oppdrag og frist",
       "--part", "Vurdere om det må avklares hvilke modeller som skal brukes, og om det trengs "
       "nasjonale anbefalinger eller råd.; lines=126",
       "--part", "Vurdere om ventelister og ventetider registreres og beregnes entydig nok etter "
       "den nye praksisen.; lines=126",
       "--partner", "de regionale helseforetakene; role=joint; lines=126",
       "--partner", "kommunesektoren; lines=126", "--partner", "FHI/NPR; lines=126",
       "--relation", "TB2024-17; type=follows-up; title=Opptappingsplan psykisk helse; "
       "lines=124-126",
       *words("assignments/2025/TB2025-78.yaml", "title", "summary", "reading"))  # fmt: skip
    do("give", "announcement", "--kind", "meeting", "--lines", "128", "--section", NEW,
       "--assignments", "TB2025-78", "--summary", "Et møte som avklarer oppdraget.")  # fmt: skip
    do("give", "assignment", "TB2025-79", "--departments", "SHA", "--section", NEW, "--lines",
       "130-137", "--part", "Koordinere, forankre og følge opp tiltakene i strategien, med årlig "
       "rapportering.; lines=132-134",
       "--part", "Forslag til plan for direktoratets oppfølging, der rolle og samarbeid er gjort "
       "tydelig.; lines=134",
       "--part", "Kriterier for å vurdere om tiårsmålene nås.; lines=132, 136",
       "--deadline", "to-be-agreed; parts=a; kind=status; recurring=yearly; printed=årlig; note="
       "Status, måloppnåelse og behov for justeringer. Dag og første år er ikke sagt.; lines=134",
       "--deadline", "1.6.2025; parts=b; kind=plan; lines=134",
       "--deadline", "31.12.2025; parts=c; lines=136",
       *words("assignments/2025/TB2025-79.yaml", "title", "summary"))  # fmt: skip
    do("correct", LETTER, "TB2025-79", "accepts", "--add",
       "V155; reason=Linje 139 er overskriften over presiseringene som følger; de er ført i "
       "oppdragene de gjelder.".replace("følger;", "følger\\;"))  # fmt: skip
    do("change", "tb2025-018", "--action", "amended", "--lines", "141-149", "--section", MORE,
       "--departments", "KTA", "--ends-due", "2025-12-31", "--due", "31.5.2025",
       "--printed", "innen 31. mai", "--due-note", "Skisse eller løsningsforslag.",
       "--due-lines", "147", "--ends-announcement", "2025-tb/a04",
       "--part", "Utrede et nasjonalt tilbud om informasjon, selvhjelp, psykoedukasjon og "
       "internettveiledet behandling, også om det kan gå på tvers av kommuner og "
       "spesialisthelsetjeneste, og om pasienter selv kan ta kontakt.; lines=145,147",
       "--note", "Oppdragsteksten skiftes ut. Ny er utredningen av et nasjonalt tilbud, med skisse "
       "eller løsningsforslag i mai; fristen 31. desember 2025 er ikke med. Summen på inntil 6,6 "
       "mill. kroner over kap. 765, post 21 står som før.",
       *words("assignments/2025/TB2025-18.yaml", "summary", "reading"))  # fmt: skip
    do("change", "TB2025-34", "--action", "clarified", "--parts", "e", "--lines", "173-177",
       "--section", MORE, "--partner", "AV-direktoratet; role=lead; lines=173, 175",
       "--note", "Direktoratet skal bistå AV-direktoratet der det er relevant; nærmere avklaringer "
       "tas med departementet.",
       *words("assignments/2025/TB2025-34.yaml", "reading"))  # fmt: skip
    for path in SAME:
        assert (project / "ledger" / path).read_bytes() == files[f"ledger/{path}"], path
    # What the books lacked before the entry, they lack after it; nothing else is wrong.
    wrong = {(f.code, f.file) for f in check(Ledger.open(project)).findings if f.severity != "note"}
    assert wrong == {("L112", "ledger/assignments/2022/TB2022-33.yaml")}
