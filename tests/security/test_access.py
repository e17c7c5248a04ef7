"""Letter A: whoever asks gets what their role and relation give them, and nothing that they forge."""

import csv
import io
from uuid import UUID

import pytest
from sqlalchemy import func, select

from disclosure.casework import accounts, conflicting, drawing, reviewing
from disclosure.casework.conflicting import Tied
from disclosure.domain.own_interests import OwnInterests
from disclosure.errors import BadInput, NotPermitted
from disclosure.models import Filing, Grant, LedgerEntry, SnippetUse, SnippetVersion
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast, Member
from tests.security.sites import NAMES, Sites, changed, everything, on_sqlite

FORGED = ("role", "entity_id", "organisation_id", "reviewer_id", "account_id", "person_id", "state", "actor")
SECRETS = ("Ñandú", "charity", "Who runs this firm?")


def forged(cast: Cast) -> dict[str, str]:
    """What somebody adds who would like to be somebody else."""
    return dict.fromkeys(FORGED, str(cast.ravi.account.id)) | {
        "role": "ethics-officer",
        "entity_id": str(cast.entities["DPO"].id),
        "organisation_id": str(cast.elsewhere.id),
        "person_id": str(cast.boris.on_roster.id),
        "state": "closed",
    }


def test_a2_a_reviewer_who_is_forged_in_form_query_and_json_gets_no_case(
    sites: Sites, office: Office, cast: Cast
) -> None:
    filing = office.file(cast.amina, company())
    rosa = sites.client("review", cast.rosa)
    address = f"/{filing.id}/claim"
    before = everything(sites.db)
    assert rosa.http.post(address, json=forged(cast) | {"csrf_token": rosa.token()}).status_code == 400
    assert changed(before, everything(sites.db)) == {}
    answers = rosa.hidden(address) | forged(cast)
    assert rosa.post(f"{address}?reviewer_id={cast.ravi.account.id}", answers).status_code == 303
    assert office.case(filing).reviewer_id == cast.rosa.account.id
    assert sites.db.get_one(Filing, filing.id).state == "in-review"
    assert sites.db.get_one(Filing, filing.id).organisation_id == cast.organisation.id


def test_a2_a_role_that_is_forged_in_a_form_is_given_to_nobody(sites: Sites, cast: Cast) -> None:
    chen = sites.client("portal", cast.chen)
    held = sites.db.scalar(select(func.count()).select_from(Grant))
    person_id, email = cast.chen.account.person_id, cast.chen.account.email
    hidden = chen.hidden("/account")
    answers = (
        hidden | {"language-code": "fr", "language-role": "administrator", "email": "x@y.z"} | forged(cast)
    )
    assert chen.post("/account/language", answers).status_code == 303
    sites.db.refresh(cast.chen.account)
    account = cast.chen.account
    assert (account.language, account.person_id, account.email) == ("fr", person_id, email)
    assert account.organisation_id == cast.organisation.id
    assert sites.db.scalar(select(func.count()).select_from(Grant)) == held
    assert sites.client("review", cast.chen).get("/").status_code == 404


def test_a2_what_is_forged_in_a_cookie_opens_nothing(sites: Sites, cast: Cast) -> None:
    chen = sites.client("review", cast.chen)
    with chen.http.session_transaction() as session:
        session.update(forged(cast))
    assert chen.get("/").status_code == 404
    kept = chen.cookie()
    flipped = kept[:10] + ("A" if kept[10] != "A" else "B") + kept[11:]
    unsigned = kept.rpartition(".")[0]
    for value in (flipped, unsigned, f"{unsigned}.", "eyJfdXNlcl9pZCI6IngifQ", ""):
        chen.http.set_cookie("review-session", value)
        answer = chen.get("/")
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (303, "/sign-in")


def test_a2_an_entity_that_is_forged_shows_nobody_of_it(sites: Sites, office: Office, cast: Cast) -> None:
    farid = sites.client("compliance", cast.farid)
    for address in ("/entity/DPO", "/entity/DPO/people.csv", "/cycle/2020/people?entity=DPO"):
        assert farid.get(address).status_code == 404
    page = farid.get("/entity/DOS?entity=DPO&code=DPO&entity_id=" + str(cast.entities["DPO"].id))
    assert page.status_code == 200
    assert cast.boris.account.name not in page.text


def test_a3_a_reviewer_who_gave_a_case_back_is_refused_on_the_next_request(
    sites: Sites, office: Office, cast: Cast
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    rosa = sites.client("review", cast.rosa)
    assert rosa.get(f"/{filing.id}").status_code == 200
    reviewing.release(office.db, by=office.rosa, filing=filing, reason=reviewing.Reason.ABSENCE)
    reviewing.assign(
        office.db, cast.keys.review.opener, by=office.ana, filing=filing, reviewer=cast.ravi.account
    )
    office.db.commit()
    assert rosa.get(f"/{filing.id}").status_code == 404
    assert rosa.post(f"/{filing.id}/question", {"text": "Who runs this firm?"}).status_code == 404
    assert sites.client("review", cast.ravi).get(f"/{filing.id}").status_code == 200


def test_a3_a_reviewer_whose_role_was_taken_is_refused_on_the_next_request(
    sites: Sites, office: Office, cast: Cast
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    rosa = sites.client("review", cast.rosa)
    assert rosa.get(f"/{filing.id}").status_code == 200
    (grant,) = cast.rosa.account.grants
    accounts.revoke_role(office.db, by=cast.olu.actor, grant=grant)
    office.db.commit()
    assert {rosa.get(address).status_code for address in ("/", f"/{filing.id}")} == {404}


def test_a4_nobody_gets_their_own_case_by_any_door(sites: Sites, office: Office, cast: Cast) -> None:
    filing = office.file(cast.ravi, company())
    ravi = sites.client("review", cast.ravi)
    for address in ("", "/cover", "/claim", "/take-over", "/decide", "/question", "/story/company"):
        assert ravi.get(f"/{filing.id}{address}").status_code == 404, address
    assert ravi.post(f"/{filing.id}/claim").status_code == 404
    opener = cast.keys.review.opener
    with pytest.raises(NotPermitted):
        reviewing.claim(office.db, opener, by=cast.ravi.actor, filing=filing)
    with pytest.raises(BadInput, match="Nobody reviews their own statement"):
        reviewing.assign(office.db, opener, by=office.ana, filing=filing, reviewer=cast.ravi.account)
    assert office.case(filing).reviewer_id is None


@pytest.mark.parametrize(
    "told",
    [{"relatives": ("Amina Odhiambo",)}, {"organisations": ("Ñandú S.A.",)}],
    ids=["relative", "party"],
)
def test_a4_a_reviewer_with_a_tie_is_not_assigned_and_opens_nothing(
    sites: Sites, office: Office, cast: Cast, told: dict[str, tuple[str, ...]]
) -> None:
    filing = office.file(cast.amina, company())
    _declares(office, cast.rosa, told)
    opener = cast.keys.review.opener
    with pytest.raises(Tied):
        reviewing.assign(office.db, opener, by=office.ana, filing=filing, reviewer=cast.rosa.account)
    office.db.commit()
    rosa = sites.client("review", cast.rosa)
    refused = rosa.post(f"/{filing.id}/claim", rosa.hidden(f"/{filing.id}/claim"))
    assert "cannot be assigned to you" in refused.text
    assert rosa.get(f"/{filing.id}").status_code == 404
    assert office.case(filing).reviewer_id is None


def _declares(office: Office, member: Member, told: dict[str, tuple[str, ...]]) -> None:
    conflicting.declare(
        office.db,
        office.cast.keys.review.sealer,
        by=member.actor,
        organisation=office.cast.organisation,
        interests=OwnInterests(**{"employers": ("Delgado & Partners",)} | told),
    )


ORACLES = [
    (name, value)
    for name in ("name", "q", "entity", "group", "state", "late", "after", "before", "year")
    for value in ("Борис", "DPO", "100003", "%")
]


def test_a5_staff_of_an_entity_see_nobody_of_another_by_whatever_they_ask(
    sites: Sites, office: Office, cast: Cast
) -> None:
    office.file(cast.boris, company())
    office.file(cast.amina, company(), board_seat())
    for member in (cast.farid, cast.hana):
        client = sites.client("compliance", member)
        own = _names(client.get("/entity/DOS/people.csv").text)
        assert own
        for name, value in ORACLES:
            for address in ("/entity/DOS", "/entity/DOS/people.csv"):
                answer = client.get(address, query_string={name: value})
                assert answer.status_code in (200, 404), (name, value)
                for foreign in ("Соколов", "منصور", "Emil Lindqvist", "boris@", *SECRETS):
                    assert foreign not in answer.text, (address, name, value)
                if answer.status_code == 200 and address.endswith("csv") and name != "year":
                    assert _names(answer.text) <= own


def _names(text: str) -> set[str]:
    return {",".join(line) for line in csv.reader(io.StringIO(text.removeprefix("\ufeff")))}


def test_a5_what_another_organisation_has_is_not_there(sites: Sites, office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina, company())
    sana = sites.client("compliance", cast.sana)
    for address in (
        f"/cycle/2020/people/{filing.id}",
        "/entity/DOS",
        "/entity/DOS/people.csv",
        "/report/2020",
        "/cycle/2020/people.csv?entity=DOS",
    ):
        assert sana.get(address).status_code == 404, address


PEOPLE = "entity,group,index_number,name,email,grade,state,due_on,days_late,filed_on,filed_late,referred"
ALLOWED = {
    ("compliance", "olu", "/cycle/2020/people.csv"): PEOPLE,
    ("compliance", "ida", "/cycle/2020/people.csv"): PEOPLE,
    ("compliance", "olu", "/report/2020/compliance.csv"): "code,required,filed,not_filed",
    ("compliance", "farid", "/entity/DOS/people.csv"): (
        "entity,index_number,name,email,grade,state,due_on,days_late,extension,filed_on"
    ),
    ("review", "rosa", "/stamp"): "stamp",
    ("portal", "amina", "/stay"): "seconds",
}
"""Every machine-readable answer with rows, by who may have it: its columns or its fields, and no more."""


def test_a6_a_machine_readable_answer_holds_the_fields_of_its_role_alone(
    sites: Sites, office: Office, cast: Cast
) -> None:
    office.ask(office.in_review(cast.amina, company(), board_seat()))
    for (site, name, address), fields in ALLOWED.items():
        answer = sites.client(site, getattr(cast, name)).get(address)
        assert answer.status_code == 200, address
        found = (
            ",".join(answer.get_json())
            if answer.is_json
            else answer.text.removeprefix("\ufeff").split("\r")[0]
        )
        assert found == fields, address
        for secret in SECRETS:
            assert secret not in answer.text, address


def test_a6_the_public_record_of_a_draw_names_nobody(sites: Sites, office: Office, cast: Cast) -> None:
    drawn = [cast.amina, cast.boris, cast.hana]
    for member in drawn:
        office.file(member)
    drawing.commit(office.db, by=cast.olu.actor, cycle=cast.cycle, source="drand round 4711")
    drawing.run(office.db, by=cast.olu.actor, cycle=cast.cycle, public_value="4f2a")
    text = sites.client("compliance", cast.olu).get("/cycle/2020/draw/record.json").text
    for member in drawn:
        assert member.filing.token in text
        for personal in (
            member.account.name,
            member.account.email,
            str(member.filing.id),
            member.on_roster.id.hex,
        ):
            assert personal not in text


@on_sqlite
def test_a8_ids_are_random_and_no_address_counts(sites: Sites, office: Office, cast: Cast) -> None:
    version = sites.db.scalars(select(SnippetVersion)).first()
    assert version is not None
    rows = [SnippetUse(version_id=version.id, used_on=cast.cycle.due_on) for _ in range(10_000)]
    sites.db.add_all(rows)
    sites.db.flush()
    ids = [row.id for row in rows]
    assert len(set(ids)) == len(ids)
    assert {(one.version, one.variant) for one in ids} == {(4, UUID(int=0x8000 << 48).variant)}
    fixed = 6
    for bit in range(128):
        share = sum(one.int >> bit & 1 for one in ids) / len(ids)
        fixed -= share in (0.0, 1.0)
        assert share in (0.0, 1.0) or 0.46 < share < 0.54, bit
    assert fixed == 0, "122 bits are random, the others say how"
    assert ids != sorted(ids)


@on_sqlite
def test_a8_the_only_numbers_in_addresses_are_years(sites: Sites) -> None:
    for site in NAMES:
        for rule in sites[site].url_map.iter_rules():
            kinds = {name: type(found).__name__ for name, found in rule._converters.items()}
            assert {kinds[name] for name in kinds if name.endswith("_id")} <= {
                "UUIDConverter",
                "UnicodeConverter",
            }
            assert {name for name, kind in kinds.items() if "Integer" in kind} <= {"year"}, rule.rule


def test_a8_a_filing_is_told_by_a_random_token(office: Office, cast: Cast) -> None:
    tokens = [member.filing.token for member in cast.filers]
    assert len(set(tokens)) == len(tokens)
    assert all(len(token) >= 22 for token in tokens)


def test_a2_what_was_refused_left_no_line_as_if_it_had_been_done(
    sites: Sites, office: Office, cast: Cast
) -> None:
    filing = office.file(cast.amina, company())
    sites.client("review", cast.ravi).post(f"/{filing.id}/take-over", forged(cast))
    sites.client("review", cast.chen).post(f"/{filing.id}/claim", forged(cast))
    rows = select(LedgerEntry.kind).where(LedgerEntry.filing_id == filing.id)
    assert not [kind for kind in sites.db.scalars(rows) if kind.startswith("case:claimed")]
