"""Looking at files as the filing site does."""

from io import BytesIO

import pytest

from disclosure.errors import BadInput
from disclosure.papers.checking import checked
from disclosure.papers.kinds import Kind
from disclosure.papers.limits import Limits


def cleaned(content: bytes, limits: Limits | None = None) -> tuple[Kind, bytes]:
    paper = checked(BytesIO(content), limits)
    with paper.content as clean:
        return paper.kind, clean.read()


def refusal(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(BadInput) as caught:
        cleaned(content, limits)
    return str(caught.value)
