"""Reading a PDF back: the text of its pages by the fonts' own tables of characters."""

import io
import re

import pikepdf

_CHARACTER = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


def text_of(content: bytes) -> str:
    """Return what a person can copy out, one space where lines break or words stand apart."""
    with pikepdf.open(io.BytesIO(content)) as made:
        return " ".join(" ".join("".join(_page(page)).split()) for page in made.pages)


def _page(page: pikepdf.Page) -> list[str]:
    tables = {name: _table(font) for name, font in page.Resources.Font.items()}
    said: list[str] = []
    table: dict[int, str] = {}
    for step in pikepdf.parse_content_stream(page):
        operands = step.operands
        match str(step.operator):
            case "Tf":
                table = tables[str(operands[0])]
            case "Tj":
                said.append(_read(bytes(operands[0]), table))
            case "TJ":
                said += [
                    _read(bytes(part), table) for part in operands[0] if isinstance(part, pikepdf.String)
                ]
            case "BT" if said and not said[-1].endswith(" "):
                said.append(" ")
    return said


def _read(codes: bytes, table: dict[int, str]) -> str:
    return "".join(table.get(int.from_bytes(codes[at : at + 2]), "") for at in range(0, len(codes), 2))


def _table(font: pikepdf.Object) -> dict[int, str]:
    """Return the characters of a font's glyphs, from its ToUnicode table."""
    written = font.ToUnicode.read_bytes()
    table = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", written, re.DOTALL):
        for code, character in _CHARACTER.findall(block):
            table[int(code, 16)] = bytes.fromhex(character.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", written, re.DOTALL):
        for first, last, character in _RANGE.findall(block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                table[int(first, 16) + step] = chr(int(character, 16) + step)
    return table
