"""Hold a decoded TOML document against its shape and list every fault, each with its key path."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Annotated, Any, NamedTuple, get_args, get_origin

import msgspec

WORDS = {
    " | null": "",
    "`str`": "text",
    "`int`": "a whole number",
    "`bool`": "true or false",
    "`decimal`": "a number",
    "Invalid decimal string": "a number",
    "`array`": "a list",
    "`object`": "a table",
}


class Fault(NamedTuple):
    """What is wrong at which key, and what to write there."""

    path: str
    fix: str


def shape_faults(found: object, wanted: Any, path: str = "") -> Iterator[Fault]:  # noqa: ANN401 - any type form
    """Yield a fault for everything in `found` that is not of the type `wanted`."""
    wanted = _bare(wanted) if isinstance(found, list | dict) else wanted
    origin = get_origin(wanted)
    if isinstance(found, dict) and isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        yield from _struct_faults(found, wanted, path)
    elif isinstance(found, dict) and origin is not None and issubclass(origin, Mapping):
        key_type, value_type = get_args(wanted)
        for key, value in found.items():
            yield from _leaf_faults(key, key_type, f"{path}.{key}")
            yield from shape_faults(value, value_type, f"{path}.{key}")
    elif isinstance(found, list) and origin is tuple:
        for index, value in enumerate(found):
            yield from shape_faults(value, get_args(wanted)[0], f"{path}[{index}]")
    else:
        yield from _leaf_faults(found, wanted, path)


def _struct_faults(found: Mapping[str, object], wanted: type[msgspec.Struct], path: str) -> Iterator[Fault]:
    fields = {field.name: field for field in msgspec.structs.fields(wanted)}
    dot = f"{path}." if path else ""
    for key in found:
        if key not in fields:
            yield Fault(f"{dot}{key}", f"remove it; the keys known here are {', '.join(fields)}")
    for name, field in fields.items():
        if name in found:
            yield from shape_faults(found[name], field.type, f"{dot}{name}")
            yield from _length_faults(found[name], field.type, f"{dot}{name}")
        elif field.required:
            yield Fault(f"{dot}{name}", "add it; it has no default")


def _length_faults(found: object, wanted: Any, path: str) -> Iterator[Fault]:  # noqa: ANN401 - any type form
    if not isinstance(found, list) or get_origin(wanted) is not Annotated:
        return
    least = next((meta.min_length for meta in wanted.__metadata__ if meta.min_length is not None), 0)
    most = next((meta.max_length for meta in wanted.__metadata__ if meta.max_length is not None), len(found))
    if not least <= len(found) <= most:
        wish = f"exactly {least}" if least == most else f"at least {least}"
        yield Fault(path, f"give {wish} of them, not {len(found)}")


def _leaf_faults(found: object, wanted: Any, path: str) -> Iterator[Fault]:  # noqa: ANN401 - any type form
    try:
        msgspec.convert(found, wanted)
    except msgspec.ValidationError as error:
        bare = _bare(wanted)
        if isinstance(bare, type) and issubclass(bare, Enum):
            wish = f"one of {', '.join(member.value for member in bare)}"
        else:
            wish = _in_words(str(error))
        shown = f'"{found}"' if isinstance(found, str) else str(found)
        yield Fault(path, f"write {wish}, not {shown}")


def _in_words(refusal: str) -> str:
    """Return what msgspec expected ("Expected `bool`, got `str` - at ...") in a reader's words."""
    expected = refusal.partition(" - at ")[0].partition(", got ")[0].removeprefix("Expected ")
    for name, words in WORDS.items():
        expected = expected.replace(name, words)
    return expected


def _bare(wanted: Any) -> Any:  # noqa: ANN401 - any type form
    return get_args(wanted)[0] if get_origin(wanted) is Annotated else wanted
