"""When two names, as `key_of` puts them, can be one actor's: short forms, legal forms, initials, slips of spelling."""

from __future__ import annotations

_SMALL = frozenset({"of", "for", "and", "the", "&", "'s", "’s", "'", "’", "-", "de", "on", "in"})
_FORMS = frozenset(
    ("group", "corp", "corporation", "inc", "incorporated", "plc", "ltd", "limited", "co", "company", "ag", "sa", "nv")
)
_MIN_SPELT = 5  # letters in which a slip can be told from another name


def stem(key: str) -> str:
    """A body's name without what says its legal form."""
    words = key.split()
    while len(words) > 1 and words[-1].rstrip(".") in _FORMS:
        words.pop()
    return " ".join(words)


def same_body(known: str, key: str, guess: str) -> bool:
    """Whether a name is the beginning of a known one, or goes on from it and is no body of its own."""
    singular = key.removesuffix("s") + " " if len(key) > 4 else key + " "
    if known.startswith((key + " ", singular)) or stem(known) == stem(key):
        return True
    longer = guess == "organization" and key.startswith(known + " ") and len(known) > 3
    return longer and not {"holding", "holdings", "investments"}.intersection(key.split())


def same_person(known: list[str], words: list[str]) -> bool:
    """Whether two full names can be one person's: one word in common is the surname, and the first names agree."""
    if len(known) == 1:
        return known[0] == words[-1]
    if set(known) == set(words):
        return True
    return known[-1] == words[-1] and (known[0] == words[0] or known[0][:1] == words[0] or words[0][:1] == known[0])


def initials(name: str) -> set[str]:
    """The acronyms that a name can have: of all its words, and of those that carry weight."""
    words = [w for part in name.replace("-", " ").split() if (w := part.strip("()"))]
    heavy = [w[0].upper() for w in words if w.lower() not in _SMALL and w[0].isalnum()]
    every = [w[0].upper() for w in words if w[0].isalnum()]
    return {"".join(heavy), "".join(every), "".join(heavy[:-1])} if len(heavy) > 1 else set()


def misspelt(word: str, other: str) -> bool:
    """Whether two words of some length differ in one letter, one that is missing, or two that changed places."""
    short, long = sorted((word, other), key=len)
    if word == other or len(short) < _MIN_SPELT or len(long) - len(short) > 1 or short[0] != long[0]:
        return False
    i = next((i for i in range(len(short)) if short[i] != long[i]), len(short))
    if len(short) < len(long):
        return short[i:] == long[i + 1 :]
    swapped = short[i : i + 2] == long[i : i + 2][::-1] and short[i + 2 :] == long[i + 2 :]
    return swapped or short[i + 1 :] == long[i + 1 :]


def shortened(word: str, other: str) -> bool:
    """Whether a word is the beginning of another: "Man" of "Manchester"."""
    short, long = sorted((word, other), key=len)
    return 2 < len(short) < len(long) and long.startswith(short)
