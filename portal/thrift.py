"""What a browser does not need is left out of the templates when they are compiled.

Pages travel uncompressed, as secrets stand on them beside what was typed; so indentation, spaces beside
blocks, quotes round plain values and ends that go without saying would be paid for on every page. Only
what stands in a template is touched, never what is put into it.
"""

import re

from jinja2.ext import Extension

_OURS = re.compile(r"(\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\})", re.DOTALL)
"""Jinja's own parts; they stay as they are."""
_LINES = re.compile(r"\s*\n\s*")
_BLOCK = (
    r"</?(?:html|head|body|meta|title|link|script|header|footer|main|nav|section|div|p|ul|ol|li|dl|dt|dd|form"
    r"|fieldset|legend|table|caption|thead|tbody|tfoot|tr|th|td|h[1-6]|details|summary|dialog|option)\b"
)
_BEFORE = re.compile(rf"\s+(?={_BLOCK})")
_AFTER = re.compile(rf"({_BLOCK}[^<>]*>)\s+")
_IMPLIED = re.compile("</option>")
"""The next one, or the end of its list, ends it as well."""
_QUOTED = re.compile(r"""( [a-z-]+=)"([^\s"'`<>={}]+)"(?=[ >]|$)""")


class Thrift(Extension):
    """Compiles pages without what only their authors need."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Return the source of a page in fewer bytes; anything but a page as it is."""
        return thrifty(source) if name and name.endswith(".html") else source


def thrifty(source: str) -> str:
    """Return a template that makes the same page in fewer bytes."""
    parts = _OURS.split(source)
    parts[::2] = [_thrifty(part) for part in parts[::2]]
    return "".join(parts)


def _thrifty(text: str) -> str:
    text = _LINES.sub("\n", text)
    text = _AFTER.sub(r"\1", _BEFORE.sub("", text))
    return _IMPLIED.sub("", _QUOTED.sub(r"\1\2", text))
