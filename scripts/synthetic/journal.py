"""The journal: commits that register letters, some on branches that are merged, and others that
mend or reword; as a stream for git fast-import."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import IO

from .books import Books, File, Registered
from .shape import Unmakeable

_PEOPLE = ("Kari Nordmann", "Ola Hansen", "Åse Ødegård", "Nils Utsi")
_BEGIN = 1_104_566_400  # 1 January 2005
_SPAN = 20 * 365 * 86_400
_ATTRIBUTES = File(".gitattributes", b"ledger/** text eol=lf\n")


@dataclass(frozen=True, slots=True)
class _Form:
    """How many commits register a letter, whether on a branch, and how many follow."""

    entries: int
    branch: bool
    after: int


class Journal:
    """Writes exactly so many commits, merges among them."""

    def __init__(self, stream: IO[bytes], books: Books, chance: Random, commits: int) -> None:
        self._stream = stream
        self._books = books
        self._chance = chance
        self._commits = commits
        self._made = 0
        self._author = _PEOPLE[0]

    def write(self, held: int) -> None:
        """Write the whole journal of so many letters.

        Raises ``Unmakeable`` when there are more letters than commits.
        """
        if self._commits < held:
            message = f"{held} letters need at least {held} commits, not {self._commits}."
            raise Unmakeable(message)
        for n, registered in enumerate(self._books.letters()):
            quota = self._commits * (n + 1) // held - self._commits * n // held
            self._letter(registered, quota)

    def _form(self, quota: int) -> _Form:
        branch = quota >= 4 and self._made > 0 and self._chance.random() < 0.5
        left = quota - 2 * branch
        after = int(left > 1 and self._chance.random() < 0.6)
        return _Form(left - after, branch, after)

    def _letter(self, registered: Registered, quota: int) -> None:
        form = self._form(quota)
        self._author = self._chance.choice(_PEOPLE)
        misfiled = []
        if form.after and registered.given and self._chance.random() < 0.4:
            misfiled = registered.given[-3:]
        for live in misfiled:
            live.folder -= 1
        declared, others = self._books.files(registered)
        if self._made == 0:
            declared.append(_ATTRIBUTES)
        entries = self._split(declared, others, form.entries)
        after = form.after + form.entries - len(entries)
        if form.branch:
            after += self._on_a_branch(registered, entries)
        else:
            for n, some in enumerate(entries):
                self._commit("main", self._message(registered, n), some)
        for n in range(after):
            if n == 0 and misfiled:
                moves = [(live.path, live.path.replace(f"/{live.folder}/", f"/{live.year}/"))
                         for live in misfiled]  # fmt: skip
                for live in misfiled:
                    live.folder = live.year
                self._commit("main", "Put assignments into the folder of their year\n\n"
                             "Editorial: files moved", moves=moves)  # fmt: skip
            else:
                self._aside(set())

    def _on_a_branch(self, registered: Registered, entries: list[list[File]]) -> int:
        """Register a letter on a branch while main goes on, and merge it. How many commits fewer
        than the form has were made: main may have nothing to go on with."""
        self._put(b"reset refs/heads/side\nfrom refs/heads/main\n\n")
        for n, some in enumerate(entries):
            self._commit("side", self._message(registered, n), some)
        files = [file for some in entries for file in some]
        went_on = self._aside({file.path for file in files})
        self._commit("main", f"Merge the {registered.letter.name}", files, merge=True)
        return 0 if went_on else 1

    def _aside(self, paths: set[str]) -> bool:
        """Commit a correction, or other words, in none of the paths; whether there was any."""
        if self._chance.random() < 0.4:
            letter, files = self._books.correct(paths)
            message = f"Mend how {letter} was registered\n\nCorrects: {letter}"
        else:
            files = self._books.reword(paths)
            message = "Say more clearly what is asked for\n\nEditorial: summaries reworded"
        if files:
            self._commit("main", message, files)
        return bool(files)

    def _split(self, declared: list[File], others: list[File], entries: int) -> list[list[File]]:
        """The files of a letter shared among entries, at least one each: fewer when there are too
        few files. The first declares the letter."""
        cuts = sorted(self._chance.sample(range(len(others)), min(entries - 1, len(others))))
        first, *more = (others[a:b] for a, b in zip([0, *cuts], [*cuts, None], strict=True))
        return [declared + first, *more]

    def _message(self, registered: Registered, number: int) -> str:
        head = f"Register {registered.letter.name}"
        if number:
            head += f", part {number + 1}"
        return f"{head}\n\nLetter: {registered.letter.id}"

    def _commit(
        self,
        branch: str,
        message: str,
        files: Iterable[File] = (),
        moves: Iterable[tuple[str, str]] = (),
        merge: bool = False,
    ) -> None:
        when = _BEGIN + _SPAN * self._made // self._commits
        self._made += 1
        email = self._author.split()[0].lower().replace("å", "a") + "@example.org"
        text = message.encode() + b"\n"
        head = f"commit refs/heads/{branch}\ncommitter {self._author} <{email}> {when} +0100\n"
        self._put(head.encode() + b"data %d\n%b" % (len(text), text))
        if merge:
            self._put(b"merge refs/heads/side\n")
        for old, new in moves:
            self._put(f"R {old} {new}\n".encode())
        for file in files:
            self._put(f"M 100644 inline {file.path}\ndata {len(file.content)}\n".encode())
            self._put(file.content + b"\n")
        self._put(b"\n")

    def _put(self, line: bytes) -> None:
        self._stream.write(line)
