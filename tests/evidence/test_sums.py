"""Sums in every form in which letters print them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hdirledger.evidence import sums, tables
from hdirledger.evidence.texts import Text
from hdirledger.model.amounts import group, show

AMOUNTS = st.integers(min_value=1, max_value=99_999_999_999)
THOUSANDS = st.integers(min_value=1, max_value=99_999_999)
FORMS = (
    lambda n: f"{group(str(n))} kroner",
    lambda n: f"{group(str(n))} kr.",
    lambda n: f"{n} kr",
    lambda n: f"kr {group(str(n))}",
    lambda n: f"{group(str(n), '.')} kroner",
    lambda n: f"{group(str(n), chr(160))} kroner",
    lambda n: f"{show(n, 'mkr')} mill. kroner",
    lambda n: f"{show(n, 'mkr')} millioner kroner",
    lambda n: f"{show(n, 'mkr')} \nmill. kr",
    lambda n: f"{show(n, 'mkr')}mill. kr",
)


@given(AMOUNTS, AMOUNTS, st.sampled_from(FORMS))
def test_a_printed_sum_is_found_and_another_is_not(amount, other, form) -> None:  # type: ignore[no-untyped-def]
    assume(amount != other)
    text = f"Helsedirektoratet tildeles {form(amount)} til tiltaket."
    found = {item.value for item in sums.find(text)}
    assert amount in found
    assert other not in found


@given(THOUSANDS, st.integers(min_value=0, max_value=99_999_999))
def test_two_columns_of_a_table_are_read_as_two_sums(first: int, second: int) -> None:
    # Columns of like size are what a table has; the split of others is told by their digits.
    assume(len(group(str(first)).split()) == len(group(str(second)).split()))
    printed = f"{group(str(first))} {group(str(second))}"
    pieces = printed.split()
    assume(len(pieces) > 2 or len(pieces[1]) < 3)
    assert (first, second) in sums.columns(printed)


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("96 948 90 300", (96_948, 90_300)),
        ("63 551 7 000", (63_551, 7_000)),
        ("107 596 0", (107_596, 0)),
        ("1 233 356 1 233 356", (1_233_356, 1_233_356)),
        ("193 338 193 338", (193_338, 193_338)),
        ("2 530 000  2 530 000", (2_530_000, 2_530_000)),
        ("12 119 500 12 119 500", (12_119_500, 12_119_500)),
        ("20 500", (20_500,)),
        ("0", (0,)),
    ],
)
def test_cells_of_real_tables(cell: str, numbers: tuple[int, ...]) -> None:
    assert sums.columns(cell) == [numbers]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("bevilget hhv. 0,03 og 0,4 mill. kroner", {30_000, 400_000}),
        ("hhv. 3 og 4 mill. kroner", {3_000_000, 4_000_000}),
        ("post 21 og 2,2 mill. kroner", {2_200_000}),
        ("3. mill. kr.", {3_000_000}),
        ("inntil ni mill. kroner", {9_000_000}),
        ("en mill. kroner", {1_000_000}),
        ("1 mill. DKK", {1_000_000}),
        ("1 mrd. kroner", {1_000_000_000}),
        ("5 000 mill. kroner", {5_000_000_000}),
        ("90,300 mill. kroner", {90_300_000}),
        ("12 102 348 000 kroner", {12_102_348_000}),
        ("25 tusen kroner", {25_000}),
        ("ressurs 1,3 \nMNOK", {1_300_000}),
        ("2,5 mnok", {2_500_000}),
        ("3.3 mill. kroner", {3_300_000}),
        ("innen 30.6 og 4 mill. kroner", {4_000_000}),
        ("(alle tall i 1 000 kroner)", set()),
        ("tall i 2022: 1 000 kroner", {1_000}),
        ("Helsedirektoratet tildeles 800 000 kr over posten", {800_000}),
        ("7 mill. kroner og 8 mill. kroner", {7_000_000, 8_000_000}),
        ("i 2022 er 11 S", set()),
        ("75 kr\n\n3.2 Departementet", {75}),
    ],
)
def test_sums_of_running_text(text: str, amounts: set[int]) -> None:
    assert {item.value for item in sums.find(text)} == amounts


@pytest.mark.parametrize(
    ("stated", "unit"),
    [
        ("Alle tall i hele tusen", 1_000),
        ("(alle tall i 1 000 kroner)", 1_000),
        ("(Alle tall i 1000 kroner)", 1_000),
        ("Beløp i mill. kroner", 1_000_000),
        ("Tall i MNOK", 1_000_000),
        ("Beløpene i mrd. kroner", 1_000_000_000),
        ("Bevilgninger", 1),
    ],
)
def test_a_tables_heading_says_what_its_numbers_count(stated: str, unit: int) -> None:
    lines = f"{stated}\n\nKap. Post Postnavn Bevilgning\n\n714 21 Driftsutgifter 25\n"
    [table] = tables.find(Text("letter.txt", lines))
    assert table.unit == unit
    assert table.rows[0].sums == ((25 * unit,),)
