import json
from pathlib import Path

import pytest

from hdirledger import through
from hdirledger.ledger import Ledger
from hdirledger.render import render
from hdirledger.views import lineage

from ..support import assignment, letter, open_ledger
from .reading import rows


def relations(*lines: str) -> str:
    return "relations:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


FILES = {
    "letters/2024-tb.yaml": letter("2024-tb", "main", held="no"),
    "letters/2025-tb.yaml": letter("2025-tb", "main", dated="2025-01-10"),
    "letters/2025-stb-5.yaml": letter("2025-stb-5", dated="2025-06-01"),
    "assignments/2024/TB2024-9.yaml": assignment(
        "TB2024-9", "held: no", title="Et eldre oppdrag", departments="", given="2025-tb"
    ),
    "assignments/2025/TB2025-34.yaml": """\
        id: TB2025-34
        title: Fastlegeordningen
        status: open
        parts:
          - {key: a, lines: "10", status: moved, until: 2025-stb-5, became: {to: TB2025-92}}
          - {key: b, lines: "11", status: moved, until: 2025-stb-5,
             became: {to: TB2025-93, part: x}}
          - {key: c, lines: "12"}
        relations:
          - {type: follows-up, to: TB2024-9, lines: "13"}
          - {type: see, to: TB2025-35, agency: Folkehelseinstituttet, lines: "13"}
          - {type: part-of, to: TB2025-35, agency: Folkehelseinstituttet, lines: "13"}
          - {type: specifies, to: 2024-tb, lines: "13"}
        basis:
          - {letter: 2025-tb, action: given, lines: "10-13"}
          - {letter: 2025-stb-5, action: replaced, parts: [a, b], lines: "28-30"}
        """,
    # Ours has the number that Folkehelseinstituttet's has too.
    "assignments/2025/TB2025-35.yaml": assignment("TB2025-35", given="2025-tb"),
    "assignments/2025/TB2025-92.yaml": assignment(
        "TB2025-92",
        relations('type: replaces, to: TB2025-34, part: a, lines: "28"'),
        title="Stønad",
        given="2025-stb-5",
    ),
    "assignments/2025/TB2025-93.yaml": assignment(
        "TB2025-93", "parts: [{key: x, lines: '5'}]", title="Modell", given="2025-stb-5"
    ),
    "assignments/2025/TB2025-94.yaml": assignment(
        "TB2025-94",
        relations('type: see, to: TB2025-34, lines: "40"'),
        title="Bare nevnt",
        given="2025-stb-5",
    ),
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return open_ledger(tmp_path_factory.mktemp("lineage"), FILES)


def drawn(books: Ledger, name: str, ascii_only: bool = False) -> list[str]:
    """The tree as it stands on the terminal."""
    found = lineage.report(books, books.by_id[name])
    text = render(found, "table", width=200, ascii_only=ascii_only)
    return text.partition("\n\n")[2].rstrip("\n").split("\n")


def test_where_it_came_from_and_what_became_of_it(books: Ledger) -> None:
    assert drawn(books, "TB2025-34") == [
        "TB2025-34: Fastlegeordningen [open]",
        "│  2025-tb given (lines 10-13)",
        "│  2025-stb-5 replaced parts a, b (lines 28-30)",
        "│  part a: moved to TB2025-92 by 2025-stb-5",
        "│  part b: moved to TB2025-93 part x by 2025-stb-5",
        "│  part c: open",
        "├─ follows up TB2024-9: Et eldre oppdrag [open, only cited]",
        "│     2025-tb given (lines 10)",
        "├─ specifies 2024-tb [letter, not held]",
        "├─ part of TB2025-35 [number of Folkehelseinstituttet]",
        "├─ part a replaced by TB2025-92: Stønad [open]",
        "│     2025-stb-5 given (lines 10)",
        "├─ part b became part x of TB2025-93: Modell [open]",
        "│     2025-stb-5 given (lines 10)",
        "│     part x: open",
        "├─ cited by TB2025-94: Bare nevnt [open]",
        "└─ see TB2025-35 [number of Folkehelseinstituttet]",
    ]


def test_from_the_newer_end_all_that_hangs_together_is_found(books: Ledger) -> None:
    lines = drawn(books, "TB2025-93")
    assert lines[0].startswith("TB2025-93: Modell")
    assert "└─ takes over part b of TB2025-34: Fastlegeordningen [open]" in lines
    assert "   ├─ follows up TB2024-9: Et eldre oppdrag [open, only cited]" in lines
    assert "   └─ part a replaced by TB2025-92: Stønad [open]" in lines
    # References are listed for the one asked for, and never followed.
    assert not any("TB2025-94" in line for line in lines)


def test_a_number_of_another_agency_is_not_ours(books: Ledger) -> None:
    assert drawn(books, "TB2025-35") == [
        "TB2025-35: Et oppdrag [open]",
        "   2025-tb given (lines 10)",
    ]


def test_without_box_characters(books: Ledger) -> None:
    lines = drawn(books, "TB2025-34", ascii_only=True)
    assert lines[1].startswith("|  2025-tb")
    assert lines[6].startswith("|- follows up")
    assert lines[-1].startswith("`- see")
    assert all(line.isascii() for line in lines if "Stønad" not in line)


def test_as_the_letters_had_spoken(books: Ledger) -> None:
    early = through(books, "2025-tb")
    lines = drawn(early, "TB2025-34")
    assert "│  parts a, b, c: open" in lines
    assert not any("TB2025-92" in line or "TB2025-93" in line for line in lines)


def chained(folder: Path, pairs: list[tuple[int, int]]) -> Ledger:
    """Assignments where the first of each pair replaces the second."""
    numbers = {number for pair in pairs for number in pair}
    files = {}
    for number in numbers:
        told = [f'type: replaces, to: TB2022-{b}, lines: "1"' for a, b in pairs if a == number]
        files[f"assignments/2022/TB2022-{number}.yaml"] = assignment(
            f"TB2022-{number}", relations(*told) if told else ""
        )
    return open_ledger(folder, files)


@pytest.mark.parametrize("asked", [1, 2, 3])
def test_a_circle_ends(tmp_path: Path, asked: int) -> None:
    books = chained(tmp_path, [(1, 2), (2, 3), (3, 1)])
    found = rows(lineage.report(books, books.by_id[f"TB2022-{asked}"]), "lineage")
    assert len(found) == 4
    assert "shown elsewhere in the tree" in str(found[2]["line"])
    assert found[2]["actions"] == ()


def test_two_that_replace_each_other_are_said_in_one_place(tmp_path: Path) -> None:
    books = chained(tmp_path, [(1, 2), (2, 1)])
    assert drawn(books, "TB2022-1")[2] == "└─ replaces; replaced by TB2022-2: Et oppdrag [open]"


def test_a_long_chain(tmp_path: Path) -> None:
    books = chained(tmp_path, [(number + 1, number) for number in range(1, 400)])
    found = rows(lineage.report(books, books.by_id["TB2022-400"]), "lineage")
    assert (found[-1]["id"], found[-1]["depth"]) == ("TB2022-1", 399)
    assert drawn(books, "TB2022-400")


def test_two_with_the_same_foreign_origin_are_not_kin(tmp_path: Path) -> None:
    told = relations('type: follows-up, to: TB2022-9, agency: FHI, lines: "1"')
    files = {
        f"assignments/2022/TB2022-{number}.yaml": assignment(f"TB2022-{number}", told)
        for number in (1, 2)
    }
    books = open_ledger(tmp_path, files)
    found = rows(lineage.report(books, books.by_id["TB2022-1"]), "lineage")
    assert [row["id"] for row in found] == ["TB2022-1", "TB2022-9"]


def test_json_gives_the_graph(books: Ledger) -> None:
    found = json.loads(render(lineage.report(books, books.by_id["TB2025-34"]), "json"))["record"]
    nodes = {node["id"]: node for node in found["nodes"]}
    assert found["root"] == "TB2025-34"
    assert nodes["TB2025-34"]["actions"][1] == {
        "letter": "2025-stb-5",
        "action": "replaced",
        "parts": ["a", "b"],
        "lines": "28-30",
    }
    assert nodes["TB2024-9"]["held"] == "no"
    assert nodes["TB2025-35 (Folkehelseinstituttet)"]["kind"] == "other-agency"
    assert nodes["2024-tb"]["kind"] == "letter"
    moves = [(x["from"], x["to"], x["type"], x["part"]) for x in found["relations"]]
    # The move that the newer one tells as a relation is not told again as a part that became it.
    assert [move for move in moves if move[1] == "TB2025-34" and move[2] != "see"] == [
        ("TB2025-92", "TB2025-34", "replaces", "a"),
        ("TB2025-93", "TB2025-34", "became", "b"),
    ]


def test_mermaid_draws_from_old_to_new(books: Ledger) -> None:
    text = render(lineage.report(books, books.by_id["TB2025-92"]), "mermaid")
    assert "\nflowchart TD\n" in text
    assert '  n0["TB2025-92<br/>Stønad<br/>open<br/>2025-stb-5 given"]:::root' in text
    assert '  n1 -->|"part a replaced by"| n0' in text


def test_markdown_is_a_nested_list(books: Ledger) -> None:
    text = render(lineage.report(books, books.by_id["TB2025-92"]), "markdown")
    assert "- **TB2025-92: Stønad \\[open\\]**<br>2025-stb-5 given (lines 10)\n" in text
    assert "\n  - **replaces part a of TB2025-34: Fastlegeordningen" in text
