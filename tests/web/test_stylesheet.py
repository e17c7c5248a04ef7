"""The stylesheets are cut to the classes in use, so a new class needs `npm run build` in tools/css."""

import gzip
import re
from pathlib import Path

import pytest

from disclosure.web.headers import STATIC

ROOT = STATIC.parents[2]
SHEETS = ("disclosure.css", "disclosure.rtl.css")
UNSTYLED = {"with-aside"}
BUDGET = 14_000


def classes_in_templates() -> set[str]:
    """Return every class written out in a class attribute of a template of any site."""
    found: set[str] = set()
    for site in ("disclosure/web", "portal", "reviewer", "compliance"):
        for template in (ROOT / site).rglob("*.html"):
            for attribute in re.findall(r'class="([^"{]*)"', template.read_text(encoding="utf-8")):
                found.update(attribute.split())
    return found


def classes_in(sheet: str) -> set[str]:
    return set(re.findall(r"\.([a-z][\w-]*)", (STATIC / sheet).read_text(encoding="utf-8")))


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_class_of_a_template_is_in_the_stylesheet(sheet: str) -> None:
    assert sorted(classes_in_templates() - classes_in(sheet) - UNSTYLED) == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_stylesheet_is_light_enough_for_a_poor_line(sheet: str) -> None:
    assert len(gzip.compress((STATIC / sheet).read_bytes())) < BUDGET


def test_both_directions_have_the_same_classes() -> None:
    assert classes_in(SHEETS[0]) == classes_in(SHEETS[1])


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_stylesheet_loads_nothing_from_elsewhere(sheet: str) -> None:
    text = (STATIC / sheet).read_text(encoding="utf-8")
    assert [
        address for address in re.findall(r"url\(([^)]*)\)", text) if "data:image/svg+xml" not in address
    ] == []
    assert "@import" not in text


def test_our_own_rules_name_no_side() -> None:
    own = (ROOT / "tools" / "css" / "own.css").read_text(encoding="utf-8")
    sided = re.compile(r"(?:margin|padding|border|inset)-(?:left|right)|(?:text-align|float): (?:left|right)")
    assert sided.findall(own) == []


def test_the_licence_of_bootstrap_is_kept() -> None:
    assert "The Bootstrap Authors" in (STATIC / "bootstrap.LICENSE.txt").read_text(encoding="utf-8")
    assert all("MIT" in (STATIC / sheet).read_text(encoding="utf-8")[:200] for sheet in SHEETS)


def test_the_lock_names_no_registry() -> None:
    assert '"resolved"' not in Path(ROOT / "tools" / "css" / "package-lock.json").read_text(encoding="utf-8")
