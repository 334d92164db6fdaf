"""Whom the sender of a reply consulted: 会办单位：…, 经商…, 会同…研究, 听取…的意见, …会办."""

from __future__ import annotations

from extractors import quick_re as re
from extractors.models import Span
from extractors.tasks.unit_lists import ends_as_body, parse_unit_list

# A reply says whom it asked before 现答复如下; what it does 会同市医保部门 further on is its work, no consulting.
_OPENING_END_RE = re.compile(
    r"(?:答复|回复|函复|复函|复如|汇报|情况|意见|内容)[^。；\n]{0,8}如下|[：:][^\S\n]*+\n\s*+(?:[一1][、.．]|（一）|一是)"
)
_OPENING = 800  # characters, where no such words end it
_NAMES = r"[^。；：:，,\n《》]{3,200}?"  # of bodies; titles in 《》 are no bodies
_ETC = r"(?:等\d{0,2}个?(?:有关|相关|会办|协办|市级|省级|区级|县级)*(?:单位|部门|处室)?)?"
_ASKED_RES = tuple(
    re.compile(pattern)
    for pattern in (
        # 充分听取市财政局、市公安局等单位的意见, 结合市财政局会办意见
        rf"(?:听取|征求|采纳|吸收|综合|汇总|结合|根据|依据)了?(?P<list>{_NAMES}){_ETC}的?(?:书面|反馈|会办|协办|办理|有关|相关){{0,2}}(?:意见|建议)",
        # 经商财政部、公安部，现答复如下; 经我局商市财政局同意. Not 经商务局研究.
        rf"(?:经(?:我[局委厅部院办处署])?|我[们局委厅部院办处署]|(?<=[，,]))会?商(?![务业贸标场])(?P<list>{_NAMES}){_ETC}"
        r"(?=[，,。；]|同意|研究|一致|进行|认真|办理|后)",
        # 会同市财政局、市公安局认真研究, 会同市财政局，现答复如下
        rf"(?<![将拟可应])会同(?P<list>{_NAMES}){_ETC}(?=[，,。；]|共同|认真|进行|研究|办理|办复|答复|协商|对)",
        # 经与市财政局、市公安局共同研究
        rf"(?:经|我[们局委厅部院办处署])与(?P<list>{_NAMES}){_ETC}(?:共同|认真|充分|多次|进行了?|联合){{0,2}}(?:研究|会商|协商|沟通|对接)",
        # 由我局主办，市财政局、市公安局会办
        rf"(?<=[，,。；\n])(?:由|会同)?(?P<list>{_NAMES}){_ETC}(?:分别|共同|参与)?(?:会办|协办)(?=[，,。；\n]|$)",
    )
)
# 会办单位：市财政局、市公安局, a field of the page or a line below the signature
_FIELD_RE = re.compile(
    r"(?:会办|协办|分办|协同办理|参与办理)(?:单位|部门)[ \u3000]{0,4}[：:][ \u3000]{0,4}(?P<list>[^：:\n。]{3,300})"
)
# On pages without line breaks the next field begins behind the last body: …苏山管理局委员反馈：满意
_NEXT_FIELD_RE = re.compile(
    r"(?:委员|代表|提案人|建议人|领衔代表)?(?:反馈|满意度?|办理|答复|办复|回复|联系|来源|发布|主办|承办|信息|公开)[\u4e00-\u9fff]{0,4}$"
)
_OWN_RE = re.compile(r"^(?:我|本|贵|您|你)|^(?:各|有关|相关|会办|协办|主办|承办|其他|部分)")


# 您提出的建议针对性强，我局会同市财政局进行了认真研究。: a sentence on what was proposed, behind 现答复如下
_ON_PROPOSAL_RE = re.compile(r"(?:您|你|贵会|委员|代表)们?[^。；\n]{0,60}?(?:建议|提案|议案|意见)[^。\n]{0,300}")


def consulted(view: str, text: str) -> tuple[str, ...]:
    """Find the bodies that a reply says it consulted, each once, in the order of the text.

    Takes the Simplified view and the repaired text of a reply. Looks in the words up to 现答复如下, in sentences
    on what was proposed, and in the fields 会办单位 and 协办单位, wherever they stand. Classes (有关部门, 会办单位),
    fields of work (财政、公安等部门) and the sender itself (我局) are none, nor whom it will ask (将会同市财政局研究).
    Risk: a body that only helped before the reply was written (我局会同市公安局，…).
    """
    end = _OPENING_END_RE.search(view, 0, _OPENING * 2)
    opening = end.end() if end else min(len(view), _OPENING)
    looked_at = [Span(0, opening), *(Span(*match.span()) for match in _ON_PROPOSAL_RE.finditer(view, opening))]
    places = [
        Span(*match.span("list"))
        for words in looked_at
        for asked in _ASKED_RES
        for match in asked.finditer(view, words.start, words.end)
    ]
    for field in _FIELD_RE.finditer(view):
        place = Span(*field.span("list"))
        is_glued = view[place.end : place.end + 1] in ("：", ":")
        following = _NEXT_FIELD_RE.search(view, place.start, place.end) if is_glued else None
        places.append(Span(place.start, following.start()) if following else place)
    found = [
        mention
        for place in sorted(places)
        for mention in parse_unit_list(view, place, "consulted")
        if ends_as_body(mention.as_written) and not _OWN_RE.match(mention.as_written)
    ]
    return tuple(dict.fromkeys("".join(mention.span.of(text).split()) for mention in found))
