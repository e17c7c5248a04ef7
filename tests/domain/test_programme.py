"""Reading a programme file: what is taken, what is refused and what the refusal says."""

import hashlib
import re
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.domain.programme import FaultyProgramme, available, load, parse
from disclosure.errors import ConfigError
from tests.thoroughness import tries

UN = resources.files("disclosure.programmes").joinpath("un-secretariat.toml").read_text(encoding="utf-8")


def changed(old: str, new: str) -> str:
    assert old in UN, old
    return UN.replace(old, new, 1)


def faults_of(text: str) -> dict[str, str]:
    with pytest.raises(FaultyProgramme) as refused:
        parse(text, source="ours.toml")
    return {fault.path: fault.fix for fault in refused.value.faults}


def test_the_shipped_programmes_are_listed_by_name() -> None:
    assert available() == ["un-secretariat", "unops"]


def test_a_programme_keeps_its_text_and_the_digest_of_it() -> None:
    programme = load("un-secretariat")
    assert programme.text == UN
    assert programme.digest == hashlib.sha256(UN.encode()).hexdigest()


def test_the_text_a_cycle_kept_reads_as_the_programme_it_was_opened_with() -> None:
    programme = load("un-secretariat")
    assert parse(programme.text, source="cycle 2020") == programme


def test_a_file_of_ones_own_is_read_by_its_path(tmp_path: Path) -> None:
    ours = tmp_path / "ours.toml"
    ours.write_text(changed('code = "un-secretariat"', 'code = "ours"'), encoding="utf-8")
    assert load(ours).code == "ours"
    assert load(str(ours)).digest != load("un-secretariat").digest


def test_a_missing_file_is_named_together_with_the_programmes_that_ship(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml cannot be read .* un-secretariat, unops"):
        load(tmp_path / "nowhere.toml")


def test_a_file_in_another_encoding_is_refused_by_name(tmp_path: Path) -> None:
    ours = tmp_path / "ours.toml"
    ours.write_bytes(UN.encode("utf-16"))
    with pytest.raises(ConfigError, match=r"ours\.toml is not UTF-8"):
        load(ours)


def test_a_file_that_is_not_toml_is_refused_with_the_place() -> None:
    with pytest.raises(ConfigError, match=r"ours\.toml is not TOML: .*document"):
        parse("code = ", source="ours.toml")


@pytest.mark.parametrize(
    ("old", "new", "path", "fix"),
    [
        ('version = "2020.1"', "", "version", "add it"),
        ('version = "2020.1"', "version = 2020", "version", "write text, not 2020"),
        (
            'version = "2020.1"',
            'version = "1"\nowner = "x"',
            "owner",
            "remove it; the keys known here are code",
        ),
        ("rate = 0.05", "rates = 0.05", "draw.rates", "remove it; the keys known here are rate, strata"),
        ("rate = 0.05", "rates = 0.05", "draw.rate", "add it"),
        ("rate = 0.05", 'rate = "many"', "draw.rate", 'write a number, not "many"'),
        ("rate = 0.05", "rate = 5", "draw.rate", "like 0.05 for 5%, not 5"),
        ("rate = 0.05", "rate = 0", "draw.rate", "above 0"),
        ("rate = 0.05", "rate = nan", "draw.rate", "not NaN"),
        ("rate = 0.05", "rate = inf", "draw.rate", "not Infinity"),
        ('version = "2020.1"', "version = 2020-01-01", "version", "write text, not 2020-01-01"),
        ("[four_eyes]", "[four_eyes.acts]", "four_eyes.acts", "remove it"),
        ('strata = "group"', 'strata = ["group"]', "draw.strata", "write one of none, group, entity"),
        ('code = "debts"', 'code = "gifts"', "questions", "name 'gifts' once only"),
        (
            'strata = "group"',
            'strata = "grade"',
            "draw.strata",
            'write one of none, group, entity, not "grade"',
        ),
        ('"ar", "zh", "en",', '"ar", "zh",', "languages", "add en"),
        ('"ar", "zh", "en",', '"ar", "ar", "en",', "languages", "name 'ar' once only"),
        ('fr = "Secrétariat"\n', "", "groups[0].names.fr", "add it"),
        ('fr = "Secrétariat"\n', 'fr = ""\n', "groups[0].names.fr", "length >= 1"),
        (
            'groups = ["bodies"]',
            'groups = ["body"]',
            "subtotals[3].groups",
            "replace 'body' by one of secretariat",
        ),
        ('code = "bodies"', 'code = "peacekeeping"', "groups", "name 'peacekeeping' once only"),
        (
            '{ functions = ["procurement"] }',
            "{}",
            "grounds[1].rules[0]",
            "an empty rule designates everybody",
        ),
        ('rules = [{ functions = ["procurement"] }]', "rules = []", "grounds[1].rules", "at least 1 of them"),
        (
            'functions = ["procurement"]',
            'functions = ["The Buyers"]',
            "grounds[1].rules[0].functions[0]",
            "regex",
        ),
        (
            'categories = ["gift"]',
            'categories = ["present"]',
            "questions[5].categories[0]",
            "write one of listed-",
        ),
        ('categories = ["gift"]', 'categories = ["income"]', "questions", "let some question lead to gift"),
        (
            "%(limit_gift)s",
            "%(limit_fun)s",
            "questions[5].brief",
            "use no placeholder but %(start)s, %(end)s, ",
        ),
        ('title = "Debts"', 'title = "100% debts"', "questions[2].title", "write %% for a percent sign"),
        ("[thresholds.gift]", "[thresholds.present]", "thresholds.present", "write one of listed-security"),
        (
            'per = "source"\nvalue = "exact" # what one giver',
            'per = "source" #',
            "thresholds.gift.value",
            "exact",
        ),
        (
            "amount = 10000\n",
            "amount = 12000\n",
            "thresholds.listed-security.amount",
            "the lower end of a band",
        ),
        (
            "amount = 10000\n",
            "amount = -1\n",
            "thresholds.listed-security.amount",
            "a whole number >= 0, not -1",
        ),
        ('["self", "spouse", "child"]', '["joint"]', "thresholds.listed-security.covers", "leave out joint"),
        ("at_least = 0, below = 250", "at_least = 9, below = 250", "values.bands[0].at_least", "start at 0"),
        ("below = 250 }", "below = 240 }", "values.bands[0].below", "where the next band starts"),
        ("at_least = 1000000 }", "at_least = 1000000, below = 2 }", "values.bands[7].below", "leave it out"),
        ('currency = "USD"', 'currency = "dollars"', "values.currency", "regex"),
        ('opens = "03-01"', 'opens = "04-01"', "calendar.opens", "no later than it is due"),
        ('due = "03-31"', 'due = "02-29"', "calendar.due", "that every year has"),
        ('due = "03-31"', 'due = "31 March"', "calendar.due", "regex"),
        ('"Africa/Abidjan"', '"Africa/Atlantis"', "calendar.duty_stations.Abidjan.zone", "'Africa/Atlantis'"),
        ('"Africa/Abidjan"', '"../etc/passwd"', "calendar.duty_stations.Abidjan.zone", "an IANA time zone"),
        ('"Abuja" =', '"ABIDJAN" =', "calendar.duty_stations", "name 'abidjan' once only"),
        ("day = -14", "day = -40", "ladder[1].day", "-40 comes before -30"),
        ('    "overdue",\n', "", "ladder[4].letter", "add overdue to letters.kinds"),
        ('to = "head"', 'to = "boss"', "ladder[7].to", "write one of filer, second-level, head"),
        ("approve = 3", "approve = 0", "clocks.approve", "a whole number >= 1, not 0"),
        ("advice = true", 'advice = "yes"', "four_eyes.advice", 'write true or false, not "yes"'),
        ("referral = true", "referral = false", "four_eyes.referral", "always needs a second person"),
    ],
)
def test_a_fault_names_its_key_and_the_fix(old: str, new: str, path: str, fix: str) -> None:
    faults = faults_of(changed(old, new))
    assert fix in faults[path]


def test_a_missing_question_is_a_fault_because_the_form_has_eight() -> None:
    cut = re.sub(r'\[\[questions\]\]\ncode = "debts".*?(?=\[\[questions\]\])', "", UN, flags=re.DOTALL)
    assert faults_of(cut)["questions"] == "give exactly 8 of them, not 7"


def test_a_category_without_a_threshold_is_a_fault() -> None:
    cut = UN.replace('[thresholds.leadership]\ncovers = ["self"]\n', "")
    assert faults_of(cut) == {"thresholds.leadership": "add it; without an amount it means any value"}


def test_bands_that_are_used_must_be_listed() -> None:
    cut = re.sub(r"bands = \[.*?\n\]\n", "", UN, flags=re.DOTALL)
    assert faults_of(cut)["values.bands"] == 'list the bands, or set the mode to "exact"'


def test_a_programme_with_exact_values_needs_no_bands() -> None:
    cut = re.sub(r"bands = \[.*?\n\]\n", "", UN, flags=re.DOTALL).replace('mode = "bands"', 'mode = "exact"')
    assert parse(cut, source="ours.toml").values.bands == ()


def test_all_faults_are_told_at_once_one_sentence_each() -> None:
    text = (
        changed("rate = 0.05", "rate = []").replace('due = "03-31"', "due = 331").replace('to = "head"', "")
    )
    with pytest.raises(FaultyProgramme) as refused:
        parse(text, source="ours.toml")
    assert {fault.path for fault in refused.value.faults} == {"draw.rate", "calendar.due", "ladder[7].to"}
    lines = str(refused.value).splitlines()
    assert len(lines) == len(refused.value.faults)
    assert all(line.startswith("In ours.toml, `") and line.endswith(".") for line in lines)


def test_what_is_read_from_the_file_cannot_replace_the_text_or_the_digest() -> None:
    assert "text" in faults_of(changed('version = "2020.1"', 'version = "1"\ntext = "x"'))


def test_a_rate_is_exact_so_that_seven_percent_of_a_hundred_is_seven() -> None:
    assert parse(changed("rate = 0.05", "rate = 0.07"), source="ours.toml").draw.rate * 100 == 7


LINES = UN.splitlines()


@settings(max_examples=tries(20))
@given(place=st.integers(0, len(LINES) - 1), junk=st.sampled_from(["", "x = 1", "[draw]", "code = 7", "]"]))
def test_whatever_a_hand_does_to_one_line_it_is_read_or_refused_as_a_sentence(place: int, junk: str) -> None:
    text = "\n".join([*LINES[:place], junk, *LINES[place + 1 :]])
    try:
        parse(text, source="ours.toml")
    except ConfigError as refusal:
        assert "ours.toml" in str(refusal)  # noqa: PT017 - either outcome is right, silence about it is not
