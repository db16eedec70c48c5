"""One small ledger that the tests of the views share."""

from ..support import assignment, letter

FILES = {
    "letters/2021-tb.yaml": letter("2021-tb", "main", held="no"),
    "letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10")
    + """\
announces:
  - {key: a1, summary: Et eget brev om arbeidet, kind: letter, assignments: [TB2022-1], lines: "30"}
  - {key: a2, summary: Penger, kind: money, assignments: [TB2022-2], lines: "31", until: 2022-ttb-1}
""",
    "letters/2022-ttb-1.yaml": letter("2022-ttb-1", dated="2022-06-01"),
    "letters/2022-ttb-2.yaml": letter("2022-ttb-2", held="no"),
    "assignments/2021/TB2021-7.yaml": assignment(
        "TB2021-7", "held: no", title="Et eldre oppdrag", departments=""
    ),
    "assignments/2022/TB2022-1.yaml": assignment(
        "TB2022-1",
        """
        area: Folkehelse
        summary: Hva som skal leveres.
        parts:
          - {key: a, summary: Første del, lines: "11"}
          - {key: b, summary: Andre del, until: 2022-ttb-1, status: dropped, lines: "12"}
        deadlines:
          - {due: 2022-08-31, parts: [a], until: 2022-ttb-1, lines: "11"}
          - {due: 2022-09-30, parts: [a], since: 2022-ttb-1, lines: "12"}
          - {due: 2022-10-01, parts: [b], lines: "12"}
          - {due: to-be-agreed, kind: plan, printed: avtales i dialog, lines: "13"}
        partners:
          - {agency: Bufdir, role: lead, lines: "14"}
        relations:
          - {type: replaces, to: TB2021-7, lines: "15"}
          - {type: see, to: TB2022-2, agency: Folkehelseinstituttet, lines: "15"}
        accepts:
          - {rule: D301, reason: Slik er det trykt.}
        """,
        title="Felles arbeid",
        departments="KTA SHA",
        then="2022-ttb-1 deadline-changed",
    ),
    "assignments/2022/TB2022-2.yaml": assignment(
        "TB2022-2",
        """
        aliases: [TB2022-9]
        deadlines:
          - {due: 2022-Q3, tentative: yes, lines: "11"}
          - {after: {assignment: TB2022-1}, kind: final, lines: "11"}
        funds:
          - {amount: 1 000 000, currency: DKK, purpose: Konferanse, lines: "12"}
          - {amount: 2 500 000, purpose: Drift, lines: "12"}
        """,
        title="Ørland",
        departments="FHA",
    ),
    "assignments/2022/TB2022-10.yaml": assignment(
        "TB2022-10",
        """
        aliases: [TB2022-9]
        deadlines:
          - {due: 2022-05-01, lines: "11"}
        """,
        title="Levert",
        status="delivered",
        then="2022-ttb-1 delivered",
    ),
    "reporting/2022/2022-tb.yaml": """
        letter: 2022-tb
        year: "2022"
        calendar:
          - key: c01
            title: Innspill til RNB
            lines: "40"
            deadlines:
              - {due: 2022-02-15, printed: "15.2", lines: "40"}
          - key: c02
            title: Rapport om arbeidet
            lines: "41"
            assignments: [TB2022-1]
            deadlines:
              - {due: 2022-12-01, lines: "41"}
        """,
    "allocations/2022/0714.21/2022-tb.yaml": """
        posts: ["0714.21"]
        letter: 2022-tb
        year: "2022"
        amount: 10 000
        stated: allocated
        name: Spesielle driftsutgifter
        lines: "20"
        earmarks:
          - {amount: 5 000, purpose: Kampanje, assignments: [TB2022-1], lines: "21"}
        """,
    "goals/2022/01.yaml": """
        id: G2022-01
        letter: 2022-tb
        year: "2022"
        number: "1"
        title: Befolkningen har god helse
        lines: "5"
        indicators:
          - {key: s1, title: Andel friske, lines: "6"}
        """,
}
