"""What somebody writes who wants it carried out: by a browser, a database, a sheet, a template, a log."""

from itertools import product

_CALL = "window.carriedOut=1"
_SCRIPTS = (
    f"<script>{_CALL}</script>",
    f"<ScRiPt>{_CALL}</sCrIpT>",
    f"<img src=x onerror={_CALL}>",
    f"<svg onload={_CALL}>",
    f"<svg/onload={_CALL}>",
    f"<body onload={_CALL}>",
    f"<iframe srcdoc='<script>parent.{_CALL}</script>'>",
    f"<a href=javascript:{_CALL}>a</a>",
    f"<details open ontoggle={_CALL}>",
    f"<input autofocus onfocus={_CALL}>",
    f"<math><mi//xlink:href=data:x,<script>{_CALL}</script>",
    f"<style>@import'javascript:{_CALL}'</style>",
    f"<meta http-equiv=refresh content=0;url=javascript:{_CALL}>",
    f"<object data=javascript:{_CALL}>",
    f"&lt;script&gt;{_CALL}&lt;/script&gt;",
)
_BEFORE = ("", '"', "'>", "--></title></textarea></script>")
XSS = tuple(before + script for before, script in product(_BEFORE, _SCRIPTS))
"""Sixty: each script in text, out of an attribute in double quotes or single ones, out of other elements."""

SQL = (
    "' OR '1'='1",
    "' OR 1=1 --",
    '" OR ""="',
    "') OR ('1'='1",
    "1; DROP TABLE filings; --",
    "' UNION SELECT email, name FROM accounts --",
    "1 AND (SELECT pg_sleep(5)) IS NULL",
    "'; SELECT pg_sleep(5); --",
    "' AND 1=randomblob(1000000000) --",
    "%' AND '1'='1",
    "\\' OR 1=1 --",
    "name DESC; --",
    "(CASE WHEN (1=1) THEN name ELSE email END)",
    "\x00' OR 1=1",
    "%%%",
    "_" * 50,
)
CELLS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("http://evil.example","a")',
    "=cmd|' /C calc'!A0",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(1)",
    'a","=1+1',
    "a\n=1+1",
    "'=1+1",
)
SPELLS = (
    "{{7*7}}",
    "{% debug %}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "%(name)s",
    "{0.__class__}",
    "\x1b[31mred",
)
