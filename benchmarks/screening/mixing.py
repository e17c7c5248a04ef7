# ruff: noqa: RUF001, E501 - letters of other alphabets are meant, and a table reads best in its lines
"""Invented names of organisations in four scripts, and the ways people write them differently.

The tables here are the generator's own: it takes no spelling from the matcher it measures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

Pair = tuple[str, str]
"""A piece of a name in its script, and in Latin letters."""

SHARES = {"latin": 60, "cyrillic": 15, "chinese": 15, "arabic": 10}
FORMS = {
    "latin": (
        "Ltd", "Limited", "LLC", "Inc.", "Corp.", "GmbH", "AG", "S.A.", "SARL", "S.p.A.", "B.V.", "PLC", "Oy", "A.S.",
    ),
    "cyrillic": ("ООО", "ЗАО", "ПАО", "АО", "ОАО"),
    "chinese": ("有限公司", "股份有限公司", "有限责任公司"),
    "arabic": ("ش.م.م", "ذ.م.م", "ش.م.ع"),
}  # fmt: skip
LATIN_FORMS = {"cyrillic": ("OOO", "LLC", "JSC"), "chinese": ("Co., Ltd.", "Ltd"), "arabic": ("LLC", "Co.")}
TRADES: dict[str, Sequence[Pair]] = {
    "latin": tuple(
        (word, word)
        for word in (
            "Trading", "Shipping", "Logistics", "Construction", "Energy", "Foods", "Textiles", "Mining", "Steel",
            "Insurance", "Consulting", "Engineering", "Pharma", "Motors", "Systems", "Partners", "Holdings", "Travel",
        )
    ),
    "cyrillic": (
        ("Трейдинг", "Trading"), ("Логистик", "Logistik"), ("Строй", "Stroy"), ("Инвест", "Invest"),
        ("Энерго", "Energo"), ("Металл", "Metall"), ("Сервис", "Servis"), ("Транс", "Trans"), ("Пром", "Prom"),
    ),
    "chinese": (
        ("科技", "Keji"), ("贸易", "Maoyi"), ("投资", "Touzi"), ("建设", "Jianshe"), ("物流", "Wuliu"),
        ("食品", "Shipin"), ("化工", "Huagong"), ("能源", "Nengyuan"), ("电子", "Dianzi"),
    ),
    "arabic": (
        ("للتجارة", "Trading"), ("للمقاولات", "Contracting"), ("للنقل", "Transport"), ("للتأمين", "Insurance"),
        ("للاستثمار", "Investment"), ("للهندسة", "Engineering"), ("للسياحة", "Tourism"), ("للطاقة", "Energy"),
    ),
}  # fmt: skip
SYLLABLES: dict[str, Sequence[Pair]] = {
    "latin": (
        ("al", "al"), ("ber", "ber"), ("cor", "cor"), ("dan", "dan"), ("el", "el"), ("far", "far"),
        ("gor", "gor"), ("hel", "hel"), ("in", "in"), ("jan", "jan"), ("kel", "kel"), ("lor", "lor"),
        ("mar", "mar"), ("nor", "nor"), ("ol", "ol"), ("per", "per"), ("quin", "quin"), ("ros", "ros"),
        ("sal", "sal"), ("tor", "tor"), ("ul", "ul"), ("var", "var"), ("wes", "wes"), ("zan", "zan"),
        ("bri", "bri"), ("cla", "cla"), ("dra", "dra"), ("fen", "fen"), ("gra", "gra"), ("har", "har"),
        ("is", "is"), ("kor", "kor"), ("lan", "lan"), ("mel", "mel"), ("nav", "nav"), ("or", "or"),
        ("pra", "pra"), ("ren", "ren"), ("sto", "sto"), ("tal", "tal"), ("ur", "ur"), ("vel", "vel"),
        ("wan", "wan"), ("yor", "yor"), ("ze", "ze"), ("mon", "mon"), ("tre", "tre"), ("lis", "lis"),
        ("dor", "dor"), ("sen", "sen"), ("vik", "vik"),
    ),
    "cyrillic": (
        ("ал", "al"), ("бор", "bor"), ("вер", "ver"), ("гор", "gor"), ("дон", "don"), ("жан", "zhan"), ("зар", "zar"),
        ("ир", "ir"), ("кам", "kam"), ("лад", "lad"), ("мир", "mir"), ("нев", "nev"), ("об", "ob"), ("пол", "pol"),
        ("рус", "rus"), ("сев", "sev"), ("тан", "tan"), ("ур", "ur"), ("фен", "fen"), ("хар", "khar"), ("цен", "tsen"),
        ("чер", "cher"), ("шум", "shum"), ("щед", "shched"), ("юж", "yuzh"), ("яр", "yar"), ("тек", "tek"),
    ),
    "chinese": (
        ("华", "hua"), ("明", "ming"), ("天", "tian"), ("海", "hai"), ("龙", "long"), ("金", "jin"), ("瑞", "rui"),
        ("丰", "feng"), ("永", "yong"), ("泰", "tai"), ("鸿", "hong"), ("达", "da"), ("恒", "heng"), ("润", "run"),
        ("嘉", "jia"), ("禾", "he"), ("文", "wen"), ("德", "de"), ("盛", "sheng"), ("凯", "kai"), ("博", "bo"),
        ("源", "yuan"), ("宏", "hong"), ("广", "guang"), ("利", "li"), ("康", "kang"), ("安", "an"), ("通", "tong"),
    ),
    "arabic": (
        ("با", "ba"), ("رو", "ru"), ("ني", "ni"), ("ما", "ma"), ("كر", "kar"), ("سل", "sal"), ("دي", "di"),
        ("فا", "fa"), ("نور", "nur"), ("زه", "zah"), ("حم", "ham"), ("جم", "jam"), ("طا", "ta"), ("شم", "sham"),
        ("قا", "qa"), ("لي", "li"), ("وا", "wa"), ("بر", "bar"), ("صف", "saf"), ("غا", "gha"),
    ),
}  # fmt: skip
BRAND = {"latin": (2, 3, 4), "cyrillic": (2, 3, 3), "chinese": (2, 3, 3), "arabic": (2, 3, 3)}
"""How many syllables a word that somebody thought of may have."""
TWO_WORDS = {"latin": 0.6, "cyrillic": 0.5, "chinese": 0.0, "arabic": 0.5}
"""How often the thought-of part of a name is of two words."""
CITIES: dict[str, Sequence[Pair]] = {
    "chinese": (
        ("北京", "Beijing"), ("上海", "Shanghai"), ("广州", "Guangzhou"), ("深圳", "Shenzhen"), ("天津", "Tianjin"),
        ("武汉", "Wuhan"), ("成都", "Chengdu"), ("杭州", "Hangzhou"), ("温州", "Wenzhou"), ("无锡", "Wuxi"),
    ),
}  # fmt: skip
NEIGHBOURS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Made:
    """An invented name: its words in its script and in Latin letters, and its legal form."""

    script: str
    words: tuple[Pair, ...]
    form: str

    def written(self) -> str:
        """Return the name as its list has it."""
        return _written(self.script, [word for word, _ in self.words], self.form)


def make(count: int, *, seed: int) -> list[Made]:
    """Return `count` different names."""
    made: dict[str, Made] = {}
    for one in stream(seed=seed):
        made.setdefault(one.written(), one)
        if len(made) == count:
            break
    return list(made.values())


def stream(*, seed: int) -> Iterator[Made]:
    """Yield names without end; now and then one comes twice."""
    rnd = Random(seed)  # noqa: S311 - a benchmark repeats itself
    scripts, shares = zip(*SHARES.items(), strict=True)
    while True:
        script = rnd.choices(scripts, shares)[0]
        brand = [_brand(rnd, script) for _ in range(2 if rnd.random() < TWO_WORDS[script] else 1)]
        city = [rnd.choice(CITIES[script])] if script in CITIES else []
        yield Made(script, (*city, *brand, rnd.choice(TRADES[script])), rnd.choice(FORMS[script]))


def people(count: int, *, seed: int) -> list[str]:
    """Return invented names of people in Latin letters; some are borne by several."""
    rnd = Random(seed)  # noqa: S311 - a benchmark repeats itself
    given = [_brand(rnd, "latin")[0] for _ in range(count // 20)]
    surnames = [_brand(rnd, "latin")[0] for _ in range(count // 4)]
    return [f"{rnd.choice(given)} {rnd.choice(surnames)}" for _ in range(count)]


def misspelt(rnd: Random, name: str) -> str:
    """Return a name with a slip in its last word."""
    first, last = name.split(" ")
    return f"{first} {_slipped(rnd, last, 'latin')}"


def _brand(rnd: Random, script: str) -> Pair:
    parts = [rnd.choice(SYLLABLES[script]) for _ in range(rnd.choice(BRAND[script]))]
    native, latin = ("".join(side) for side in zip(*parts, strict=True))
    return native.capitalize(), latin.capitalize()


def _written(script: str, words: Sequence[str], form: str) -> str:
    if script == "chinese":
        return "".join(words) + form
    return " ".join((form, *words) if script == "cyrillic" and form else (*words, form)).strip()


def slip(rnd: Random, made: Made, *, times: int = 1) -> str:
    """Return the name with letters missing, doubled, swapped or replaced, in a word as often as it is long."""
    words = [word for word, _ in made.words]
    for _ in range(times):
        at = rnd.choices(range(len(words)), [len(word) for word in words])[0]
        words[at] = _slipped(rnd, words[at], made.script)
    return _written(made.script, words, made.form)


def _slipped(rnd: Random, word: str, script: str) -> str:
    at = rnd.randrange(1, len(word)) if len(word) > 1 else 0
    other = rnd.choice(
        NEIGHBOURS if script == "latin" else [c for native, _ in SYLLABLES[script] for c in native]
    )
    kind = rnd.choice("domr" if len(word) > 3 else "dr")
    if kind == "d":
        return word[:at] + word[at] + word[at:]
    if kind == "o":
        return word[:at] + word[at + 1 :]
    if kind == "m":
        return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    return word[:at] + other + word[at + 1 :]


def other_form(rnd: Random, made: Made) -> str:
    """Return the name with another legal form of its script, or none."""
    form = rnd.choice(["", *FORMS[made.script]])
    return _written(made.script, [word for word, _ in made.words], form)


def in_latin(rnd: Random, made: Made) -> str:
    """Return a name of another script in Latin letters, and one in Latin letters as it is."""
    form = rnd.choice(LATIN_FORMS.get(made.script, FORMS["latin"]))
    return " ".join((*(latin for _, latin in made.words), form))


def in_other_order(rnd: Random, made: Made) -> str:
    """Return the name with its words in another order."""
    words = [word for word, _ in made.words]
    rnd.shuffle(words)
    words = words[::-1] if words == [word for word, _ in made.words] else words
    return _written(made.script, words, made.form)


def slip_and_form(rnd: Random, made: Made) -> str:
    """Return the name with a slip and another legal form."""
    changed = Made(made.script, made.words, rnd.choice(["", *FORMS[made.script]]))
    return slip(rnd, changed)
