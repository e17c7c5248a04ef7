"""Which column of a list holds what: by the headers that lists of this kind have, or as somebody says."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from disclosure.domain.messages import message
from disclosure.errors import BadInput

HEADERS: Mapping[str, frozenset[str]] = {
    field: frozenset(names.split("|"))
    for field, names in {
        "key": (
            "id|key|code|entry id|list id|vendor id|vendor code|vendor no|vendor number|supplier id"
            "|supplier number|supplier code|partner id|partner code|partner number|donor id|donor code"
            "|business partner|business partner number|bp number|reference|ref|ref number|uid"
            "|reference number|entity number|dataid|номер|код|编号|الرقم|numero|número|référence"
        ),
        "name": (
            "name|legal name|full name|entity legalname|legalname|firm name|firm|company|company name"
            "|organisation|organization|organisation name|organization name|vendor|vendor name"
            "|supplier|supplier name|business name|partner|partner name|implementing partner"
            "|implementing partner name|donor|donor name|contractor|contractor name|entity|entity name"
            "|nom|raison sociale|dénomination|nom de l organisation|nombre|razón social|denominación"
            "|название|наименование|имя|полное наименование"
            "|名称|公司名称|供应商名称|企业名称|全称|الاسم|اسم الشركة"
        ),
        "aliases": (
            "alias|aliases|aka|a k a|also known as|other names|other name|alternative names|trading name"
            "|trade name|doing business as|dba|former name|former names|previous name|previous names"
            "|short name|acronym|name in original script|name original script|weak alias"
            "|entity otherentitynames otherentityname|entity transliteratedotherentitynames"
            " transliteratedotherentityname|autres noms|sigle|otros nombres|siglas|другие названия"
            "|别名|曾用名|أسماء أخرى"
        ),
        "kind": "schema|type|entity type|kind|sdn type|party type|тип|类型|النوع",
        "countries": (
            "country|countries|country code|nationality|jurisdiction|country of registration"
            "|country of incorporation|entity legaladdress country|entity legaljurisdiction|pays|país|pais"
            "|страна|国家|国别|البلد|الدولة"
        ),
        "lei": "lei|lei code|legal entity identifier|код lei",
        "ungm": "ungm|ungm number|ungm no|ungm id|ungm vendor number|ungm vendor id|numéro ungm|número ungm",
        "registration": (
            "registration|registration number|registration no|company number|company registration number"
            "|business registration number|license number|tax id|tax number|vat number"
            "|entity registrationauthority registrationauthorityentityid|numéro d enregistrement"
            "|numéro d immatriculation|siren|número de registro|регистрационный номер|огрн"
            "|统一社会信用代码|注册号|رقم التسجيل"
        ),
        "identifiers": "identifiers",
        "isin": "isin|isins|isin code",
        "parents": (
            "parent|parents|parent company|parent name|ultimate parent|ultimate parent name|holding"
            "|holding company|société mère|empresa matriz|материнская компания|母公司|الشركة الأم"
        ),
        "owners": (
            "owner|owners|owner name|shareholder|shareholders|beneficial owner|beneficial owners"
            "|principals|principal|propriétaire|actionnaires|propietario|accionistas|владелец|владельцы"
            "|акционеры|股东|所有者|المالك|المالكون"
        ),
        "directors": "director|directors|managing director|ceo|dirigeants|directores|директор|董事|المدير",
        "born": (
            "birth date|birth dates|date of birth|dob|year of birth|birth year|born|дата рождения|出生日期"
        ),
        "note": (
            "note|notes|remarks|comments|sanctions|program|programme|program ids|grounds|reason|motif|motivo"
            "|примечание|备注|ملاحظات"
        ),
    }.items()
}
"""Headers as they are compared: in small letters, with words apart, without the number at their end."""

SEVERAL = frozenset(HEADERS) - {"key", "name", "kind", "lei", "ungm"}
"""Fields that several columns may hold."""

LOOKS_FOR_HEADER = 15
"""How many rows may stand above the header, as titles of a spreadsheet do."""


def places(header: Sequence[str], given: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """Return where each field stands in `header`; `given` names the header of a field that it is not told by.

    Raises BadInput when there is no such field, no such header, or no column holds names.
    """
    folded = [folded_header(cell) for cell in header]
    found: dict[str, tuple[int, ...]] = {}
    for field, names in HEADERS.items():
        if field in given:
            continue
        at = [place for place, cell in enumerate(folded) if cell in names and cell]
        if at:
            found[field] = tuple(at) if field in SEVERAL else (at[0],)
    for field, name in given.items():
        found[field] = (_told(header, field, name),)
    if "name" not in found:
        raise BadInput(
            message(
                "No column holds names. The file has %(columns)s. Say which with --column name=HEADER.",
                columns=", ".join(cell for cell in header if cell) or "none",
            )
        )
    return found


def is_header(cells: Sequence[str], given: Mapping[str, str]) -> bool:
    """Tell whether a row names the columns."""
    if "name" in given:
        return given["name"] in cells
    return any(folded_header(cell) in HEADERS["name"] for cell in cells)


def folded_header(cell: str) -> str:
    """Return a header as it is compared."""
    plain = unicodedata.normalize("NFKC", cell).casefold()
    return re.sub(r" \d+$", "", " ".join(re.sub(r"[\W_]+", " ", plain).split()))


def _told(header: Sequence[str], field: str, name: str) -> int:
    if field not in HEADERS:
        raise BadInput(
            message(
                "“%(field)s” is nothing that a column can hold. Known are %(known)s.",
                field=field,
                known=", ".join(HEADERS),
            )
        )
    if name not in header:
        raise BadInput(
            message(
                "There is no column “%(name)s”. The file has %(columns)s.",
                name=name,
                columns=", ".join(cell for cell in header if cell),
            )
        )
    return list(header).index(name)
