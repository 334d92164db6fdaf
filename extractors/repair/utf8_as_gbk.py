"""Turn `鏁板瓧缁忔祹` into `数字经济`: UTF-8 that was read as GBK.

How it happens. Three bytes a character are read two by two:

    数 E6 95 B0   字 E5 AD 97          E695 鏁  B0E5 板  AD97 瓧

Every pair that GBK assigns can be turned back. What it does not assign (a third byte AA–AF before the next character's
first byte; the last byte of an odd run) is shown as `?` or U+FFFD, or is dropped. Of a character that lost its last
byte sixty-four are left, of one that lost its first some eight: the words decide. Twice over is undone twice.

The way back: the run's bytes are walked by the grammar of UTF-8; holes are put where the grammar needs them, as few
as it can do with. Parts without a hole are exact.

Negatives: rare characters of clean text (names, classical texts). A run counts only where it is made of the few hundred
characters that UTF-8's first two bytes make, reads badly as it stands, and well after the change.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from extractors import quick_re as re
from extractors.charsets.scores import chinese_score
from extractors.charsets.utf8_pairs import HOLES, LOST_BYTE, TYPICAL, Part, parts_of, run_bytes
from extractors.charsets.utf8_twice import inner
from extractors.models import Edit, Tier
from extractors.repair import utf8_holes
from extractors.repair.utf8_holes import characters_of, edits_of, pair
from extractors.repair.vocabulary import Witness
from extractors.script import detect_script

FAMILY = utf8_holes.FAMILY

# Scores (see `scores.chinese_score`) of a run before and after. Damaged runs score below 0.3, clean ones 0.9.
_BAD_SCORE = 0.45
_GOOD_SCORE = 0.7
_GAIN = 0.25
# Characters read well from which on a document is damaged beyond doubt.
_ESTABLISHED = 6
# Of a text that was read wrongly twice over, once undone, the share of characters that UTF-8's first bytes make: 0.3 to
# 0.5; of Chinese text hardly any.
_TYPICAL_SHARE = 0.2
# The commonest characters of text that was read wrongly twice over: a sixth of it, a fiftieth after one mistake.
_OF_TWO_RE = re.compile("[閸绱鈧閵偓閺閿敍涘閻妴婊婵礉濋娑垾楠氶鐎鐠閹鎹稉鍕濠閳濞鐫欐婢堕礁悽惃閼箒瀣宥嗕]")
_TWICE_SHARE = 0.05
# Of a text, what may stay unread beside what is read.
_LEFT_SHARE = 3
# Times that one text has been seen to be read wrongly.
_MOST_TIMES = 3
# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = frozenset(TYPICAL)
_TYPICAL_RE = re.compile(f"[{TYPICAL}]")
_SUSPECT_RE = re.compile(f"[{TYPICAL}](?:[^\x00-\x7f]{{0,2}}[{TYPICAL}]|[?\ufffd][^\x00-\x7f])")
# A folder of widths has made ASCII of A3 and a first byte: 宣布 E5AE A3E5 B883 is 瀹ｅ竷, then 瀹e竷.
_FOLDED_RE = re.compile(
    "[b-io](?<=[{}].)(?=[{}])".format(
        *(
            "".join(bytes((lead, trail)).decode("gbk", "ignore") for lead in leads for trail in range(0x80, 0xC0))
            for leads in (range(0xE4, 0xEA), range(0x81, 0xC0))
        )
    )
)
_TO_WIDE = 0xFEE0
# Runs that read well as they are, and in text that is damaged may be damaged as well.
_CUT_DATE_RE = re.compile("[0-9][鏈鏃][?\ufffd]")
_LONE_RE = re.compile(f"[{TYPICAL}][?\ufffd]?")
_LETTER_RE = re.compile("[@-~]")
_HOLE_RE = re.compile(f"[{HOLES}]")
_RUN = "[^\x00-\x7f](?:[^\x00-\x7f]|\\?{1,3}(?=[^\x00-\x7f]))*"
_RUN_RE = re.compile(_RUN + "\\??")
_BACKWARDS_RE = re.compile(_RUN)


def damage(text: str, *, lost: str = "?", step: int = 2) -> str:
    """Turn clean text into its UTF-8 bytes read as GBK; what means nothing becomes `lost`, `step` bytes at a time.

    >>> damage("数字经济")
    '鏁板瓧缁忔祹'
    """
    data = text.encode()
    out: list[str] = []
    position = 0
    while position < len(data):
        lead = data[position]
        if lead < 0x80:
            out.append(chr(lead))
            position += 1
            continue
        if lead == 0x80:  # cp936 reads it by itself
            out.append("€")
            position += 1
            continue
        read = pair(lead, data[position + 1]) if position + 1 < len(data) else None
        if read is not None:
            out.append(read)
            position += 2
        else:
            out.append(lost)
            position += step if position + 1 < len(data) and data[position + 1] >= 0x80 else 1
    return "".join(out)


def is_suspect(text: str, _signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there may be such runs."""
    return not text.isascii() and _SUSPECT_RE.search(text) is not None


def find(text: str, witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that read its runs again."""
    del markup  # the same in both
    edits: list[Edit] = []
    doubtful: list[Edit] = []
    unread: list[re.Match[str]] = []
    passable: list[re.Match[str]] = []
    text = _FOLDED_RE.sub(_to_full_width, text)
    damaged: list[re.Match[str]] = []
    for match in _typical_runs(text):
        if chinese_score(match[0]) <= _BAD_SCORE:
            damaged.append(match)
        elif _LONE_RE.fullmatch(match[0]) or _reads_better(match[0]):
            passable.append(match)
    if not damaged:
        return []
    bad, passing = (sum([match.end() - match.start() for match in matches]) for matches in (damaged, passable))
    witness = witness.beside(bad, sum(map(len, _RUN_RE.findall(text))) - bad - passing)
    for match in damaged:
        run = match[0]
        exact = _read_whole(run)
        # What reads well and is made of the damage's characters all the same (骞达紝澧為珮) was read wrongly twice.
        is_good = exact is not None and chinese_score(exact) >= _GOOD_SCORE
        if is_good and not (_is_typical(exact or "") and _read_further(exact or "")):
            edits.append(Edit(match.start(), match.end(), exact or "", FAMILY, "exact", 1.0, (), "every_pair"))
            continue
        if again := _read_further(exact) if exact is not None else "":
            edits.append(Edit(match.start(), match.end(), again, FAMILY, "exact", 1.0, (), "twice"))
        elif found := _undo_both(run, match.start()):
            edits.extend(found)
        else:
            unread.append(match)
            if exact is None:
                found = _filled(match, parts_of(run), witness)
                if not _is_damaged_still(found):
                    read = "".join(edit.replacement for edit in found).replace("\ufffd", "")
                    (edits if chinese_score(read) >= _GOOD_SCORE else doubtful).extend(found)
    if any(edit.rule == "twice" for edit in edits):
        # Read once the rest would be half undone.
        taken = {edit.start for edit in edits}
        rest = (match for match in unread if match.start() not in taken)
        doubtful = [edit for match in rest for edit in _undo_both(match[0], match.start(), is_known=True)]
    size = sum(len(edit.replacement) for edit in edits)
    left = sum(len(match[0]) for match in unread) - sum(edit.end - edit.start for edit in (*edits, *doubtful))
    if left > _LEFT_SHARE * max(size, _ESTABLISHED):
        return []  # many times over: what reads well among it does so by chance
    if size >= _ESTABLISHED:
        # In simplified text 鏈 is what is left of 月; in other text a chain, but for one between digits: 7鏈?18鏃?.
        is_simplified = detect_script("".join(edit.replacement for edit in edits)) == "Hans"
        for match in passable:
            if is_simplified or _read_whole(match[0]) or _CUT_DATE_RE.match(text, max(0, match.start() - 1)):
                doubtful += _filled(match, parts_of(match[0]), witness)
        # The document is damaged beyond doubt: its short runs (到 before 2025) are, too.
        edits = sorted((*edits, *doubtful), key=lambda edit: edit.start)
    return edits


def _typical_runs(text: str) -> Iterator[re.Match[str]]:
    """The runs that have a typical character, found from it on: clean text has few of them and many other runs."""
    backwards = text[::-1]
    end = 0
    while typical := _TYPICAL_RE.search(text, end):
        # Both match: a typical character is a run by itself.
        before: re.Match[str] = _BACKWARDS_RE.match(backwards, len(text) - typical.end())  # type: ignore[assignment]
        run: re.Match[str] = _RUN_RE.match(text, len(text) - before.end())  # type: ignore[assignment]
        yield run
        end = run.end()


def _to_full_width(match: re.Match[str]) -> str:
    return chr(ord(match[0]) + _TO_WIDE)


def _filled(match: re.Match[str], parts: list[Part] | None, witness: Witness) -> list[Edit]:
    """The edits of a run that has lost bytes; none where it makes no parts."""
    text = match.string
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 5] or "\n"
    return edits_of(parts, before, after, match.start(), witness) if parts else []


def _is_damaged_still(edits: list[Edit]) -> bool:
    """True where what is sure of a reading is itself made of the characters of the damage: `浠诲姟` is no text yet."""
    return _is_typical("".join(edit.replacement for edit in edits if edit.tier == "exact").replace("\ufffd", ""))


def _is_typical(text: str) -> bool:
    return len(_TYPICAL_RE.findall(text)) >= _TYPICAL_SHARE * len(text) > 0


def _reads_better(run: str) -> bool:
    """True for a run that is UTF-8 and better Chinese so, though it passes as it stands: 骞达級 is 年）, 鍚堣? 合�."""
    read = _read_whole(run)
    if read is None and _HOLE_RE.search(run):
        read = "".join([_with_marks(part.data) for part in parts_of(run) or []]).replace("\ufffd", "")
    return bool(read) and chinese_score(read or "") >= max(_GOOD_SCORE, chinese_score(run) + _GAIN)


def _read_further(text: str) -> str:
    """What a text is that was itself read as GBK, once or twice more; empty where it was not, or lost bytes."""
    for _ in range(_MOST_TIMES - 1):
        read = _read_whole(text)
        if read is None:
            return ""
        if chinese_score(read) >= _GOOD_SCORE:
            return read
        text = read
    return ""


def _undo_both(run: str, offset: int, *, is_known: bool = False) -> list[Edit]:
    """The edits that undo two mistakes at once where the second one lost bytes; nothing is inferred from what is left.

    An empty list where the run was read wrongly once: what is left is no run of the same kind, or reads no better.
    `is_known` says that other runs of the text were read wrongly twice: then so was this one, whatever is left of it.
    """
    if not is_known and len(_OF_TWO_RE.findall(run)) < _TWICE_SHARE * len(run):
        return []
    stretches = inner(run)
    once = "".join(stretch.text for stretch in stretches)
    known = once.replace("\ufffd", "")
    if (known and not _is_typical(known)) or chinese_score(once) > _BAD_SCORE:
        return []
    parts = parts_of(once) or []
    texts = [part.data.decode() if part.is_sound else _with_marks(part.data) for part in parts]
    # A letter beside a hole is the second byte of two characters that nothing parts any more.
    texts = [text if text.isascii() or "\ufffd" not in text else _LETTER_RE.sub("\ufffd", text) for text in texts]
    if not parts or (not is_known and chinese_score("".join(texts).replace("\ufffd", "")) < _GOOD_SCORE):
        return []
    edits: list[Edit] = []
    reach = read = 0
    start, out = 0, ""
    position = 0
    for stretch in stretches:
        reach += len(stretch.text)
        while position < len(parts) and parts[position].end <= reach:
            out += texts[position]
            read = parts[position].end
            position += 1
        if read == reach or stretch is stretches[-1]:
            tier: Tier = "lost" if "\ufffd" in out else "exact"
            edits.append(
                Edit(offset + start, offset + stretch.end, out, FAMILY, tier, 1.0 - (tier == "lost"), (), "twice")
            )
            start, out = stretch.end, ""
    return edits


def _with_marks(data: bytes) -> str:
    return "".join([known.decode() if LOST_BYTE not in known else "\ufffd" for known in characters_of(data)])


def _read_whole(run: str) -> str | None:
    """The text of a run of which no byte is lost; None for others."""
    if _HOLE_RE.search(run):
        return None
    data = run_bytes(run)
    if "€" in run:
        parts = parts_of(run)
        data = b"".join([part.data for part in parts]) if parts and all(part.is_sound for part in parts) else None
    try:
        return data.decode() if data is not None else None
    except UnicodeDecodeError:
        return None
