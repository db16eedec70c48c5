"""A report as a comment on a pull request: nothing breaks out, and it is never too long."""

import re
from unicodedata import category

from hypothesis import example, given
from hypothesis import strategies as st

from hdirledger.render.comment import LIMIT, MARK, render
from hdirledger.report import Block, Column, Report

COLUMNS = (Column("id", "Id"), Column("text", "Text", wide=True), Column("sum", "Sum", "amount"))

# What Markdown, HTML and GitHub read as theirs, beside any text.
MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("|", "`", "```", "\n", "\r\n", "<", ">", "</details>", "<script>", "<!--", "-->"),
                *("@kari", "@org/lag", "kari@example.org", "#12", "GH-12", "org/repo#3", ":tada:"),
                *("https://x.no", "www.x.no", "[l](http://e)", "![b](c)", "[^1]", "[^1]: fot"),
                *("<http://e>", "\\", "\\|", "&lt;", "&#64;kari", "$x$", "~~~", "# h", "- [ ] x"),
                *("**", "__", "\u2028", "\u202e", "\x00", "\x1b[31m", "æøå", " ", "| --- |"),
            ]
        ),
        st.text(max_size=8),
    ),
    max_size=12,
).map("".join)


def report_of(*blocks: Block, heading: tuple[str, ...] = ("Review",)) -> Report:
    return Report("review", heading, blocks)


def block(name: str, *texts: str, title: str = "Tittel") -> Block:
    rows = tuple((f"TB{n}", text, 1000) for n, text in enumerate(texts))
    return Block(name, COLUMNS, rows, title=title, empty="Ingenting.")


def bare(line: str) -> str:
    """A line without what is escaped, and with spaces for the breaks that we make."""
    return re.sub(r"\\.", "", line).replace("<br>", " ")


class TestNothingBreaksOut:
    @given(MARKUP)
    @example("0#\x1e0")
    def test_of_a_cell(self, text: str) -> None:
        lines = render(report_of(block("a"), block("b", text, "slutt")), "kr").split("\n")
        start = lines.index("| --- | --- | --: |") + 1
        assert lines[start + 1] == "| TB1 | slutt | 1 000 |"
        assert bare(lines[start]).count("|") == 4
        self.harmless(lines[start])

    @given(MARKUP)
    def test_of_a_line_of_the_heading_or_the_open_block(self, text: str) -> None:
        heading = ("Review", f"Registers: {text}")
        told = render(report_of(block("a", text), heading=heading), "kr")
        first, rest = told.split("\n")[3:5], told.split("\n")[5:]
        assert first[0].startswith("- Registers:")
        assert first[1] == "- Amounts: kroner"
        assert rest[:3] == ["", "### Tittel", ""]
        for line in told.split("\n")[1:]:
            self.harmless(line)

    @given(MARKUP)
    def test_of_the_title_of_a_fold(self, text: str) -> None:
        told = render(report_of(block("a"), block("b", "x", title=text)), "kr")
        (line,) = [line for line in told.split("\n") if line.startswith("<details>")]
        assert line.endswith(": 1</summary>")
        inside = line.removeprefix("<details><summary>").removesuffix("</summary>")
        assert "<" not in inside
        assert "@" not in inside.replace("@\u200b", "")
        assert told.count("</details>") == 1

    def harmless(self, line: str) -> None:
        """Nothing that Markdown, HTML or GitHub reads as theirs."""
        # Emoji are made of what is shown, in which the escapes are gone.
        shown = re.sub(r"\\(.)", r"\1", line).replace("<br>", " ")
        assert not re.search(r":[\w+-]+:", shown)
        line = bare(line)
        assert not set("`<[]*_~$^!") & set(line)
        assert not re.search(r"@(?!&#8203;)|(?<!&)#\d|://|(?i:www\.|gh-\d)", line)
        assert not re.search(r"&(?!amp;|lt;|gt;|#8203;)", line)
        assert not any(category(character) in ("Cc", "Cs", "Zl", "Zp") for character in line)
        assert "\u202e" not in line

    def test_an_example(self) -> None:
        nasty = "a|b `c` <b>@kari</b> www.x.no #12 </details>"
        told = render(report_of(block("a", nasty)), "kr")
        assert (
            "a\\|b \\`c\\` &lt;b&gt;@&#8203;kari&lt;/b&gt; www&#8203;.x.no #&#8203;12 "
            "&lt;/details&gt;"
        ) in told


class TestLength:
    def test_short_first_and_details_folded(self) -> None:
        told = render(report_of(block("a", "en"), block("b", "to"), block("c", "tre")), "tkr")
        assert told.startswith(f"{MARK}\n\n- Review\n")
        assert told.index("### Tittel") < told.index("<details>")
        assert told.count("<details>") == told.count("</details>") == 2

    def test_what_is_left_out_is_counted(self) -> None:
        texts = ["x" * 100] * 2_000
        told = render(report_of(block("a"), block("b", *texts), block("c", "kort")), "kr")
        assert len(told) < LIMIT
        kept = told.count("x" * 100)
        assert kept > 400
        assert f"**{2_000 - kept} of 2000 left out here, since a comment may not be" in told
        # A small table is whole although a large one comes before it.
        assert "| TB0 | kort |" in told

    def test_more_tables_than_there_is_room_for(self) -> None:
        many = [block(str(n), "x" * 50) for n in range(1_000)]
        told = render(report_of(block("a", "først"), *many), "kr")
        assert len(told) < LIMIT
        assert "først" in told
        assert re.search(r"\*\*\d+ of 1000 tables left out here", told)
        assert told.count("<details>") == told.count("</details>")

    def test_a_text_without_end_is_cut(self) -> None:
        told = render(report_of(block("a", "@" * 1_000_000), heading=("@" * 1_000_000,)), "kr")
        assert len(told) < LIMIT

    @given(
        st.lists(st.lists(st.text(max_size=40), max_size=20), max_size=8),
        st.integers(min_value=1_500, max_value=6_000),
    )
    def test_never_longer_than_the_limit(self, tables: list[list[str]], limit: int) -> None:
        blocks = [block(str(n), *texts) for n, texts in enumerate(tables)]
        told = render(report_of(*blocks, heading=("Review", *("x" * 90,) * 30)), "kr", limit)
        assert len(told) < limit
        assert told.count("<details>") == told.count("</details>")

    def test_the_limit_is_what_github_takes(self) -> None:
        assert LIMIT < 65_536
