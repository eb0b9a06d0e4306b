"""Invented members of an invented parliament, as three nested JSON files; the same ones each time.

Usage: generate.py DIRECTORY
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

_GIVEN = ("Ana", "Bruno", "Célia", "Davi", "Elza", "Fábio", "Gil", "Helena", "Iara", "Jonas")
_FAMILY = ("Abreu", "Braga", "Cunha", "Dias", "Esteves", "Farias", "Galvão", "Horta")
_CHAMBERS = {"lower": "Chamber of Deputies", "upper": "Senate"}
_PARTIES = ("North", "South", "Coast", "Plateau")
_SEED = 7


def persons(pick: random.Random, count: int) -> list[dict[str, Any]]:
    people = []
    for number in range(1, count + 1):
        given, family = pick.choice(_GIVEN), pick.choice(_FAMILY)
        person: dict[str, Any] = {
            "id": f"person-{number}",
            "name": f"{given} {family}",
            "birth_date": f"19{pick.randint(40, 89)}-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}",
            "identifiers": [
                {"scheme": scheme, "identifier": str(pick.randint(1000, 9999))}
                for scheme in pick.sample(["roll", "register", "archive"], pick.randint(0, 3))
            ],
            "links": [{"note": "home page", "url": f"https://example.org/{number}"}],
        }
        if pick.random() < 0.6:
            person["contact_details"] = [
                {"type": kind, "value": f"{kind}-{number}"} for kind in pick.sample(["phone", "fax", "post"], 2)
            ]
        if pick.random() < 0.3:
            person["image"] = f"https://example.org/{number}.jpg"
        people.append(person)
    return people


def organizations() -> list[dict[str, Any]]:
    chambers = [
        {"id": f"chamber-{key}", "name": name, "type": "legislature", "seats": 40 if key == "lower" else 20}
        for key, name in _CHAMBERS.items()
    ]
    parties = [{"id": f"party-{name.lower()}", "name": name, "type": "party"} for name in _PARTIES]
    return chambers + parties


def memberships(pick: random.Random, people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "person_id": person["id"],
            "organization_id": f"chamber-{pick.choice(list(_CHAMBERS))}",
            "on_behalf_of_id": f"party-{pick.choice(_PARTIES).lower()}",
            "period": f"term/{term}",
        }
        for person in people
        for term in range(1, pick.randint(1, 3) + 1)
    ]


def write(directory: Path, count: int = 40) -> None:
    """Writes the files ``persons``, ``memberships`` and ``organizations`` below a directory, a record a line."""
    pick = random.Random(_SEED)
    people = persons(pick, count)
    tables = {"persons": people, "memberships": memberships(pick, people), "organizations": organizations()}
    for name, records in tables.items():
        (directory / name).mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (directory / name / f"{name}.json").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
