"""The one canonical form: what it looks like, and that nothing is lost on the way to it."""

import re
from random import Random
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.resolver import implicit_resolvers

from hdirledger import reader, schemas
from hdirledger.canonical import canonical, first_difference, guard, modeline
from hdirledger.model.build import build
from hdirledger.reader import read
from hdirledger.scalars import inline
from tests.any_style import NASTY, records, sprinkle, texts, write

PATH = "ledger/assignments/2022/TB2022-13.yaml"
MODELINE = "# yaml-language-server: $schema=../../../schema/assignment.schema.json\n"


def form(text: str, kind: str = "assignment", path: str = PATH) -> str:
    """The canonical form of a text, which must be one that can be read, without its modeline."""
    found = canonical(dedent(text).encode(), kind, path)
    assert found.text is not None, found.faults
    first, _, rest = found.text.partition("\n")
    assert first == modeline(kind, path)
    return rest


def canonical_text(text: str) -> str:
    """The whole canonical form of an assignment's text."""
    found = canonical(text.encode(), "assignment", PATH).text
    assert found is not None
    return found


def test_a_record_written_carelessly() -> None:
    assert form("""\
        status: 'lapsed'
        id:   "TB2022-13"
        departments: [SHA, KTA]
        title: "Narkotikautløste dødsfall: rekvirering"
        basis:
        - lines: 1169-1198
          section: "2.2.3"
          action: given
          letter: 2022-tb
        - {letter: 2022-ttb-7-12, action: deadline-changed, lines: 524}
        deadlines:
            - {until: 2022-ttb-7-12, due: 2022-08-31}
        """) == dedent("""\
        id: TB2022-13
        title: "Narkotikautløste dødsfall: rekvirering"
        departments:
          - SHA
          - KTA
        status: lapsed
        deadlines:
          - due: "2022-08-31"
            until: 2022-ttb-7-12
        basis:
          - letter: 2022-tb
            action: given
            section: 2.2.3
            lines: 1169-1198
          - letter: 2022-ttb-7-12
            action: deadline-changed
            lines: "524"
        """)


def test_unknown_keys_come_last_in_their_order() -> None:
    assert form("zebra: a\nstatus: open\napple: b\nid: TB2022-1\n") == (
        "id: TB2022-1\nstatus: open\nzebra: a\napple: b\n"
    )


def test_values_of_a_wrong_kind_are_kept() -> None:
    """What breaks the schema is check's business, not fmt's."""
    text = "id: [TB2022-1]\ntitle: {a: b}\ndepartments: KTA\nparts: []\ngoals: {}\nbasis: [x]\n"
    assert read(form(text).encode()).data == read(text.encode()).data


def test_empty_values_are_kept_as_empty_text() -> None:
    assert form("title:\nid: ''\naliases:\n  -\n  - a\n") == (
        'id: ""\naliases:\n  - ""\n  - a\ntitle: ""\n'
    )


def test_lists_in_lists() -> None:
    assert form("x: [[a, [b]], [], [{c: d, e: [f]}]]\n") == dedent("""\
        x:
          - - a
            - - b
          - []
          - - c: d
              e:
                - f
        """)


def test_sums_are_grouped_and_nothing_else_is() -> None:
    text = """\
        posts: ["0714.21"]
        letter: 2022-tb
        amount: 103000000
        appropriation: none
        earmarks:
          - {amount: -5000, purpose: 5000 plakater, lines: 5000}
          - {amount: 500, purpose: x, lines: 1}
        """
    assert form(text, "allocation") == dedent("""\
        posts:
          - "0714.21"
        letter: 2022-tb
        appropriation: none
        amount: 103 000 000
        earmarks:
          - amount: -5 000
            purpose: 5000 plakater
            lines: "5000"
          - amount: "500"
            purpose: x
            lines: "1"
        """)


@pytest.mark.parametrize("wrong", ["10 30 000", "1 2 3", "--5", "103,5", "1000 000", "x"])
def test_a_wrong_sum_is_not_set_right_silently(wrong: str) -> None:
    assert read(form(f"amount: {wrong}\n", "allocation").encode()).data == {"amount": wrong}


@pytest.mark.parametrize(
    "text",
    [
        "2022", "2022-09-30", "no", "NO", "Yes", "on", "y", "n", "012", "3.10", "524", "12:30",
        "0714.21", "1e3", "0x1F", "0o17", "0b1", "+1", "-1", ".5", "1_000", "1,000", "~", "null",
        "true", ".inf", "-.INF", ".nan", "=", "<<", "2022-9-3", "2022-09-30 12:00:00",
        "2022-09-30T12:00:00Z", ".", "- a", "-", "?", "? a", ": a", ":", "a: b", "a:", "a #b",
        "#a", "---", "%a", "@a", "`a", "'a", '"a', "[a", "]", "{a", "}", "&a", "*a", "!a", "|",
        ">", ",a", " a", "a ", "\u00a0a", "",
    ],
)  # fmt: skip
def test_quoted_because_a_tool_would_misread_it(text: str) -> None:
    assert inline(text).startswith('"')


@pytest.mark.parametrize(
    "text",
    [
        "1169-1198", "103 000 000", "-10 000", "2022-W12", "2022-Q3", "2022-09", "2.2.3",
        "TB2022-13", "2022-tb", "2022-05-01/2022-06-30", "2022-08-31T12:00", "nei", "none",
        "yes, of course", "-a", "a:b", "a#b", "https://example.org/x?y#z", "Han sa «nei».",
        "it's", 'a "b"', "1169, 1198", "a\u00a0b", "😀", "offl. § 22", "a, b [c] {d}",
        "a & b * c ! d | e > f % g @ h", "nonon", "x\\n",
    ],
)  # fmt: skip
def test_plain_because_no_tool_misreads_it(text: str) -> None:
    assert inline(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\u2028b", r'"a\u2028b"'),
        ("a\tb", r'"a\tb"'),
        ("\x00\x1b\x85\x9f", r'"\0\x1b\x85\x9f"'),
        ("\ufeff\ufffe", r'"\ufeff\ufffe"'),
        ('a\\b: "c"', r'"a\\b: \"c\""'),
        ("a\n", r'"a\n"'),
    ],
)
def test_characters_that_cannot_be_shown_are_escaped(text: str, written: str) -> None:
    assert inline(text) == written
    assert read(f"a: {written}\n".encode()).data == {"a": text}, "S104 or not, nothing is lost"


WORDS = (
    "Direktoratet skal utrede tiltak for mer kompetanse om hørselstap i kommunene, og vurdere om "
    "regelverk og veiledere bør endres."
)


def test_a_long_text_of_our_own_is_folded_and_a_printed_one_is_not() -> None:
    assert form(f"summary: {WORDS}\ntitle: {WORDS}\n") == dedent(f"""\
        title: {WORDS}
        summary: >-
          Direktoratet skal utrede tiltak for mer kompetanse om hørselstap i kommunene, og
          vurdere om regelverk og veiledere bør endres.
        """)


def test_the_folded_lines_of_a_nested_text_end_before_column_88_too() -> None:
    folded = form(f"basis:\n  - note: {WORDS}\n")
    assert folded.startswith("basis:\n  - note: >-\n      Direktoratet")
    assert max(map(len, folded.splitlines())) <= 88


def test_a_folded_text_that_fits_on_its_line_is_unfolded() -> None:
    assert form("summary: >-\n  En kort\n  tekst.\n") == "summary: En kort tekst.\n"


@pytest.mark.parametrize("length", [91, 92])
def test_one_hundred_columns_are_the_limit(length: int) -> None:
    text = ("abc " * 30)[: length - 1] + "x"
    line = f"summary: {text}\n"
    assert (form(line) == line) == (len(line) - 1 <= 100)


def test_a_long_text_needs_no_quotes_when_it_is_folded() -> None:
    assert "summary: >-\n  # Nei: " in form(f'summary: "# Nei: {WORDS}"\n')


def test_a_word_longer_than_the_width_stays_whole() -> None:
    link = "https://example.org/" + "x" * 100
    assert form(f"summary: Se {link} og mer.\n") == f"summary: >-\n  Se\n  {link}\n  og mer.\n"
    assert form(f"summary: {link}\n") == f"summary: {link}\n"


@pytest.mark.parametrize("gap", ["  ", "\u00a0", " \u00a0 ", "   "])
def test_a_text_is_never_broken_where_folding_would_change_it(gap: str) -> None:
    text = gap.join(["ord"] * 60)
    assert read(form(f'summary: "{text}"\n').encode()).data == {"summary": text}


def test_text_of_several_lines() -> None:
    assert form('summary: "a: b\\n\\n  # c\\nd"\nreading: "a\\nb\\n"\n') == dedent("""\
        summary: |-
          a: b

            # c
          d
        reading: |
          a
          b
        """)


@pytest.mark.parametrize("text", ["a \\nb", " a\\nb", "\\na", "a\\n\\n", "\\n"])
def test_lines_that_an_editor_would_spoil_are_quoted(text: str) -> None:
    assert form(f'title: "{text}"\n') == f'title: "{text}"\n'


def test_a_key_longer_than_yaml_allows_before_a_colon() -> None:
    key = "k" * 2000
    text = form(f'? {key}\n: a\nx:\n  - ? "{key} "  # c\n    : - a\n')
    assert text == f'? {key}\n: a\nx:\n  # c\n  - ? "{key} "\n    :\n      - a\n'
    assert form(text) == text


@pytest.mark.parametrize(
    ("kind", "path", "up"),
    [
        ("ledger", "ledger/ledger.yaml", "../"),
        ("letter", "ledger/letters/2022-tb.yaml", "../../"),
        ("assignment", "ledger/assignments/2022/TB2022-13.yaml", "../../../"),
        ("allocation", "ledger/allocations/2022/0714.21/2022-tb.yaml", "../../../../"),
    ],
)
def test_the_modeline_leads_to_the_schema(kind: str, path: str, up: str) -> None:
    text = canonical(b"x: a\n", kind, path).text
    wanted = f"# yaml-language-server: $schema={up}schema/{kind}.schema.json\nx: a\n"
    assert text == wanted
    assert first_difference(wanted.encode(), kind, path) is None


@pytest.mark.parametrize(
    "old",
    [
        "# yaml-language-server: $schema=../old.json\n",
        "#yaml-language-server:$schema=https://example.org/a.json\n",
        "\n\n# yaml-language-server: $schema=x\n\n---\n# yaml-language-server: $schema=y\n",
    ],
)
def test_an_old_modeline_is_replaced(old: str) -> None:
    assert canonical_text(old + "id: x\n") == MODELINE + "id: x\n"


def test_comments_beside_an_old_modeline_are_kept() -> None:
    old = "# Om filen.\n# yaml-language-server: $schema=x\n# Om id.\nid: x\n"
    assert canonical_text(old) == MODELINE + "# Om filen.\n# Om id.\nid: x\n"


def test_comments_move_with_what_they_belong_to() -> None:
    assert form("""\
        # About the file.

        # About the status.
        status: open  # checked against basis
        # About the id,
        # on two lines.
        id: TB2022-13
        # About the list.
        basis:  # every place
          # About the first item.
          - lines: 1-2  # looked up
            # About the action.
            action: given
            # At the end of the first item.

          # About the second item.
          - letter: 2022-tb
          # At the end of the list.
        # About the title.
        title: a #b
        # At the end.
        """) == dedent("""\
        # About the file.
        # About the id,
        # on two lines.
        id: TB2022-13
        # About the title.
        title: a  #b
        # About the status.
        status: open  # checked against basis
        # About the list.
        basis:  # every place
          # About the first item.
          # About the action.
          - action: given
            lines: 1-2  # looked up
            # At the end of the first item.
          # About the second item.
          - letter: 2022-tb
          # At the end of the list.
        # At the end.
        """)


def test_a_disabled_item_at_the_end_of_a_list_stays_there() -> None:
    text = dedent("""\
        status: open
        basis:
          - letter: 2022-tb
            lines: 1-2
          # - letter: 2022-ttb-1
          #   lines: 3-4
        reading: Noe.
        """)
    assert form(text) == text


def test_comments_between_items_of_a_plain_list() -> None:
    text = dedent("""\
        departments:
          # first
          - SHA  # led
          # second
          - KTA
          # last
        status: open
        """)
    assert form(text) == text


def test_a_comment_at_the_end_of_a_text_in_several_lines() -> None:
    assert form(f"""\
        summary: >-  # ours
          {WORDS[:60]}
          {WORDS[60:]}
        # next
        status: open
        reading: "a
          b"  # theirs
        """).startswith("# next\nstatus: open\nsummary: >-  # ours\n  Direktoratet skal")


def test_a_hash_inside_a_text_is_no_comment() -> None:
    text = 'title: "a # b"\nsummary: |-\n  # c\n  d # e\nreading: f#g\n'
    assert form(text) == text


def test_comments_in_lists_in_brackets() -> None:
    assert form("""\
        departments: [  # owners
          SHA,  # led
          # joint
          KTA
          # the end
        ]  # closed
        goals: []  # none
        parts: [
          # nothing yet
        ]
        """) == dedent("""\
        # owners
        # closed
        departments:
          - SHA  # led
          # joint
          - KTA
          # the end
        goals: []  # none
        # nothing yet
        parts: []
        """)


def test_comments_beside_document_marks_and_bare_dashes() -> None:
    assert form("""\
        ---  # begins
        basis:
          -  # first
            letter: a
          -
            # second
            letter: b
        departments:
          - KTA
          -
            # other
            SHA
        ...  # ends
        """) == dedent("""\
        # begins
        departments:
          - KTA
          # other
          - SHA
        basis:
          # first
          - letter: a
          # second
          - letter: b
        # ends
        """)


def test_comments_of_a_record_in_braces() -> None:
    assert form("{  # a\n  id: x,  # b\n  # c\n}  # d\n# e\n") == "# a\n# d\nid: x  # b\n# c\n# e\n"
    assert form("{  # a\n  # b\n}\n# c\n") == "# b\n# c\n# a\n{}\n"


@pytest.mark.parametrize(
    "text",
    [
        "id: a\nid: b\n", "id: &a b\n", "id: !!str b\n", "\ufeffid: b\n", "id: b\r\n", "", "- a\n",
        "id: [\n",
    ],
)  # fmt: skip
def test_a_file_with_a_fault_has_no_canonical_form(text: str) -> None:
    found = canonical(text.encode(), "assignment", PATH)
    assert found.text is None
    assert found.faults
    assert first_difference(text.encode(), "assignment", PATH) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{MODELINE}id: TB2022-13\ntitle: a\n", None),
        ("id: TB2022-13\n", 1),
        (f"{MODELINE}id: TB2022-13\ntitle: 'a'\n", 3),
        (f"{MODELINE}title: a\nid: TB2022-13\n", 2),
        (f"{MODELINE}id: TB2022-13\n\n", 3),
        (f"{MODELINE}id: TB2022-13", 2),
        (f"{MODELINE}id: TB2022-13 \n", 2),
    ],
)
def test_first_difference(text: str, line: int | None) -> None:
    assert first_difference(text.encode(), "assignment", PATH) == line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: a\n", "id: b\n"),
        ("id: a\ntitle: b\n", "id: a\n"),
        ("basis: [a, b]\n", "basis: [b, a]\n"),
        ("title: 1 000\n", "title: 1000\n"),
        ("id: a  # c\n", "id: a\n"),
        ("id: a\n", "id: [\n"),
    ],
)
def test_the_guard_refuses_a_form_that_would_lose_something(old: str, new: str) -> None:
    guard(old.encode(), canonical_text(old), "assignment")
    with pytest.raises(RuntimeError):
        guard(old.encode(), new, "assignment")


MANY = settings(
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(params=["C parser", "Python parser"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    pure = request.param == "Python parser"
    monkeypatch.setattr(reader, "_parser", lambda: YAML(typ="safe", pure=pure))


@pytest.mark.usefixtures("parser")
@MANY
@given(records, st.randoms(use_true_random=False), st.integers(0, 8))
def test_nothing_is_lost_and_the_form_is_stable(data: Any, random: Random, number: int) -> None:
    text = write(data, random)
    assume(not read(text.encode()).faults)
    text = sprinkle(text, number, random)
    new = canonical_text(text)
    guard(text.encode(), new, "assignment")
    assert canonical_text(new) == new


def _load(text: str, version: tuple[int, int]) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.version = version
    return yaml.load(text)


@MANY
@given(records)
def test_other_tools_read_the_same_texts(data: dict[str, Any]) -> None:
    text = canonical_text(write(data, Random(1)))
    wanted = read(text.encode()).data
    assert _load(text, (1, 1)) == wanted
    assert _load(text, (1, 2)) == wanted


@pytest.mark.parametrize("text", NASTY)
def test_other_tools_read_every_nasty_text(text: str) -> None:
    written = canonical_text(write({"title": text, "summary": text, "x": [text]}, Random(2)))
    wanted = {"title": text, "summary": text, "x": [text]}
    assert _load(written, (1, 1)) == _load(written, (1, 2)) == wanted


@given(st.from_regex("|".join(f"(?:{r[2].pattern})" for r in implicit_resolvers), fullmatch=True))
def test_whatever_a_tool_resolves_is_quoted(text: str) -> None:
    """The patterns are those that ruamel.yaml resolves YAML 1.1 and 1.2 by."""
    resolved = any(
        regex.match(text) for _, _, regex, first in implicit_resolvers if text[:1] in first
    )
    assume(resolved)
    assert inline(text).startswith('"')


SUMS = st.integers(-(10**12), 10**12).map(str) | st.sampled_from(["103 000 000", "-5 000", "007"])
PLACES = st.sampled_from(["524", "1169-1198", "1, 2-3"])


@st.composite
def assignments(draw: st.DrawFn) -> dict[str, Any]:
    """Assignments that the schema takes, with nasty texts wherever it takes them."""
    prose = texts.map(str.strip).filter(lambda text: re.fullmatch(r"\S(.*\S)?", text) is not None)
    fund = st.fixed_dictionaries({"amount": SUMS, "purpose": prose, "lines": PLACES})
    deadline = st.fixed_dictionaries(
        {"due": st.sampled_from(["2022", "2022-09-30", "2022-W12", "asap"])},
        optional={"note": prose},
    )
    given = {"letter": "2022-tb", "action": "given", "lines": draw(PLACES)}
    optional = {
        "title": prose,
        "summary": prose,
        "reading": prose,
        "aliases": st.lists(prose, min_size=1, max_size=3, unique=True),
        "funds": st.lists(fund, min_size=1, max_size=3),
        "deadlines": st.lists(deadline, min_size=1, max_size=3),
    }
    data = draw(st.fixed_dictionaries({}, optional=optional))
    data |= {"id": "TB2022-13", "status": "open", "basis": [given]}
    names = draw(st.permutations(list(data)))
    return {name: data[name] for name in names}


@MANY
@given(assignments(), st.randoms(use_true_random=False))
def test_the_record_is_the_same_record(data: dict[str, Any], random: Random) -> None:
    text = sprinkle(write(data, random), 4, random)
    given = read(text.encode()).data
    assume(given is not None and not list(schemas.faults("assignment", given)))
    formed = read(canonical_text(text).encode()).data
    assert given is not None
    assert formed is not None
    assert not list(schemas.faults("assignment", formed))
    cls = schemas.CLASSES["assignment"]
    assert build(cls, formed) == build(cls, given)


@given(st.permutations(["id", "title", "status", "departments", "area", "summary", "reading"]))
def test_comments_stay_beside_their_keys(names: list[str]) -> None:
    lines = [f"# above {name}\n{name}: a  # beside {name}\n" for name in names]
    formed = form("".join(lines))
    assert all(line in formed for line in lines)
    assert len(formed) == sum(map(len, lines))
