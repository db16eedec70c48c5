"""The departments in every form in which letters print them."""

import pytest

from hdirledger.evidence.departments import printed_in


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("TB2025-4 Avd. HOD: Innsats innen alkohol\nKTA/SHA/ FHA | reformen", "KTA SHA FHA"),
        ("TB2025-43 | Avd. HOD SHA | Ventetidsloftet\nRHF-ene skal", "SHA"),
        ("TB2025-61 | Avd.HOD: DIG Digital samhandling\n\nKTA skal", "DIG"),
        ("TB2025-1 ‘ Avd. HOD: FHA ‘ Sykdomsbyrde", "FHA"),
        ("TB2025-18 | Avd. HOD: KTA,\nSHA, | Opptrappingsplan", "KTA SHA"),
        ("TB2025-20 | Avd. HOD: KTA Bo trygt\nNAV deltar", "KTA"),
    ],
)
def test_departments_in_the_column_of_a_scan(heading: str, codes: str) -> None:
    assert printed_in(heading, scanned=True) == tuple(codes.split())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Ansvarlig avdeling HOD: FHA ", "FHA"),
        ("Ansvarlig avdeling i HOD: SHA/KTA ", "SHA KTA"),
        ("Frist: 19.05. Ansvarlig avdeling: SHA.", "SHA"),
        ("Ansvarlig avd. i HOD: KTA", "KTA"),
        ("Ansvarlig avdeling i HOD: SHA og KTA", "SHA KTA"),
        ("Kontaktperson: Renée Høegh-Krohn, FHA  ", "FHA"),
        ("Kontaktperson: Erlend Elde, KTA\nAnsvarlig avdeling: SHA", "SHA"),
        ("Kontaktperson: Ragnhild Fjærtoft", ""),
        ("ta kontakt med ansvarlig fagavdeling i HOD for KTA", ""),
        ("Ansvarlig avdelingen i HOD", ""),
    ],
)
def test_departments_after_the_text(text: str, codes: str) -> None:
    assert printed_in(text) == tuple(codes.split())
