"""Assignments: given by one letter, and changed by later ones until one of them ends them."""

from datetime import timedelta
from random import Random

from .letters import Data, Letter, section
from .words import AGENCIES, AREAS, PRINTED, Words

DEPARTMENTS = ("ADA", "DIG", "EHE", "EIA", "FHA", "HRA", "KTA", "SHA")
# What letters do to an assignment that stands, by how often they do it.
ACTIONS = (
    ("noted", 28), ("deadline-changed", 26), ("amended", 15), ("clarified", 11), ("delivered", 9),
    ("specified", 6), ("replaced", 4), ("withdrawn", 1),
)  # fmt: skip
_RELATIONS = ("see", "see", "see", "see", "see", "see", "follows-up", "follows-up", "specifies")
_KINDS = ("plan", "status", "interim", "start", "draft", "final")


class Live:
    """An assignment that letters may still change. ``folder`` is the year it is filed under."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.year = int(data["id"].partition("-")[0][-4:])
        self.folder = self.year

    @property
    def id(self) -> str:
        return str(self.data["id"])

    @property
    def path(self) -> str:
        return f"ledger/assignments/{self.folder}/{self.id}.yaml"

    @property
    def open(self) -> bool:
        return bool(self.data["status"] == "open")

    @property
    def given_by(self) -> str:
        return str(self.data["basis"][0]["letter"])


class Desk:
    """Writes assignments, and does to them what letters say."""

    def __init__(self, chance: Random, words: Words) -> None:
        self._chance = chance
        self._words = words

    def stub(self, id: str, letter: Letter) -> Live:
        """An assignment that a letter only cites."""
        entry = {"letter": letter.id, "action": "noted", "lines": letter.cite(2)}
        summary = "Oppdraget er ikke blant brevene vi har. " + self._words.short()
        data = {"id": id, "held": "no", "status": "open", "summary": summary, "basis": [entry]}
        return Live(data)

    def give(self, id: str, letter: Letter, known: list[Live], goals: list[str]) -> Live:
        """An assignment that a letter gives; it may refer to some that are known."""
        chance, first = self._chance, letter.next_line
        data: Data = {"id": id, "title": self._words.title(), "status": "open"}
        if chance.random() < 0.97:
            data["departments"] = sorted(chance.sample(DEPARTMENTS, 2 if _often(chance, 6) else 1))
        data["area"] = chance.choice(AREAS)
        data["summary"] = self._words.sentences(chance.choice((3, 4, 4, 5)))
        letter.cite(2)
        if goals and chance.random() < 0.3:
            data["goals"] = [chance.choice(goals)]
        if chance.random() < 0.5:
            count = chance.choice((2, 2, 2, 3, 3, 4, 4, 5, 6, 7))
            data["parts"] = [self._part(n, letter) for n in range(count)]
        self._deadlines(data, letter)
        if chance.random() < 0.4:
            several = chance.sample(AGENCIES, chance.randint(1, 3))
            data["partners"] = [self._partner(agency, letter) for agency in several]
        if chance.random() < 0.06:
            data["funds"] = [self._fund(letter)]
        if known and chance.random() < 0.3:
            data["relations"] = [self._relation(chance.choice(known), letter)]
        if chance.random() < 0.25:
            data["reading"] = self._words.sentences(1)
        whole = {"section": section(chance), "lines": letter.through(first)}
        data["basis"] = [{"letter": letter.id, "action": "given", **whole}]
        return Live(data)

    def replace(self, old: Live, new: Live, letter: Letter) -> None:
        """Let a new assignment take the place of an old one, or of one of its parts."""
        relation: Data = {"type": "replaces", "to": old.id, "lines": letter.cite()}
        parts = [part for part in old.data.get("parts", ()) if "status" not in part]
        if len(parts) > 1 and self._chance.random() < 0.6:
            part = self._chance.choice(parts)
            relation["part"] = part["key"]
            part |= {"status": "replaced", "became": {"to": new.id}, "until": letter.id}
            self._enter(old, letter, "replaced", parts=[part["key"]])
        else:
            old.data["status"] = "replaced"
            self._enter(old, letter, "replaced")
        new.data.setdefault("relations", []).append(relation)
        new.data["basis"][0]["lines"] += f", {relation['lines']}"

    def act(self, live: Live, letter: Letter, action: str) -> None:
        """Do to an assignment what a letter says, and enter the place in its basis."""
        data = live.data
        if action == "deadline-changed":
            self._change_deadline(live, letter)
        elif action == "amended":
            self._amend(live, letter)
        elif action == "clarified" and _often(self._chance, 30):
            partner = self._partner(self._chance.choice(AGENCIES), letter) | {"since": letter.id}
            data.setdefault("partners", []).append(partner)
        elif action == "delivered":
            self._deliver(live, letter)
            return
        elif action in ("lapsed", "withdrawn"):
            data["status"] = action
        self._enter(live, letter, action)

    def reword(self, live: Live) -> None:
        """Change our own words about an assignment, which no letter is asked for."""
        if self._chance.random() < 0.2:
            live.data["responsible"] = f"Seksjon {self._chance.randint(1, 900)}"
        else:
            live.data["summary"] = self._words.sentences(3)

    def correct(self, live: Live, number: int) -> None:
        """Mend what was registered wrongly from the letter that gave an assignment."""
        data = live.data
        days = [d for d in data.get("deadlines", ()) if "since" not in d and "printed" not in d]
        if days and _often(self._chance, 50):
            # Also one that a later letter has moved.
            wrong = self._chance.choice(days)
            wrong["due"] = f"{wrong['due'][:8]}{int(wrong['due'][8:]) % 28 + 1:02}"
        elif "title" in data and "formerly" not in data and not data["title"].endswith("mv."):
            # Others may quote the title, so that it goes on as it began.
            data["title"] += " mv."
        else:
            data["basis"][0]["section"] = f"{section(self._chance)}.{number}"

    def _enter(self, live: Live, letter: Letter, action: str, **more: object) -> None:
        entry: Data = {"letter": letter.id, "action": action, **more}
        if action in ("lapsed", "continued"):
            entry["lines"] = letter.classes[action == "continued"]["lines"]
        else:
            entry |= {"note": self._words.short(), "section": section(self._chance)}
            entry["lines"] = letter.cite(self._chance.randint(1, 4))
        live.data["basis"].append(entry)

    def _part(self, number: int, letter: Letter) -> Data:
        part: Data = {"key": "abcdefghijklmnop"[number]}
        part["summary"] = self._words.sentences(self._chance.choice((1, 1, 2)))
        if _often(self._chance, 30):
            part["number"] = str(number + 1)
        if _often(self._chance, 25):
            part["title"] = self._words.title()
        return part | {"lines": letter.cite(self._chance.randint(1, 4))}

    def _partner(self, agency: str, letter: Letter) -> Data:
        role = self._chance.choice(("joint", "joint", "involved", "involved", "lead"))
        return {"agency": agency, "role": role, "lines": letter.cite()}

    def _fund(self, letter: Letter) -> Data:
        amount = str(self._chance.randint(1, 90) * 500_000)
        return {"amount": amount, "purpose": self._words.purpose(), "lines": letter.cite()}

    def _relation(self, to: Live, letter: Letter) -> Data:
        relation: Data = {"type": self._chance.choice(_RELATIONS), "to": to.id}
        if "title" in to.data and _often(self._chance, 21):
            relation["title"] = to.data["title"]
        return relation | {"lines": letter.cite()}

    def _deadlines(self, data: Data, letter: Letter) -> None:
        keys = [part["key"] for part in data.get("parts", ())]
        found: list[Data] = []
        for _ in range(self._chance.choice((0, 1, 1, 1, 1, 1, 2, 2, 3))):
            deadline = self._deadline(letter)
            if keys and _often(self._chance, 50):
                deadline["parts"] = sorted(self._chance.sample(keys, 1))
            if found:
                deadline["kind"] = _KINDS[len(found)]
            found.append(deadline)
        if found:
            data["deadlines"] = found

    def _deadline(self, letter: Letter) -> Data:
        day = letter.day + timedelta(days=self._chance.randint(30, 330))
        if _often(self._chance, 75):
            return {"due": day.isoformat(), "lines": letter.cite()}
        word = self._chance.choice(list(PRINTED))
        due = word if word.islower() else f"{day.year}-{word}"
        return {"due": due, "printed": PRINTED[word], "lines": letter.cite()}

    def _change_deadline(self, live: Live, letter: Letter) -> None:
        all_of_them = live.data.setdefault("deadlines", [])
        fresh = self._deadline(letter) | {"since": letter.id}
        standing = [deadline for deadline in all_of_them if "until" not in deadline]
        if standing:
            old = self._chance.choice(standing)
            old["until"] = letter.id
            fresh |= {key: old[key] for key in ("parts", "kind") if key in old}
        all_of_them.append(fresh)

    def _amend(self, live: Live, letter: Letter) -> None:
        data = live.data
        data["summary"] = self._words.sentences(3)
        standing = [part for part in data.get("parts", ()) if "status" not in part]
        if len(standing) > 1 and _often(self._chance, 20):
            self._chance.choice(standing).update(status="dropped", until=letter.id)
        elif len(data.get("parts", ())) < 12 and _often(self._chance, 50):
            part = self._part(len(data.get("parts", ())), letter) | {"since": letter.id}
            data.setdefault("parts", []).append(part)
        elif "title" in data:
            former: Data = {"title": data["title"], "until": letter.id}
            before = [item["until"] for item in data.get("formerly", ()) if "title" in item]
            if before:
                former["since"] = before[-1]
            data.setdefault("formerly", []).append(former)
            data["title"] = self._words.title()

    def _deliver(self, live: Live, letter: Letter) -> None:
        reply = {"dated": (letter.day - timedelta(days=20)).isoformat()}
        parts = [part for part in live.data.get("parts", ()) if "status" not in part]
        if len(parts) > 1:
            part = self._chance.choice(parts)
            part["status"] = "delivered"
            self._enter(live, letter, "delivered", parts=[part["key"]], reply=reply)
        else:
            live.data["status"] = "delivered"
            self._enter(live, letter, "delivered", reply=reply)


def _often(chance: Random, percent: int) -> bool:
    return chance.random() * 100 < percent
