"""Numbers and words as letters print them."""

import pytest

from hdirledger.evidence.search import Words, edits, id_pattern
from hdirledger.evidence.texts import Text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TB2022-15", "ID: TB2022-15 Eieravdeling"),
        ("TB2022-15", "ID TB2022-15 Eieravdeling"),
        ("TB2021-45", "ID-TB2021-45 Eieravdeling"),
        ("TB2021-29", "ID: TB-2021-29"),
        ("TB2022-53", "- TB 2022-53 Utrede"),
        ("TB2025-93", "TB2025- 93 Finansieringsmodell"),
        ("TB2022-21", "TB2022 –21: Oppfølging"),
        ("TTB2022-5", "TTB2022-05"),
        ("TTB2020-36", "ID: TTB2020-\n36 \n"),
        ("TTB2019-45.7", "ID: TTB2019-\n45.7"),
        ("TB2020-57.2", "(TB2020-57/2)"),
        ("TB2019-7", "TB2019-\n7/TTB2019-38"),
        ("TTB2019-38", "TB2019-\n7/TTB2019-38"),
        ("TB2019-7/TTB2019-38", "ID: TB2019-\n7/TTB2019-38 \n"),
        ("TB202x-", "ID: TB202x- Eieravdeling"),
        ("RTB2020-", "ID: RTB2020- Eieravdeling"),
        ("ukjent", "ID: ukjent Eieravdeling"),
    ],
)
def test_numbers_are_found_in_the_forms_that_letters_print(name: str, text: str) -> None:
    assert id_pattern(name).search(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TB2022-1", "TB2022-15"),
        ("TB2022-15", "TTB2022-15"),
        ("TB2022-15", "TB2022-1 5"),
        ("TB2020-57", "TB2020-57/2"),
        ("TTB2019-45.7", "TTB2019-45.71"),
        ("TB2022-15", "TB2021-15"),
    ],
)
def test_other_numbers_are_not_taken_for_it(name: str, text: str) -> None:
    assert not id_pattern(name).search(text)


def found(wanted: str, printed: str, name: bool = False) -> bool:
    text = Text("letter.txt", printed)
    return Words(text).find(wanted, ((1, len(text.lines)),), name) is not None


@pytest.mark.parametrize(
    ("wanted", "printed"),
    [
        ("opptrappingsplan for rus", "Oppfølging av opp- \ntrappingsplan for rus"),
        ("autismespekterforstyrrelser", "personer med autismespekterforstyr-\nrelser"),
        ("Fyrtårnprosjektet (2022-2024/26)", "Fyrtårnprosjektet (2022–2024/26) for"),
        ('Revidering av "Sammen om mestring"', "Revidering av «Sammen om mestring»"),
        ("Handlingsplan (2021–2024)", "Handlingsplan (2021 – 2024)"),
        ("IPS-samarbeidet", "tverrsektorielle \nIPS- samarbeidet"),
        ("NORDISKE NÆRINGSSTOFF", "Nordiske næringsstoff"),
        ("første punkt", "\uf0b7 første \uf0b7\npunkt"),
        ("på tvers", "pa\u030a tvers"),
    ],
)
def test_words_are_found_however_they_are_broken(wanted: str, printed: str) -> None:
    assert found(wanted, printed)


@pytest.mark.parametrize(
    ("wanted", "printed"),
    [
        ("Oslo", "Oslofjorden"),
        ("fjorden", "Oslofjorden"),
        ("15.2", "115.2"),
        ("15.2", "15.22"),
        ("mål", "mal"),
        ("plan for helse", "plan for god helse"),
        ("", "alt"),
    ],
)
def test_parts_of_words_and_skipped_words_are_not_found(wanted: str, printed: str) -> None:
    assert not found(wanted, printed)


def test_a_name_may_stand_in_the_genitive() -> None:
    assert found("Antidoping Norge", "Antidoping Norges arbeid", name=True)
    assert not found("Antidoping Norge", "Antidoping Norges arbeid")


SCAN = "Helsedirektoratet skal folge opp planen. " * 60 + "\n"


@pytest.mark.parametrize(
    ("wanted", "printed"),
    [
        ("Læringspunkter fra Helseplattformen", "Lezeringspunkter fra Helseplattformen"),
        ("Økt mat- og ernæringskompetanse", "Okt mat- og ernzringskompetanse"),
        ("Kjønnsperspektiv i faglige råd", "Kjennsperspektiv i faglige rad"),
        ("Utprøving på sykehus", "Utpreving pé sykehus"),
        ("arbeidet med å følge opp", "arbeidet med & folge opp"),
        ("Egenandeler blåresept", "Egenandeler bliresept"),
    ],
)
def test_a_scan_is_read_with_the_letters_it_has(wanted: str, printed: str) -> None:
    text = Text("scan.txt", SCAN + printed)
    assert text.scanned
    words = Words(text)
    assert words.find(wanted, ((2, 2),)) is not None or words.near(wanted, ((2, 2),))


def test_a_scan_does_not_have_every_title() -> None:
    text = Text("scan.txt", SCAN + "Okt mat- og ernzringskompetanse i tjenestene")
    assert Words(text).find("Økt matglede i tjenestene", ((2, 2),)) is None
    assert not Words(text).near("Økt matglede i tjenestene", ((2, 2),))


def test_edits_counts_the_fewest_changes() -> None:
    assert edits("abc", "xxabcxx") == 0
    assert edits("abc", "xxadcxx") == 1
    assert edits("abc", "") == 3
