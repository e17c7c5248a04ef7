"""The people of the office: the same cast in every replay, and who heads each entity."""

from collections.abc import Iterable, Iterator
from random import Random

from msgspec import Struct

from disclosure.domain.actors import Role
from disclosure.replay.population.inhabitants import DOMAINS, Inhabitant
from disclosure.replay.population.naming import full_name
from disclosure.replay.population.posts import ETHICS_OFFICE
from disclosure.replay.published import EntityRow, entities


class Staff(Struct, frozen=True, kw_only=True):
    """Somebody with an account and a role.

    Attributes:
        entity: code of the entity whose head or focal point this is; none for the office itself.
        index_number: their line on the roster; none for people from outside.

    """

    role: Role
    name: str
    email: str
    language: str
    entity: str | None = None
    index_number: str | None = None


_CAST = (
    (Role.REVIEWER, "Ama Quarshie", "ama.quarshie@reviewers.example", "en"),
    (Role.REVIEWER, "Bastien Orval", "bastien.orval@reviewers.example", "fr"),
    (Role.REVIEWER, "Catalina Moscoso", "catalina.moscoso@reviewers.example", "es"),
    (Role.REVIEWER, "Денис Лукьяненко", "denis.lukyanenko@reviewers.example", "ru"),
    (Role.REVIEWER, "إلهام الورداني", "elham.alwardani@reviewers.example", "ar"),
    (Role.REVIEWER, "冯嘉禾", "jiahe.feng@reviewers.example", "zh"),
    (Role.REVIEWER, "Grace Wambui", "grace.wambui@reviewers.example", "en"),
    (Role.REVIEWER, "Henrik Solvang", "henrik.solvang@reviewers.example", "en"),
    (Role.APPROVER, "Isadora Pimentel", "isadora.pimentel@reviewers.example", "en"),
    (Role.APPROVER, "Jamal Ouertani", "jamal.ouertani@reviewers.example", "fr"),
    (Role.ETHICS_OFFICER, "Kirsten Aaltonen", "kirsten.aaltonen@ethics.example", "en"),
    (Role.ETHICS_OFFICER, "Léopold Mbarga", "leopold.mbarga@ethics.example", "fr"),
    (Role.PROGRAMME_OFFICER, "Mei-Ling Tsai", "meiling.tsai@ethics.example", "en"),
    (Role.PROGRAMME_OFFICER, "Nadia Ferhat", "nadia.ferhat@ethics.example", "fr"),
    (Role.AUDITOR, "Otieno Okello", "otieno.okello@audit.example", "en"),
    (Role.ADMINISTRATOR, "Pilar Quesada", "pilar.quesada@systems.example", "es"),
)


def office() -> list[Staff]:
    """Return the cast: reviewers and approvers of an outside company, and the office's own people."""
    return [
        Staff(role=role, name=name, email=email, language=language) for role, name, email, language in _CAST
    ]


def is_headed_from_roster(row: EntityRow) -> bool:
    """Tell whether the most senior person on the roster heads the entity.

    Where only one person has to file, or nobody filed, the head is somebody else: nobody is
    referred to themselves.
    """
    return row.required > 1 and row.filed > 0


def entity_heads(people: Iterable[Inhabitant]) -> list[Staff]:
    """Return one head per entity, in the order of the annex: on the roster where there is a choice."""
    seniors: dict[str, Inhabitant] = {}
    for person in people:
        if person.designated:
            seniors.setdefault(person.entity, person)
    return list(
        _seats(
            Role.ENTITY_HEAD,
            {row.code: seniors[row.code] for row in entities() if is_headed_from_roster(row)},
        )
    )


def focal_points(people: Iterable[Inhabitant]) -> list[Staff]:
    """Return one focal point per entity, in the order of the annex: somebody who need not file."""
    found: dict[str, Inhabitant] = {}
    for person in people:
        if not person.designated and person.left_on is None and person.entity != ETHICS_OFFICE:
            found.setdefault(person.entity, person)
    return list(_seats(Role.FOCAL_POINT, found))


def _seats(role: Role, seated: dict[str, Inhabitant]) -> Iterator[Staff]:
    """Fill the role in each entity, from outside the roster where nobody is seated."""
    rng = Random(f"{role.value} from outside")  # noqa: S311 - repeatable, nothing secret
    for row in entities():
        person = seated.get(row.code)
        if person:
            yield Staff(
                role=role,
                name=person.name,
                email=person.email,
                language=person.language,
                entity=row.code,
                index_number=person.index_number,
            )
        else:
            name = full_name(rng)
            email = f"{name.letters}.{role.value}.{row.code.lower()}@{DOMAINS[row.group]}"
            yield Staff(role=role, name=name.text, email=email, language=name.language, entity=row.code)
