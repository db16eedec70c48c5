"""Norwegian titles and sentences, put together by chance: readable, and about nothing."""

from random import Random

_OPENINGS = (
    "Tiltak for", "Kunnskapsgrunnlag om", "Utredning av", "Videreutvikling av", "Evaluering av",
    "Veileder om", "Kartlegging av", "Oppfølging av", "Handlingsplan for", "Finansiering av",
    "Faglige råd om", "Digitalisering av", "Ny modell for", "Tilsyn med", "Forsøk med",
    "Statistikk over", "Innføring av", "Samordning av", "Forskrift om", "Høring om",
)  # fmt: skip
_SUBJECTS = (
    "fastlegeordningen", "tannhelsetjenester", "vaksinasjonsprogrammet", "pasientsikkerhet",
    "psykisk helsevern", "rusforebyggende arbeid", "legemiddelgjennomgang", "beredskap",
    "kvalitetsregistre", "rehabilitering", "hjemmetjenester", "svangerskapsomsorg",
    "folkehelsearbeid", "screening", "helsekompetanse", "avstandsoppfølging", "legevakt",
    "personellplanlegging", "ernæringsarbeid", "brukermedvirkning", "hjelpemidler",
    "skolehelsetjenesten", "pårørendestøtte", "smittevern", "lindrende behandling",
)  # fmt: skip
_GROUPS = (
    "for barn og unge", "i kommunene", "i spesialisthelsetjenesten", "blant eldre", "i hele landet",
    "for innsatte", "i sykehjem", "for personer med kroniske sykdommer", "i distriktene",
    "ved livets slutt", "i arbeidslivet", "for flyktninger", "i overgangen mellom tjenester",
    "for personer med utviklingshemming", "i byområder", "ved samtidige lidelser",
    "i primærhelseteam", "for studenter", "ved langvarige forløp", "for gravide",
)  # fmt: skip
_SENTENCES = (
    "Direktoratet skal gå gjennom kunnskapen om {} {} og vurdere hva som trengs videre",
    "Arbeidet skal gi et grunnlag for valg av tiltak, med økonomiske og administrative følger",
    "Det skal vises hvordan {} {} kan følges opp over tid, og hvem som har ansvaret",
    "Erfaringer fra forsøkene skal tas med, og departementet skal holdes orientert underveis",
    "Forslagene skal være kostnadsnøytrale, eller vise hvordan de kan dekkes innenfor rammen",
    "Berørte virksomheter og brukerorganisasjoner skal trekkes inn fra starten",
    "Leveransen skal kunne brukes i meldingen om {} {}",
    "Direktoratet skal særlig se på {} {}, der behovet er størst og tilbudet ujevnt",
    "Det skal vurderes om ordningen for {} {} bør utvides, og hvordan den da bør innrettes",
    "Følger for {} {} skal beskrives, også for dem som i dag ikke har noe tilbud",
    "Departementet kommer tilbake til omfang og innretning når det gjelder {} {}",
    "Statistikken for {} {} skal deles etter alder, kjønn og bosted",
)
_PURPOSES = (
    "Drift av {} {}, etter planen som departementet har sluttet seg til.",
    "Tilskudd til {} {}, fordelt etter søknad.",
    "Følgeevaluering av forsøket med {} {} i to år til.",
    "Kommunikasjon og opplæring om {} {}.",
    "Økt kapasitet for {} {}, som videreføring av satsingen i fjor.",
)
AGENCIES = (
    "Folkehelseinstituttet", "Statens helsetilsyn", "Direktoratet for medisinske produkter",
    "Norsk helsenett", "KS", "Utdanningsdirektoratet", "Arbeids- og velferdsdirektoratet",
    "de regionale helseforetakene", "Statsforvalteren", "brukerorganisasjoner",
)  # fmt: skip
AREAS = ("Folkehelse", "Helse- og omsorgstjenester", "Digitalisering", "Beredskap", "Kompetanse")
PRINTED = {
    "Q1": "innen utgangen av første kvartal", "Q2": "før sommeren", "Q3": "tidlig høst",
    "Q4": "innen årets slutt", "H1": "i første halvår", "H2": "i løpet av høsten",
    "asap": "så snart som mulig", "to-be-agreed": "frist avtales nærmere",
}  # fmt: skip


class Words:
    """Titles and sentences by chance."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance

    def title(self) -> str:
        """The title of an assignment or a goal."""
        opening, subject, group = self._chance.choice(_OPENINGS), *self._theme()
        return f"{opening} {subject} {group}"

    def sentences(self, count: int) -> str:
        """A text of some different sentences."""
        found = self._chance.sample(_SENTENCES, count)
        return " ".join(sentence.format(*self._theme()) + "." for sentence in found)

    def purpose(self) -> str:
        """What money is for."""
        return self._chance.choice(_PURPOSES).format(*self._theme())

    def short(self) -> str:
        """A note of a few words."""
        subject, group = self._theme()
        return f"Gjelder særlig {subject} {group}."

    def _theme(self) -> tuple[str, str]:
        return self._chance.choice(_SUBJECTS), self._chance.choice(_GROUPS)
