"""What a segment of the index is made from, gathered name by name, without an object for each."""

from array import array
from dataclasses import dataclass, field

from disclosure.screening.index_keys import name_keys, surplus, weight, word_keys
from disclosure.screening.index_texts import TextsInMaking
from disclosure.screening.names import Kind, take_apart
from disclosure.screening.tokens import Token, told


@dataclass(slots=True)
class Gathered:
    """Names of one kind taken apart, one after the other."""

    kind: Kind
    names: TextsInMaking = field(default_factory=TextsInMaking)
    words: TextsInMaking = field(default_factory=TextsInMaking)
    forms: dict[str, int] = field(default_factory=dict)
    form_of: "array[int]" = field(default_factory=lambda: array("B"))
    entries: "array[int]" = field(default_factory=lambda: array("q"))
    weights: "array[float]" = field(default_factory=lambda: array("f"))
    surpluses: "array[float]" = field(default_factory=lambda: array("f"))
    starts: "array[int]" = field(default_factory=lambda: array("q", [0]))
    spelt: "array[int]" = field(default_factory=lambda: array("I"))
    word_keys: "array[int]" = field(default_factory=lambda: array("I"))
    word_key_ends: "array[int]" = field(default_factory=lambda: array("q"))
    name_keys: "array[int]" = field(default_factory=lambda: array("I"))
    name_key_ends: "array[int]" = field(default_factory=lambda: array("q"))
    _numbers: dict[str, int] = field(default_factory=dict)

    def add(self, number: int, written: str) -> None:
        """Take in a name of the entry of this number."""
        name = take_apart(written, self.kind)
        self.entries.append(number)
        self.names.add(written)
        self.form_of.append(self.forms.setdefault(name.form, len(self.forms)))
        self.spelt.extend(self._numbered(word) for word in name.tokens)
        self.starts.append(len(self.spelt))
        self.weights.append(sum(map(weight, name.tokens)))
        self.surpluses.append(sum(surplus(word, self.kind) for word in name.tokens))
        self.name_keys.extend(name_keys(name).tolist())
        self.name_key_ends.append(len(self.name_keys))

    def _numbered(self, word: Token) -> int:
        text = told(word)
        number = self._numbers.setdefault(text, len(self._numbers))
        if number == len(self.word_key_ends):
            self.words.add(text)
            self.word_keys.extend(word_keys(word).tolist())
            self.word_key_ends.append(len(self.word_keys))
        return number
