"""What a reader or a program gets of a report, in each format."""

import csv
import io
import json
import re
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tabulate import tabulate

from hdirledger.model.amounts import group
from hdirledger.render import render
from hdirledger.render.data import lines
from hdirledger.report import Block, Column, Graph, Node, Report, Value

NASTY = "a|b `c` <script>alert(1)</script> *x* [l](http://e) \\ \n# h\n| --- |\r\x1b[31mred\u202e"


# Lines of words, and lines without any.
TEXTS = st.lists(
    st.lists(st.text(alphabet="aå0.", min_size=1, max_size=9), max_size=8).map(" ".join),
    max_size=4,
).map("\n".join)


def report_of(
    *rows: tuple[Value, ...], columns: tuple[Column, ...] | None = None, **block: object
) -> Report:
    columns = columns or (Column("id", "Id"), Column("sum", "Sum", "amount"))
    return Report("test", ("Counted: 2",), (Block("b", columns, rows, **block),))  # type: ignore[arg-type]


def columns_of(*titles: str) -> tuple[Column, ...]:
    return tuple(Column(title.lower(), title) for title in titles)


@given(st.lists(st.lists(st.text(alphabet='a,"\n ;\'å|', max_size=6) | st.none() | st.integers(),
                         min_size=1, max_size=4)))  # fmt: skip
def test_fields_are_quoted_as_the_csv_module_quotes_them(rows: list[list[Value]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    assert lines(rows) == out.getvalue()


class TestTable:
    def test_amounts_are_grouped_right_aligned_and_exact(self) -> None:
        text = render(report_of(("0714.10", 103_000_000), ("x", -1_500)), "table", unit="tkr")
        lines = text.splitlines()
        assert "Amounts: thousand kroner (tkr)" in lines
        # The post keeps its last zero, and the cut its decimals.
        assert re.fullmatch(r"0714\.10 +103 000", lines[-2])
        assert re.fullmatch(r"x +-1,5", lines[-1])
        assert len(lines[-1]) == len(lines[-2])

    @pytest.mark.parametrize(
        ("unit", "shown"), [("kr", "103 700 000"), ("tkr", "103 700"), ("mkr", "103,7")]
    )
    def test_unit(self, unit: str, shown: str) -> None:
        assert render(report_of(("x", 103_700_000)), "table", unit=unit).endswith(shown + "\n")

    def test_an_amount_that_is_not_printed_is_not_zero(self) -> None:
        lines = render(report_of(("none", None), ("zero", 0)), "table").splitlines()
        assert lines[-2] == "none"
        assert lines[-1].split() == ["zero", "0"]

    @given(st.lists(st.tuples(TEXTS, st.integers()), min_size=1, max_size=5), st.booleans())
    def test_rows_are_laid_out_as_tabulate_does_each_cell(
        self, rows: list[tuple[str, int]], color: bool
    ) -> None:
        columns = (Column("text", "Text", wide=True), Column("number", "Number", "number"))
        cells = [
            (
                "\n".join("\n".join(wrap(line, 20)) for line in text.split("\n")),
                group(str(number)),
            )
            for text, number in rows
        ]
        expected = tabulate(
            cells,
            headers=[f"\x1b[1m{name}\x1b[0m" if color else name for name in ("Text", "Number")],
            tablefmt="simple",
            disable_numparse=True,
            colalign=["left", "right"],
        )
        width = 20 + 2 + max(len("Number"), *(len(number) for _, number in cells))
        report = report_of(*rows, columns=columns)
        _, table = render(report, "table", width=width, color=color).split("\n\n", 1)
        assert table == "\n".join(line.rstrip() for line in expected.split("\n")) + "\n"

    def test_no_unit_is_named_without_amounts(self) -> None:
        assert "Amounts" not in render(report_of(("x",), columns=columns_of("Id")), "table")

    def test_wide_columns_wrap_to_the_width_and_lose_nothing(self) -> None:
        words = " ".join(f"TB2022-{number}" for number in range(60))
        columns = (Column("id", "Id"), Column("text", "Text", wide=True))
        text = render(report_of(("TB2022-1", words), columns=columns), "table", width=60)
        assert max(map(len, text.splitlines())) <= 60
        body = text.partition("----\n")[2].split()
        assert body == ["TB2022-1", *words.split()]

    def test_long_headings_wrap_too(self) -> None:
        report = Report("r", ("Not held: " + ", ".join(f"2022-ttb-{n}" for n in range(40)),), ())
        assert max(map(len, render(report, "table", width=80).splitlines())) <= 80

    def test_an_empty_block_says_why(self) -> None:
        text = render(report_of(empty="None of the 3 match."), "table")
        assert text.splitlines()[-1] == "None of the 3 match."

    def test_a_record_cannot_steer_the_terminal(self) -> None:
        text = render(report_of((NASTY,), columns=columns_of("Id")), "table")
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "\r" not in text

    def test_colour_only_when_asked_for(self) -> None:
        report = report_of(("late", 1), ("fine", 2), alarms=frozenset({0}))
        assert "\x1b" not in render(report, "table")
        lines = render(report, "table", color=True).splitlines()
        assert "\x1b[31mlate" in lines[-2]
        assert "\x1b" not in lines[-1]

    def test_colour_does_not_shift_columns(self) -> None:
        report = report_of(("late", 1), ("fine", 2), alarms=frozenset({0}))
        plain = re.sub(r"\x1b\[\d*m", "", render(report, "table", color=True))
        assert plain == render(report, "table")

    def test_emoji_and_other_scripts_are_printed(self) -> None:
        assert "👩‍⚕️ 漢字 æøå" in render(report_of(("👩‍⚕️ 漢字 æøå", 1)), "table")

    def test_columns_without_any_value_can_be_left_out(self) -> None:
        columns = (Column("id", "Id"), Column("x", "Extra", shown="if-any"))
        assert "Extra" not in render(report_of(("a", None), columns=columns), "table")
        assert "Extra" in render(report_of(("a", None), ("b", "v"), columns=columns), "table")

    def test_columns_for_data_are_only_in_csv_and_json(self) -> None:
        columns = (Column("id", "Id"), Column("x", "Extra", shown="data"))
        report = report_of(("a", "v"), columns=columns)
        assert "Extra" not in render(report, "table")
        assert "Extra" not in render(report, "markdown")
        assert render(report, "csv") == "id,x\na,v\n"
        assert json.loads(render(report, "json"))["blocks"][0]["rows"] == [{"id": "a", "x": "v"}]

    def test_a_count_of_nothing_is_blank(self) -> None:
        columns = (Column("id", "Id"), Column("n", "N", "count"))
        report = report_of(("a", 0), columns=columns)
        assert render(report, "table").endswith("\na\n")
        assert render(report, "csv") == "id,n\na,0\n"


class TestMarkdown:
    def test_nothing_breaks_out_of_a_cell(self) -> None:
        text = render(report_of((NASTY, 1)), "markdown")
        (row,) = [line for line in text.splitlines() if "alert" in line]
        assert len(re.findall(r"(?<!\\)\|", row)) == 3
        assert "<script>" not in text
        assert "\\`c\\`" in row
        assert row.count("<br>") == 3

    @given(st.text(max_size=60))
    def test_any_text_stays_in_its_row(self, text: str) -> None:
        lines = render(report_of((text, 1), ("end", 2)), "markdown").split("\n")
        start = lines.index("| --- | --: |")
        assert len(lines) == start + 4
        for row in lines[start + 1 : start + 3]:
            bare = re.sub(r"\\.", "", row)
            assert bare.count("|") == 3
            assert "`" not in bare
            assert "<" not in bare.replace("<br>", "")

    def test_headings_and_remarks_are_escaped(self) -> None:
        report = Report("r", ("# not a heading",), (), remarks=("1. not a list",))
        text = render(report, "markdown")
        assert "- \\# not a heading" in text
        assert "- 1\\. not a list" in text


class TestCsv:
    def test_one_header_line_of_keys_and_exact_kroner(self) -> None:
        assert render(report_of(("0714.21", 103_700_000)), "csv", unit="mkr") == (
            "id,sum\n0714.21,103700000\n"
        )

    def test_several_blocks_share_a_header(self) -> None:
        blocks = (
            Block("one", columns_of("A", "B"), (("1", "2"),)),
            Block("two", columns_of("B", "C"), (("3", "4"),)),
        )
        assert render(Report("r", (), blocks), "csv") == "block,a,b,c\none,1,2,\ntwo,,3,4\n"

    def test_totals_are_left_out(self) -> None:
        report = report_of(("a", 1), ("b", 2), ("total", 3), totals=frozenset({2}))
        assert render(report, "csv") == "id,sum\na,1\nb,2\n"

    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
    def test_a_text_is_not_run_as_a_formula(self, text: str) -> None:
        assert render(report_of((text, -5)), "csv") == f"id,sum\n'{text},-5\n"

    @given(st.lists(st.tuples(st.text(max_size=20), st.integers()), max_size=4))
    def test_every_value_comes_back(self, rows: list[tuple[str, int]]) -> None:
        text = render(report_of(*rows), "csv")
        header, *read = csv.reader(io.StringIO(text, newline=""))
        assert header == ["id", "sum"]
        lines = [(re.sub("\r\n?", "\n", a), b) for a, b in rows]
        assert [(a.removeprefix("'"), int(b)) for a, b in read] == [
            (a.removeprefix("'"), b) for a, b in lines
        ]


class TestJson:
    def test_rows_are_objects_with_whole_kroner(self) -> None:
        report = report_of(("a", 1_500), ("total", 1_500), totals=frozenset({1}))
        found = json.loads(render(report, "json", unit="mkr"))
        assert found["report"] == "test"
        assert found["blocks"][0]["rows"] == [{"id": "a", "sum": 1500}]
        assert found["blocks"][0]["totals"] == [{"id": "total", "sum": 1500}]

    def test_several_values_are_a_list(self) -> None:
        report = report_of((("KTA", "SHA"),), columns=columns_of("Id"))
        assert json.loads(render(report, "json"))["blocks"][0]["rows"] == [{"id": ["KTA", "SHA"]}]
        assert "KTA, SHA" in render(report, "table")
        assert render(report, "csv") == 'id\n"KTA, SHA"\n'

    @given(st.text(max_size=40))
    def test_any_text_comes_back(self, text: str) -> None:
        found = json.loads(render(report_of((text, 1)), "json"))
        assert found["blocks"][0]["rows"][0]["id"] == text


@pytest.mark.parametrize("format_", ["table", "markdown", "csv", "json"])
@given(st.lists(st.tuples(st.text(), st.one_of(st.none(), st.integers())), max_size=4))
def test_no_text_crashes_any_format(format_: str, rows: list[tuple[str, int | None]]) -> None:
    columns = (Column("id", "Id", wide=True), Column("sum", "Sum", "amount"))
    report = report_of(*rows, columns=columns)
    assert render(report, format_, width=30) == render(report, format_, width=30)


class TestTree:
    COLUMNS = (
        Column("depth", "Depth", "number", shown="data"),
        Column("line", "", shown="people"),
        Column("id", "Id", shown="data"),
        Column("details", "Details"),
    )

    def tree(self, *rows: tuple[int, str]) -> Report:
        whole = [(depth, text, text, (f"about {text}",)) for depth, text in rows]
        return report_of(*whole, columns=self.COLUMNS, layout="tree")

    def test_lines_lead_to_every_row(self) -> None:
        rows = ((0, "a"), (1, "b"), (2, "c"), (1, "d"), (2, "e"), (3, "f"))
        text = render(self.tree(*rows), "table")
        assert text.split("\n")[2:-1] == [
            "a",
            "│  about a",
            "├─ b",
            "│  │  about b",
            "│  └─ c",
            "│        about c",
            "└─ d",
            "   │  about d",
            "   └─ e",
            "      │  about e",
            "      └─ f",
            "            about f",
        ]

    def test_long_lines_wrap_beside_the_branches(self) -> None:
        text = render(self.tree((0, "a"), (1, "ord " * 30), (1, "b")), "table", width=40)
        lines = text.split("\n")[3:]
        assert max(map(len, lines)) <= 40
        assert lines[1].startswith("├─ ord")
        assert lines[2].startswith("│     ord")

    def test_csv_has_the_data_and_not_the_line(self) -> None:
        found = list(csv.reader(io.StringIO(render(self.tree((0, "a"), (1, "b")), "csv"))))
        assert found == [["depth", "id", "details"], ["0", "a", "about a"], ["1", "b", "about b"]]

    def test_nothing_breaks_out_of_its_line(self) -> None:
        for form in ("table", "markdown"):
            text = render(self.tree((0, "a"), (1, NASTY)), form)
            assert "\x1b" not in text
            assert "\u202e" not in text
            assert not any(line.startswith(("# h", "| ---")) for line in text.split("\n"))


class TestMermaid:
    def drawn(self, text: str) -> str:
        nodes = (Node("a", (text, text), "root"), Node("b", ("b",)))
        graph = Graph(nodes, (("a", "b", text, False), ("b", "a", "see", True)))
        return render(Report("r", (f"Counted: {text}",), (), graph=graph), "mermaid")

    def test_nodes_and_arrows(self) -> None:
        assert self.drawn("Ørland, 2022-tb").split("\n") == [
            "%% Counted: Ørland, 2022-tb",
            "flowchart TD",
            '  n0["Ørland, 2022-tb<br/>Ørland, 2022-tb"]:::root',
            '  n1["b"]',
            '  n0 -->|"Ørland, 2022-tb"| n1',
            '  n1 -.->|"see"| n0',
            "  classDef root stroke-width:3px",
            "  classDef hint stroke-dasharray:4 3",
            "",
        ]

    @given(st.text() | st.sampled_from([NASTY, '"]; click n0 "x"', "%%{init: {}}%%", "#quot;"]))
    def test_no_record_breaks_out_of_its_label(self, text: str) -> None:
        lines = self.drawn(text).split("\n")
        assert len(lines) == 9
        quoted = re.fullmatch(r'  n0 -->\|"([^"]*)"\| n1', lines[4])
        assert quoted
        # Nothing of Mermaid's or HTML's own is left but entities, which give the text back.
        assert not re.search(r"[^\w .,:/()–#;-]", quoted[1])
        assert re.fullmatch(r"([^#;]|#\d+;)*", quoted[1])
        assert lines[0].startswith("%% Counted: ")
        assert "{" not in lines[0]

    def test_only_with_a_graph(self) -> None:
        with pytest.raises(ValueError, match="'mermaid' is not one of table, markdown, csv, json"):
            render(Report("r", (), ()), "mermaid")
