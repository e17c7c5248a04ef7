# ruff: noqa: RUF001 - names in Cyrillic letters
"""Lists load as they come: from offices, OpenSanctions, GLEIF, UNGM and the World Bank, in many shapes."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.domain.listed import Entry, EntryKind, Identifier, Relation, Scheme, Tie
from disclosure.errors import BadInput
from disclosure.screening.sources import read_list
from disclosure.screening.sources_countries import country
from disclosure.screening.sources_rows import LONGEST_NAME, Raw, Read, read
from tests.screening.workbooks import workbook

LEI = "529900T8BM49AURSDO55"
ISIN = "US0378331005"


def load(path: Path, text: str | bytes, **columns: str) -> list[Read]:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_list(path, columns=columns))


def entries(path: Path, text: str, **columns: str) -> list[Entry]:
    found = load(path, text, **columns)
    assert [one.fault for one in found] == [None] * len(found)
    return [one.entry for one in found if one.entry]


def ftm(path: Path, *entities: dict[str, object]) -> list[Entry]:
    return entries(path, "\n".join(json.dumps(one) for one in entities))


def test_a_ledger_of_vendors_loads_with_its_numbers_parents_and_owners(tmp_path: Path) -> None:
    found = entries(
        tmp_path / "vendors.csv",
        "UNGM Number,Vendor Name,Also known as,Country,LEI,Registration No.,ISIN,Parent company,Owner\n"
        f"100001,Nordvik Marine AS,Nordvik; NM,Norway,{LEI},987 654,{ISIN},Fjord Holding,A. Berg; B. Dahl\n",
    )
    assert found == [
        Entry(
            key="100001",
            name="Nordvik Marine AS",
            aliases=("Nordvik", "NM"),
            countries=("NO",),
            identifiers=(
                Identifier(Scheme.ISIN, ISIN),
                Identifier(Scheme.LEI, LEI),
                Identifier(Scheme.REGISTRATION, "987654", "NO"),
                Identifier(Scheme.UNGM, "100001"),
            ),
            ties=(
                Tie(Relation.OWNER, "A. Berg"),
                Tie(Relation.OWNER, "B. Dahl"),
                Tie(Relation.PARENT, "Fjord Holding"),
            ),
        )
    ]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Raison sociale;Pays", "Société du Sahel;Sénégal"),
        ("Razón social;País", "Société du Sahel;Senegal"),
        ("Наименование\tСтрана", "Société du Sahel\tСенегал"),
        ("名称,国家", "Société du Sahel,塞内加尔"),
        ("الاسم,البلد", "Société du Sahel,السنغال"),
        ("LEGAL_NAME|COUNTRY_CODE", "Société du Sahel|SEN"),
    ],
)
def test_columns_are_known_by_their_headers_in_many_languages(tmp_path: Path, header: str, row: str) -> None:
    (found,) = entries(tmp_path / "list.csv", f"{header}\n{row}\n")
    assert (found.name, found.countries) == ("Société du Sahel", ("SN",))


def test_a_column_with_another_header_can_be_said(tmp_path: Path) -> None:
    (found,) = entries(
        tmp_path / "list.csv", "Kontrahent,Staat\nAcme,DE\n", name="Kontrahent", countries="Staat"
    )
    assert (found.name, found.countries) == ("Acme", ("DE",))


def test_who_says_a_column_that_is_not_there_is_told_which_are(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no column “Firma”.*Kontrahent"):
        load(tmp_path / "list.csv", "Kontrahent\nAcme\n", name="Firma")
    with pytest.raises(BadInput, match="nothing that a column can hold"):
        load(tmp_path / "list.csv", "Kontrahent\nAcme\n", nmae="Kontrahent")
    with pytest.raises(BadInput, match=r"No column holds names.*--column name="):
        load(tmp_path / "list.csv", "Kontrahent\nAcme\n")


def test_the_simple_table_of_opensanctions_loads_as_it_comes(tmp_path: Path) -> None:
    found = entries(
        tmp_path / "targets.simple.csv",
        "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset,"
        "first_seen,last_seen,last_change\n"
        'NK-1,Person,Иван Петров,"Ivan Petrov;Iwan Petrow",1970-03-01,ru;by,,,"EU FIN",,,x,,,\n'
        f"NK-2,Company,ООО Ромашка,Romashka LLC,,ru,,{LEI};7701234567,,,,x,,,\n"
        "NK-3,Vessel,MV Ocean,,,pa,,,,,,x,,,\n",
    )
    assert [(one.key, one.kind) for one in found] == [
        ("NK-1", EntryKind.PERSON),
        ("NK-2", EntryKind.ORGANISATION),
    ]
    person, firm = found
    assert (person.aliases, person.born, person.countries, person.note) == (
        ("Ivan Petrov", "Iwan Petrow"),
        (1970,),
        ("RU", "BY"),
        "EU FIN",
    )
    assert firm.identifiers == (
        Identifier(Scheme.LEI, LEI),
        Identifier(Scheme.REGISTRATION, "7701234567", "RU"),
    )


def test_the_golden_copy_of_gleif_loads_as_it_comes(tmp_path: Path) -> None:
    (found,) = entries(
        tmp_path / "lei2.csv",
        '"LEI","Entity.LegalName","Entity.LegalName.xmllang","Entity.OtherEntityNames.OtherEntityName.1",'
        '"Entity.OtherEntityNames.OtherEntityName.2","Entity.LegalAddress.Country","Entity.LegalJurisdiction",'
        '"Entity.RegistrationAuthority.RegistrationAuthorityEntityID","Entity.EntityStatus"\n'
        f'"{LEI}","Clarimed Optik GmbH","de","Clarimed","CO","DE","DE","HRB 12345","ACTIVE"\n',
    )
    assert (found.key, found.name, found.aliases, found.countries) == (
        LEI,
        "Clarimed Optik GmbH",
        ("Clarimed", "CO"),
        ("DE",),
    )
    assert Identifier(Scheme.REGISTRATION, "HRB12345", "DE") in found.identifiers


def test_a_workbook_of_debarred_firms_loads_below_its_title(tmp_path: Path) -> None:
    rows: list[list[str | int]] = [
        ["Debarred firms and individuals"],
        [],
        ["Firm Name", "Address", "Country", "From Date", "To Date", "Grounds"],
        ["PT Sinar Karya", "Jakarta", "Indonesia", "2019-05-01", "Permanent", "Fraud"],
        ["Mr. Juan Pérez", "Lima", "Peru", "2020-01-01", "2023-01-01", "Corruption"],
    ]
    found = list(read_list(workbook(tmp_path / "debarred.xlsx", rows)))
    assert [
        (one.line, one.entry.name, one.entry.countries, one.entry.note) for one in found if one.entry
    ] == [
        (4, "PT Sinar Karya", ("ID",), "Fraud"),
        (5, "Mr. Juan Pérez", ("PE",), "Corruption"),
    ]


def test_a_whole_number_in_a_workbook_is_a_key_without_a_decimal_point(tmp_path: Path) -> None:
    (found,) = read_list(workbook(tmp_path / "vendors.xlsx", [["Vendor ID", "Name"], [100001, "Acme"]]))
    assert found.key == "100001"


def test_followed_money_brings_owners_parents_directors_and_issued_securities(tmp_path: Path) -> None:
    found = ftm(
        tmp_path / "entities.ftm.json",
        {"id": "o", "schema": "Ownership", "properties": {"owner": ["p"], "asset": ["c"]}},
        {"id": "d", "schema": "Directorship", "properties": {"director": ["p"], "organization": ["c"]}},
        {
            "id": "c",
            "schema": "Company",
            "caption": "Acme Ltd",
            "properties": {
                "name": ["ACME", "Acme Ltd"],
                "leiCode": [LEI],
                "jurisdiction": ["gb"],
                "parent": ["h"],
            },
        },
        {"id": "h", "schema": "Company", "properties": {"name": ["Holding plc"]}},
        {"id": "p", "schema": "Person", "properties": {"name": ["Jane Doe"], "birthDate": ["1970-01-02"]}},
        {"id": "s", "schema": "Security", "properties": {"issuer": ["c"], "isin": [ISIN]}},
        {"id": "a", "schema": "Address", "properties": {"full": ["Somewhere"]}},
    )
    company, holding, person = found
    assert (company.name, company.aliases, company.countries) == ("Acme Ltd", ("ACME",), ("GB",))
    assert set(company.ties) == {
        Tie(Relation.OWNER, "Jane Doe", "p"),
        Tie(Relation.DIRECTOR, "Jane Doe", "p"),
        Tie(Relation.PARENT, "Holding plc", "h"),
    }
    assert Identifier(Scheme.ISIN, ISIN) in company.identifiers
    assert person.kind is EntryKind.PERSON
    assert Tie(Relation.OWNER, "Acme Ltd", "c") in person.of
    assert holding.of == (Tie(Relation.PARENT, "Acme Ltd", "c"),)


def test_entities_nested_in_others_are_read_as_ties(tmp_path: Path) -> None:
    owner = {"id": "p", "caption": "Jane Doe", "schema": "Person", "properties": {"name": ["Jane Doe"]}}
    nested = {"id": "o", "schema": "Ownership", "properties": {"owner": [owner]}}
    (found,) = ftm(
        tmp_path / "targets.nested.json",
        {"id": "c", "schema": "Company", "properties": {"name": ["Acme"], "ownershipAsset": [nested]}},
    )
    assert found.ties == (Tie(Relation.OWNER, "Jane Doe", "p"),)


def test_a_line_that_is_no_entity_is_told_with_its_number(tmp_path: Path) -> None:
    good = json.dumps({"id": "c", "schema": "Company", "properties": {"name": ["Acme"]}})
    found = load(tmp_path / "e.json", f'{good}\n\n{{"id": 1}}\nnot json\n')
    assert [(one.line, str(one.fault) if one.fault else "") for one in found] == [
        (1, ""),
        (3, "Line 3: this is no entity in JSON."),
        (4, "Line 4: this is no entity in JSON."),
    ]


def test_a_line_without_a_name_or_with_too_many_cells_is_told_with_its_number(tmp_path: Path) -> None:
    found = load(
        tmp_path / "l.csv", 'id,name\n1,"Two\nlines"\n2,\n3,Acme,x\n4,' + "x" * (LONGEST_NAME + 1) + "\n"
    )
    assert found[0].entry == Entry(key="1", name="Two lines")
    assert [str(one.fault) for one in found[1:]] == [
        "Line 4: there is no name.",
        "Line 5: it has more cells than the header.",
        "Line 6: the name or the key is too long to be one.",
    ]
    assert found[1].key == "2"


def test_wrong_check_digits_and_unknown_countries_are_left_out_and_told(tmp_path: Path) -> None:
    wrong = LEI[:-1] + "6"
    (found,) = load(tmp_path / "l.csv", f"name,lei,country,isin\nAcme,{wrong},Atlantis,US0378331006\n")
    assert found.entry is not None
    assert (found.entry.identifiers, found.entry.countries) == ((), ())
    told = " ".join(map(str, found.remarks))
    assert "Line 2" in told
    for each in (wrong, "Atlantis", "US0378331006"):
        assert each in told


def test_packed_files_and_byte_order_marks_are_read_through(tmp_path: Path) -> None:
    text = "\ufeffname,country\nAcme,FR\n".encode()
    packed = tmp_path / "l.csv.gz"
    packed.write_bytes(gzip.compress(text))
    archive = tmp_path / "l.csv.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("l.csv", text)
    assert list(read_list(packed)) == list(read_list(archive)) == load(tmp_path / "l.csv", text)


def test_a_file_in_another_encoding_or_that_is_none_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="UTF-8"):
        load(tmp_path / "l.csv", "name\nSociété\n".encode("latin-1"))
    with pytest.raises(BadInput, match="workbook"):
        load(tmp_path / "l.xlsx", b"name\nAcme\n")
    with pytest.raises(BadInput, match="cannot be read"):
        list(read_list(tmp_path / "none.csv"))
    with pytest.raises(BadInput, match="empty"):
        load(tmp_path / "l.csv", "")


def test_what_a_spreadsheet_would_run_is_a_name_like_any_other(tmp_path: Path) -> None:
    (found,) = entries(tmp_path / "l.csv", "name\n\"=cmd|'/C calc'!A0\"\n")
    assert found.name == "=cmd|'/C calc'!A0"


@given(st.text(max_size=80))
def test_a_name_of_any_characters_is_kept_in_one_line_or_refused(text: str) -> None:
    found = read(Raw(1, {"name": [text]}))
    if found.entry is None:
        assert found.fault is not None
    else:
        assert found.entry.name == " ".join(found.entry.name.split())
        assert "\x00" not in found.entry.name
        assert Entry.decode(found.entry.encode()) == found.entry


def test_an_entry_without_a_key_of_its_own_keeps_the_one_it_gets(tmp_path: Path) -> None:
    once = entries(tmp_path / "l.csv", "name,country,grounds\nAcme,FR,fraud\n")
    again = entries(tmp_path / "l.csv", "country,name,grounds\nFrance,Acme,collusion\n")
    other = entries(tmp_path / "l.csv", "name,country\nAcme,BE\n")
    assert once[0].key == again[0].key != other[0].key


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kenya", "KE"),
        ("KEN", "KE"),
        ("Кения", "KE"),
        ("肯尼亚", "KE"),
        ("Côte d'Ivoire", "CI"),
        ("Iran (Islamic Republic of)", "IR"),
        ("The Netherlands", "NL"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_countries_are_known_by_code_and_by_name(text: str, code: str) -> None:
    assert country(text) == code
