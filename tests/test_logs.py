"""What a log may say, and that it says nothing about a person."""

import json
import logging
import subprocess
import sys

import pytest

from disclosure.errors import ConfigError
from disclosure.logs import FACTS, JsonLines, PlainLines, configuration, request_id

TYPED = "Amina Odhiambo owns the house in Nyeri"


def record(message: str, *args: object, **facts: object) -> logging.LogRecord:
    made = logging.LogRecord("disclosure.test", logging.WARNING, __file__, 1, message, args, None)
    if facts:
        setattr(made, FACTS, facts)
    return made


def failed() -> logging.LogRecord:
    made = record("It failed.")
    try:
        int(TYPED)
    except ValueError:
        made.exc_info = sys.exc_info()
    return made


def test_a_line_is_one_json_object_with_its_facts() -> None:
    line = json.loads(JsonLines().format(record("request", status=200, endpoint="home.index")))
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "warning",
        "logger": "disclosure.test",
        "event": "request",
        "status": 200,
        "endpoint": "home.index",
    }


def test_l1_an_error_is_told_by_its_kind_and_its_places_never_in_its_words() -> None:
    line = JsonLines().format(failed())
    told = json.loads(line)
    assert told["error"] == "ValueError"
    assert any(place.endswith(":failed") for place in told["where"])
    for form in (line, PlainLines().format(failed())):
        assert "Amina" not in form
        assert "ValueError" in form


@pytest.mark.parametrize("form", [JsonLines(), PlainLines()])
@pytest.mark.parametrize("value", ["a\nb", "a\r\nINFO forged", "\x1b[31mred", "a\u2028b"])
def test_w5_one_event_is_one_line(form: logging.Formatter, value: str) -> None:
    line = form.format(record("It said %s.", value))
    assert len(line.splitlines()) == 1
    assert "\x1b" not in line


def test_the_lines_of_one_request_carry_its_id() -> None:
    token = request_id.set("a1b2c3d4")
    try:
        assert json.loads(JsonLines().format(record("x")))["request"] == "a1b2c3d4"
    finally:
        request_id.reset(token)


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"DISCLOSURE_LOG_FORMAT": "xml"}, "DISCLOSURE_LOG_FORMAT is 'xml'. Write one of: plain, json."),
        ({"DISCLOSURE_LOG_LEVEL": "loud"}, "DISCLOSURE_LOG_LEVEL is 'loud'."),
    ],
)
def test_a_setting_that_there_is_not_is_refused(environ: dict[str, str], sentence: str) -> None:
    with pytest.raises(ConfigError) as refused:
        configuration(environ)
    assert sentence in str(refused.value)


@pytest.mark.parametrize("kind", ["plain", "json"])
def test_a_process_logs_as_it_is_told(kind: str) -> None:
    program = (
        "import logging; from disclosure import logs; logs.configure(); "
        "logging.getLogger('disclosure.request').info('quiet'); "
        "logging.getLogger('rq').info('never'); logging.getLogger('rq').warning('loud')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"DISCLOSURE_LOG_FORMAT": kind},
        check=True,
        capture_output=True,
        text=True,
    )
    lines = done.stderr.splitlines()
    if kind == "plain":
        assert lines == ["WARNING rq: loud"]
    else:
        assert [json.loads(line)["event"] for line in lines] == ["quiet", "loud"]
