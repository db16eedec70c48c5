"""The strict reader: every kind of bad file is told with its place, and none stops the others."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from hdirledger import reader, schemas
from hdirledger.ledger import Ledger
from hdirledger.reader import Fault, positions, read
from hdirledger.source import WorkingTree

GOOD = """\
id: TB2022-13
title: Narkotikautløste dødsfall
status: open
basis:
  - letter: 2022-tb
    action: given
    lines: 1169-1198
"""

ROOT = """\
agency: Helsedirektoratet
ministry: HOD
departments:
  - code: KTA
letters:
  - 2022-tb
"""


@pytest.fixture(params=["C parser", "Python parser"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test runs with both parsers of ruamel.yaml: the C one is an extra of it."""
    pure = request.param == "Python parser"
    monkeypatch.setattr(reader, "_parser", lambda: YAML(typ="safe", pure=pure))
    assert YAML(typ="safe", pure=pure).Parser.__name__ == ("Parser" if pure else "CParser")
    return str(request.param)


def only_fault(text: str | bytes) -> Fault:
    """The one fault of a file that cannot be read at all."""
    document = read(text if isinstance(text, bytes) else text.encode())
    assert document.data is None
    (fault,) = document.faults
    return fault


def place(fault: Fault) -> tuple[str, int, int]:
    return fault.code, fault.line, fault.column


def test_invalid_utf8_is_placed_after_norwegian_letters() -> None:
    content = "id: TB2022-13\ntitle: blåbærsyltetøy ".encode() + b"\xe6 og mer\n"
    fault = only_fault(content)
    assert place(fault) == ("S101", 2, 23)
    assert "0xe6" in fault.message


def test_latin1_file_is_refused_at_its_first_foreign_letter() -> None:
    assert place(only_fault("title: dødsfall\n".encode("latin-1"))) == ("S101", 1, 9)


def test_byte_order_mark_is_a_fault_and_the_record_is_still_read() -> None:
    document = read(b"\xef\xbb\xbf" + GOOD.encode())
    assert [place(fault) for fault in document.faults] == [("S102", 1, 1)]
    assert document.data is not None
    assert document.data["id"] == "TB2022-13"


def test_carriage_returns_are_one_fault_and_the_record_is_still_read() -> None:
    document = read(GOOD.replace("\n", "\r\n").encode())
    assert [place(fault) for fault in document.faults] == [("S103", 1, 14)]
    assert document.data == read(GOOD.encode()).data


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\t", "tab"),
        ("\0", "U+0000"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("\u2028", "U+2028"),
        ("\u2029", "U+2029"),
        ("\ufeff", "byte order mark"),
    ],
)
def test_characters_that_no_editor_shows_are_refused(char: str, name: str) -> None:
    fault = only_fault(f"id: TB2022-13\ntitle: Øl{char}brus\n")
    assert place(fault) == ("S104", 2, 10)
    assert name in fault.message


def test_c1_control_characters_are_refused() -> None:
    assert only_fault("title: a\x9bb\n").code == "S104"


@pytest.mark.parametrize("escape", [r"\x1b[31m", r"\0", r"\u202e", r"\t"])
def test_control_characters_by_escape_are_refused_and_the_rest_is_read(escape: str) -> None:
    document = read(f'id: x\nparts:\n  - title: "æ {escape}"\n'.encode())
    (fault,) = document.faults
    assert (fault.code, fault.line, fault.column) == ("S104", 3, 12)
    assert document.data is not None


def test_marks_that_turn_the_direction_of_writing_are_refused() -> None:
    assert place(only_fault("title: a\u202eb\n")) == ("S104", 1, 9)


def test_size_limit() -> None:
    text = GOOD + "# " + "x" * (10 * 1024 * 1024) + "\n"
    assert place(only_fault(text)) == ("S112", 1, 1)
    filler = "#" * (reader.SIZE_LIMIT - len(GOOD.encode()) - 1) + "\n"
    assert read((GOOD + filler).encode()).data is not None


def test_duplicate_key_is_found_and_the_rest_is_read() -> None:
    document = read(b"id: TB2022-13\nstatus: open\nid: TB2022-14\n")
    assert [place(fault) for fault in document.faults] == [("S106", 3, 1)]
    assert document.data == {"id": "TB2022-13", "status": "open"}


def test_duplicate_keys_are_found_at_every_level() -> None:
    document = read(b"basis:\n  - lines: 1-2\n    lines: 1-2\n  - letter: x\nbasis: again\n")
    assert [place(fault) for fault in document.faults] == [("S106", 3, 5), ("S106", 5, 1)]


def test_duplicate_key_is_found_when_it_is_quoted_once() -> None:
    assert read(b'id: a\n"id": b\n').faults[0].code == "S106"


def test_anchor() -> None:
    assert place(only_fault("id: TB2022-13\ntitle: &t Tittel\n")) == ("S107", 2, 8)


def test_anchor_on_a_list() -> None:
    assert only_fault("a: &list\n  - b\n").code == "S107"


def test_billion_laughs_is_refused_at_its_first_anchor() -> None:
    levels = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert place(only_fault("\n".join(levels))) == ("S107", 1, 5)


def test_alias_without_anchor() -> None:
    fault = only_fault("id: *other\n")
    assert place(fault) == ("S107", 1, 5)
    assert "*other" in fault.message


@pytest.mark.parametrize(
    "value", ["!!python/object/apply:os.system [ls]", "!!int 5", "!mine x", "! x", "!<tag:x> y"]
)
def test_tags(value: str) -> None:
    assert place(only_fault(f"id: TB2022-13\ntitle: {value}\n")) == ("S108", 2, 8)


def test_merge_key_is_an_ordinary_key() -> None:
    assert read(b"<<: {a: b}\n").data == {"<<": {"a": "b"}}


@pytest.mark.parametrize("directive", ["%YAML 1.2", "%YAML 1.1", "%TAG ! tag:x:"])
def test_directives(directive: str) -> None:
    fault = only_fault(f"{directive}\n---\nid: x\n")
    # The two parsers place the beginning of such a document at the directive or at its ---.
    assert fault.code == "S108"
    assert fault.line in (1, 2)


@pytest.mark.parametrize("version", ["1.3", "2.0"])
def test_unknown_yaml_version(version: str) -> None:
    assert only_fault(f"%YAML {version}\n---\nid: x\n").code in ("S105", "S108")


def test_second_document() -> None:
    assert place(only_fault("id: x\n---\nid: y\n")) == ("S109", 2, 1)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# only a comment\n", "# a\n\n# b\n", "---\n", "''\n"]
)
def test_empty_files(text: str) -> None:
    assert only_fault(text).code == "S110"


def test_list_where_a_record_belongs() -> None:
    fault = only_fault("# top\n- id: TB2022-13\n")
    assert place(fault) == ("S111", 2, 1)
    assert "list" in fault.message


def test_single_value_where_a_record_belongs() -> None:
    assert place(only_fault("TB2022-13\n")) == ("S111", 1, 1)


def test_list_as_key() -> None:
    assert place(only_fault("id: x\n? [a, b]\n: c\n")) == ("S111", 2, 3)


def test_unclosed_quote_is_told_with_a_place() -> None:
    fault = only_fault('id: x\ntitle: "no end\nstatus: open\n')
    assert fault.code == "S105"
    assert fault.line > 1


def test_wrong_indentation_is_told_with_its_line() -> None:
    fault = only_fault("id: x\n  title: y\n")
    assert (fault.code, fault.line) == ("S105", 2)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_deep_nesting(opening: str) -> None:
    assert only_fault("id: " * (opening[0] in "[{") + opening * 10_000).code in ("S113", "S105")


def test_depth_limit_is_told_where_it_is_passed() -> None:
    fault = only_fault("id: " + "[" * 100 + "]" * 100)
    assert place(fault) == ("S113", 1, 5 + reader.DEPTH_LIMIT - 1)


@pytest.mark.parametrize("escape", [r"\ud800", r"\udfff", r"\UFFFFFFFF", r"\U00110000", r"\q"])
def test_escapes_that_are_no_character(escape: str) -> None:
    assert only_fault(f'id: x\ntitle: "{escape}"\n').code == "S105"


@pytest.mark.parametrize(
    "value",
    ["3.10", "524", "0714.10", "no", "012", "2022-09-30", "12:30", "null", "~", "0x1F", "1e3", "=",
     "true", ".5", "1_000", "103 000 000"],
)  # fmt: skip
def test_plain_values_come_out_as_they_are_written(value: str) -> None:
    assert read(f"a: {value}\nb:\n  - {value}\n{value}: c\n".encode()).data == {
        "a": value,
        "b": [value],
        value: "c",
    }


def test_absent_value_is_empty_text() -> None:
    assert read(b"a:\nb:\n  -\n  - c\n").data == {"a": "", "b": ["", "c"]}


@pytest.mark.parametrize(
    ("amount", "hint"),
    [
        ("103\u00a0000\u00a0000", "non-breaking"),
        ("103\u202f000", "thin"),
        ("103,5", "without comma or point"),
        ("103.000", "without comma or point"),
    ],
)
def test_amounts_written_another_way_are_explained(amount: str, hint: str) -> None:
    record = f'posts: ["0714.21"]\nletter: 2022-tb\namount: {amount}\nlines: 1-2\n'
    data = read(record.encode()).data
    assert data is not None
    hints = [f.hint for f in schemas.faults("allocation", data) if f.path == ("amount",)]
    assert [hint in given for given in hints] == [True]


@pytest.mark.parametrize("id_", ["../../etc/passwd", "TB2022-13/../x", "TB2022-13\\n"])
def test_an_id_cannot_be_a_path(id_: str) -> None:
    data = read(GOOD.replace("TB2022-13", f'"{id_}"').encode()).data
    assert data is not None
    assert [fault.path for fault in schemas.faults("assignment", data)] == [("id",)]


def test_positions_inside_nested_lists_and_after_norwegian_letters() -> None:
    text = (
        "id: x\n"
        "deadlines:\n"
        "  - due: 2022\n"
        '    with: {part: "æøå", event: ø}\n'
        "  - note: b\n"
        "    parts:\n"
        "      - a\n"
        "      - b\n"
    )
    found = positions(text.encode())
    assert found["deadlines", 1, "parts", 1] == (8, 9)
    assert found["deadlines", 1, "parts", "~key"] == (6, 5)
    assert found["deadlines", 0, "with", "event"] == (4, 32)
    assert found["deadlines", 0, "with", "event", "~key"] == (4, 25)


def test_column_counts_characters_beyond_the_basic_plane_as_one() -> None:
    assert place(only_fault('{a: "😀😀", b: &x c}\n')) == ("S107", 1, 14)


def test_positions_of_a_broken_file_reach_as_far_as_it_can_be_read() -> None:
    assert positions(b"id: x\ntitle: &t y\n")["id",] == (1, 5)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a root file and one good assignment."""
    folder = tmp_path / "project"
    (folder / "ledger/assignments/2022").mkdir(parents=True)
    (folder / "ledger/ledger.yaml").write_text(ROOT, encoding="utf-8")
    (folder / "ledger/assignments/2022/TB2022-13.yaml").write_text(GOOD, encoding="utf-8")
    return folder


def faults(project: Path) -> dict[str, str]:
    """File name -> code of the first fault, for every file that has one."""
    entries = Ledger.read(WorkingTree(project)).entries
    return {
        entry.path.rpartition("/")[2]: entry.faults[0].code
        if entry.faults
        else entry.schema_faults[0].code
        for entry in entries
        if entry.faults or entry.schema_faults
    }


def assignments(project: Path) -> list[str]:
    return [assignment.id for assignment in Ledger.read(WorkingTree(project)).assignments]


def test_symbolic_link_out_of_the_project_is_not_followed(project: Path) -> None:
    outside = project.parent / "outside.yaml"
    outside.write_text(GOOD.replace("-13", "-99"), encoding="utf-8")
    (project / "ledger/assignments/2022/TB2022-99.yaml").symlink_to(outside)
    (entry,) = [e for e in Ledger.read(WorkingTree(project)).entries if e.faults]
    assert entry.faults[0].code == "S115"
    assert "out of the project" in entry.faults[0].message
    assert assignments(project) == ["TB2022-13"]


def test_link_to_a_folder_that_holds_itself_does_not_hang(project: Path) -> None:
    (project / "ledger/assignments/loop").symlink_to(project / "ledger")
    assert faults(project) == {"loop": "S115"}


def test_folder_named_like_a_record(project: Path) -> None:
    (project / "ledger/assignments/2022/TB2022-14.yaml").mkdir()
    assert faults(project) == {"TB2022-14.yaml": "S116"}
    assert assignments(project) == ["TB2022-13"]


def test_named_pipe_does_not_hang(project: Path) -> None:
    os.mkfifo(project / "ledger/assignments/2022/TB2022-14.yaml")
    assert faults(project) == {"TB2022-14.yaml": "S116"}


def test_unreadable_file_is_told_and_the_others_are_read(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "ledger/assignments/2022/TB2022-14.yaml").write_text(GOOD, encoding="utf-8")
    really = Path.open

    def refuse(self: Path, *arguments: object, **named: object) -> object:
        if self.name == "TB2022-14.yaml":
            raise PermissionError(13, "Permission denied")
        return really(self, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    (entry,) = [e for e in Ledger.read(WorkingTree(project)).entries if e.faults]
    assert entry.faults[0].code == "S114"
    assert "Permission denied" in entry.faults[0].message
    assert assignments(project) == ["TB2022-13"]


def test_file_that_is_no_record(project: Path) -> None:
    (project / "ledger/assignments/README.md").write_text("# Les meg\n", encoding="utf-8")
    (project / "ledger/assignments/2022/TB2022-14.yml").write_text(GOOD, encoding="utf-8")
    assert faults(project) == {"README.md": "S117", "TB2022-14.yml": "S117"}


def test_no_problem_hides_another(project: Path) -> None:
    """Broken files of every kind beside good ones: each is told, and the good ones are read."""
    folder = project / "ledger/assignments/2022"
    broken = {
        "TB2022-01.yaml": (b"\xff", "S101"),
        "TB2022-02.yaml": (b"id: [\n", "S105"),
        "TB2022-03.yaml": (b"", "S110"),
        "TB2022-04.yaml": (b"id: &a x\n", "S107"),
        "TB2022-05.yaml": (b"- a\n", "S111"),
        "TB2022-06.yaml": (GOOD.encode() + b"unknown: x\n", "S201"),
        "TB2022-07.yaml": (b"x" * (reader.SIZE_LIMIT + 5), "S112"),
    }
    for name, (content, _) in broken.items():
        (folder / name).write_bytes(content)
    (folder / "TB2022-50.yaml").write_text(GOOD.replace("-13", "-50"), encoding="utf-8")
    assert faults(project) == {name: code for name, (_, code) in broken.items()}
    assert assignments(project) == ["TB2022-13", "TB2022-50"]


FRAGMENTS = [
    b"\xff", "å".encode(), b"\n", b"  ", b"- ", b": ", b"? ", b"[", b"]", b"{", b"}", b"'", b'"',
    b"#", b"|\n", b">\n", b"|9", b"%YAML 1.3\n", b"%TAG ! x\n", b"---", b"...", b"!!", b"!<",
    b"&a ", b"*a", b"\\u12", b"\\UFFFFFFFF", b"\\ud800", b"\xe2\x80\xa8", b"\0", b"<<: ",
    "😀".encode(), b"\r", b"\t",
]  # fmt: skip

MUTATIONS = st.lists(
    st.tuples(
        st.integers(0, len(GOOD)),
        st.integers(0, 4),
        st.one_of(st.sampled_from(FRAGMENTS), st.binary(max_size=3)),
    ),
    max_size=6,
)

# The parser is set once for all examples of a run, which is what is wanted here.
BOTH_PARSERS = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300
)


def check_read(content: bytes) -> None:
    document = read(content)
    positions(content)
    assert document.data is not None or document.faults
    lines = content.count(b"\n") + content.count(b"\r") + 2
    assert all(1 <= fault.line <= lines and fault.column >= 1 for fault in document.faults)
    # Whatever was read can be written again.
    str(list(_texts(document.data))).encode("utf-8")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield key
            yield from _texts(child)
    elif isinstance(value, list):
        for child in value:
            yield from _texts(child)
    elif value is not None:
        assert isinstance(value, str)
        value.encode("utf-8")
        yield value


@BOTH_PARSERS
@given(st.binary(max_size=60))
def test_arbitrary_bytes_never_raise(content: bytes) -> None:
    check_read(content)


@BOTH_PARSERS
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12))
def test_arbitrary_pieces_of_yaml_never_raise(pieces: list[bytes]) -> None:
    check_read(b"".join(pieces))


@BOTH_PARSERS
@given(MUTATIONS)
def test_mutated_records_never_raise(mutations: list[tuple[int, int, bytes]]) -> None:
    content = GOOD.encode()
    for start, length, new in mutations:
        content = content[:start] + new + content[start + length :]
    check_read(content)
