"""``hdirledger explain``: every rule tells why, with an example and the remedy."""

import re

import pytest

from hdirledger.cli import run
from hdirledger.rules import Rule, table

RULES = list(table().values())


def told(capsys: pytest.CaptureFixture[str], *codes: str) -> str:
    assert run(["explain", *codes]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_tells_why_with_an_example_and_the_remedy(
    capsys: pytest.CaptureFixture[str], rule: Rule
) -> None:
    text = told(capsys, rule.code)
    head, why, rest = text.split("\n\n", 2)
    assert head == f"{rule.code} {rule.severity}: {rule.title}"
    assert len(why.split()) >= 5
    assert why.endswith(".")
    assert re.fullmatch(r"Example: \S.*\nRemedy: \S.*[.]\n", rest, re.DOTALL)
    assert max(map(len, text.splitlines())) <= 100


def test_titles_are_short_and_differ() -> None:
    titles = [rule.title for rule in RULES]
    assert len(set(titles)) == len(titles)
    assert all(title[-1] != "." and len(title) < 80 for title in titles)


def test_without_a_code_all_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys).splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in RULES]
    assert "M108  error    The text states another sum than the table" in lines


def test_a_family_and_codes_in_small_letters(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "g", "m108")
    heads = re.findall(r"^([A-Z]\d{3}) (?:error|warning|note): ", text, re.MULTILINE)
    assert heads == [*(code for code in table() if code.startswith("G")), "M108"]


@pytest.mark.parametrize("code", ["M999", "K", "", "M1", "M108x"])
def test_what_is_no_rule_is_a_mistake_of_use(capsys: pytest.CaptureFixture[str], code: str) -> None:
    assert run(["explain", code]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert f"there is no rule {code.upper()}" in output.err
