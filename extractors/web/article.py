"""Where on a page the article stands, and what around it is no part of it.

The templates of the common content systems of government sites are data; behind them stands a rule that needs no
template: the smallest element that holds nearly all words outside of links.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from extractors import quick_re as re
from extractors.document.page_templates import templates
from extractors.marks import without_marks
from extractors.web.markup_tree import Element

# ── what the templates say ──────────────────────────────────────────────────────────────────────

# Words of ids and classes of what stands around the article.
_AROUND_NAMES = """
    nav navbar navigation menu submenu footer foot bottombar breadcrumb breadcrumbs crumb crumbs
    position curpos location dqwz weizhi share sharing bdshare bdsharebuttonbox toolbar sidebar aside
    related recommend copyright pagination pager qrcode ewm erweima weixin wechat printer fontsize
    fontsizer search searchbox login topbar friendlink friendlinks sitemap loginbar langbar slide slider
    carousel backtop gotop
"""
_AROUND = frozenset(_AROUND_NAMES.split())
_DROPPED_TAG_NAMES = """
    script style noscript noframes template head iframe object embed applet select option button input textarea
    canvas svg audio video map nav footer aside rt rp
"""
_DROPPED_TAGS = frozenset(_DROPPED_TAG_NAMES.split())
_CAMEL_RE = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
# Not shown, set outside of the page, or struck through: 3个 before 5个 makes no 35个.
_HIDDEN_RE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{4}"
    r"|text-decoration(?:-line)?\s*:[^;]{0,40}line-through",
    re.IGNORECASE,
)
_NO_SIZE_RE = re.compile(r"font-size\s*:\s*0(?:\.0{1,3})?(?:px|pt|r?em|%)?\s*(?:[;!]|$)", re.IGNORECASE)
_STRUCK = frozenset({"del", "s", "strike"})

_NO_DISPLAY_RE = re.compile(r"display\s*:\s*none", re.IGNORECASE)

# Thresholds of the main text. Shares are of all words outside of links.
_PEER_SHARE = 0.1  # of the words of the largest: what a template names as well and holds less is a note beside it
# times the words of all of them, and characters more: an element that holds more holds another article
_AROUND_PEERS, _BESIDE_PEERS = 1.25, 200
_PEERS_LEAST = 2
_CONTAINER_SHARE = 0.3  # a named container holds at least this much, else it is an empty shell of the template
_SURE_SHARE = 0.9  # an element of the editor holds at least this much of the column around it, else it is a part
_COVER_SHARE = 0.85  # an element that holds as much is descended into; the rest is footers and boxes
_AROUND_SHARE = 0.3  # an element is never dropped for its name or for being hidden if it holds more
_LINK_SHARE = 0.6  # of an element's words stand in links: a list of links
_OPENING_CHARACTERS = 40
_OPENING_STEPS = 200  # elements and words that are looked at for them
_EDITOR_LEAST = 20  # characters; fewer are an empty shell of another system
_LINKS_LEAST = 3  # fewer links are attachments of the document

_BLOCK_TAG_NAMES = """
    address article blockquote body caption center dd details dir div dl dt fieldset figcaption figure
    form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol p pre section summary table tbody td
    tfoot th thead tr ul
"""
BLOCK_TAGS = frozenset(_BLOCK_TAG_NAMES.split())


class Weight(Struct, eq=False):
    """What an element holds, with all inside of it; `own_words` are those that stand in it directly.

    `names` are the words of its id and its classes.
    """

    element: Element
    above: Weight | None
    own_words: int
    words: int
    link_words: int
    links: int
    tables: int
    names: frozenset[str]
    depth: int = 0

    @property
    def bare_words(self) -> int:
        """Characters outside of links."""
        return self.words - self.link_words


# ── walking ─────────────────────────────────────────────────────────────────────────────────────


def walk(root: Element, dropped: set[int]) -> Iterator[tuple[str, Element | str]]:
    """("enter", tag), ("text", words), ("leave", tag) in document order, without recursion."""
    stack = [(root, iter(root.children))]
    yield "enter", root
    while stack:
        tag, children = stack[-1]
        for child in children:
            if isinstance(child, Element):
                if child.name in _DROPPED_TAGS or id(child) in dropped:
                    continue
                yield "enter", child
                stack.append((child, iter(child.children)))
                break
            yield "text", child
        else:
            stack.pop()
            yield "leave", tag


def weigh(root: Element) -> dict[int, Weight]:
    """How many words each element holds, and how many of them in links; in the order of the markup."""
    weights: dict[int, Weight] = {}
    waiting: list[tuple[Element, Weight | None, bool]] = [(root, None, False)]
    while waiting:
        element, above, in_link = waiting.pop()
        is_link = element.name == "a"
        in_link = in_link or is_link
        words = 0
        inside: list[Element] = []
        for child in element.children:
            if isinstance(child, Element):
                if child.name not in _DROPPED_TAGS:
                    inside.append(child)
            else:
                words += len(without_marks(child).strip())
        linked = words if in_link else 0
        own = Weight(element, above, words, words, linked, int(is_link), int(element.name == "table"), _names(element))
        weights[id(element)] = own
        waiting += [(child, own, in_link) for child in reversed(inside)]
    for own in reversed(weights.values()):
        own.depth += 1
        if (outer := own.above) is not None:
            outer.depth = max(outer.depth, own.depth)
            outer.words += own.words
            outer.link_words += own.link_words
            outer.links += own.links
            outer.tables += own.tables
    return weights


def first_words(tag: Element) -> str:
    """The first words of an element. Not all of its text: in elements inside of each other that would be quadratic."""
    words = ""
    for event, thing in islice(walk(tag, set()), _OPENING_STEPS):
        words += str(thing) if event == "text" else ""
        if len(words) >= _OPENING_CHARACTERS:
            break
    return words[:_OPENING_CHARACTERS]


_NO_NAMES: frozenset[str] = frozenset()


def _names(tag: Element) -> frozenset[str]:
    said = tag.attributes
    if not said or not ("id" in said or "class" in said):
        return _NO_NAMES
    own, classes = said.get("id"), said.get("class")
    return _words_of(str(own or ""), str(classes or ""))


@lru_cache(maxsize=1024)
def _words_of(own: str, classes: str) -> frozenset[str]:
    """The words of an id and of classes, whole and in parts; a page says the same few for most of its elements."""
    words: set[str] = set()
    for value in (own, *classes.split()):
        words.add(value.lower())
        words.update(part.lower() for part in _CAMEL_RE.split(value) if part)
    return frozenset(words)


def find_dropped(root: Element, weights: dict[int, Weight]) -> set[int]:
    """The elements that are hidden or belong to the site, not to the article.

    None is dropped that holds a fair share of the page's words: those that show, for lists of links of some sites hide
    each address beside its name. What holds the element that an editor writes is never dropped for its name: a column
    may be called common-detail-page-printer because it can be printed.
    """
    total = max(1, weights[id(root)].bare_words)
    hidden = [weight for weight in weights.values() if weight.element is not root and _is_hidden(weight.element)]
    dropped = {id(weight.element) for weight in hidden if weight.bare_words <= _AROUND_SHARE * total}
    if dropped:
        outermost = (weight for weight in hidden if id(weight.element) in dropped and not _is_inside(weight, dropped))
        total = max(1, total - sum(weight.bare_words for weight in outermost))
    editors = _holders_of_editors(weights)
    for weight in weights.values():
        thing = weight.element
        if thing is root or weight.bare_words > _AROUND_SHARE * total:
            continue
        is_list = (
            weight.links >= _LINKS_LEAST
            and thing.name in BLOCK_TAGS
            and weight.link_words > _LINK_SHARE * weight.words
            and "附件" not in first_words(thing)
        )
        if is_list or (weight.names & _AROUND and thing.name != "body" and id(thing) not in editors):
            dropped.add(id(thing))
    return dropped


def _is_hidden(tag: Element) -> bool:
    said = tag.attributes
    if not said or "hidden" in said:
        return bool(said) or tag.name in _STRUCK
    style = said.get("style")
    if style is not None and (_hides(style) or (_NO_SIZE_RE.search(style) and _has_words_alone(tag))):
        return True
    return tag.name in _STRUCK


def _has_words_alone(tag: Element) -> bool:
    """Whether no element stands in one: of those inside, sizes of their own may be shown."""
    return not any(isinstance(child, Element) for child in tag.children)


def is_removed(tag: Element) -> bool:
    """Tell whether an element is not shown and leaves no gap, so that a cell's neighbours take its place."""
    return "hidden" in tag.attributes or _NO_DISPLAY_RE.search(tag.get("style") or "") is not None


@lru_cache(maxsize=1024)
def _hides(style: str) -> bool:
    return _HIDDEN_RE.search(style) is not None


def _is_inside(weight: Weight, dropped: set[int]) -> bool:
    outer = weight.above
    while outer is not None and id(outer.element) not in dropped:
        outer = outer.above
    return outer is not None


def _holders_of_editors(weights: dict[int, Weight]) -> set[int]:
    """The elements that hold what an editor writes, if there is more in it than its shell."""
    holders: set[int] = set()
    sure = templates().sure
    for weight in weights.values():
        if weight.bare_words >= _EDITOR_LEAST and (weight.element.name in sure or not sure.isdisjoint(weight.names)):
            outer = weight.above
            while outer is not None and id(outer.element) not in holders:
                holders.add(id(outer.element))
                outer = outer.above
    return holders


def _is_linked(weight: Weight) -> bool:
    """Whether an element is a link, or one that is stands right around it or around that."""
    near: Weight | None = weight
    for _ in range(3):
        if near is None or near.element.name == "a":
            break
        near = near.above
    return near is not None and near.element.name == "a"


def find_main(root: Element, weights: dict[int, Weight], dropped: set[int]) -> Element:
    """The element of the article: the one that a template names, else the smallest that holds nearly all words."""
    live: dict[int, int] = {}
    named: list[Element] = []
    sure: list[Element] = []
    known = templates()
    for weight in weights.values():
        thing, above = weight.element, weight.above
        if id(thing) in dropped or (above is not None and id(above.element) not in live):
            continue
        live[id(thing)] = 0 if weight.own_words and _is_linked(weight) else weight.own_words
        if thing.name in known.sure or not known.sure.isdisjoint(weight.names):
            sure.append(thing)
        elif not known.usual.isdisjoint(weight.names):
            named.append(thing)
    for inner_id in reversed(live):
        outer = weights[inner_id].above
        if outer is not None:
            live[id(outer.element)] += live[inner_id]
    total = live[id(root)]
    best = max((*sure, *named), key=lambda tag: live[id(tag)], default=None)
    inner = max(sure, key=lambda tag: live[id(tag)], default=None)
    if best is not None and inner is not None and live[id(inner)] >= _SURE_SHARE * live[id(best)]:
        best = inner
    if best is not None and live[id(best)] >= _CONTAINER_SHARE * total:
        return best if best in sure else _with_its_peers(best, named, weights, live)
    main = root
    while total:
        children = [child for child in main.children if isinstance(child, Element) and id(child) in live]
        widest = max(children, key=lambda tag: live[id(tag)], default=None)
        if widest is None or live[id(widest)] < _COVER_SHARE * total or widest.name not in BLOCK_TAGS:
            break
        holds_table = weights[id(widest)].tables > (widest.name == "table")
        if widest.name in {"table", "tbody", "thead", "tr", "p", "ul", "ol", "dl"} and not holds_table:
            break
        main = widest
    return main


def _with_its_peers(
    best: Element, named: Sequence[Element], weights: dict[int, Weight], live: dict[int, int]
) -> Element:
    """The element around all that a template names by the same word, where it holds little else; else the largest.

    Matches a message board's page, whose question and answer are a p.zoom each. Deliberately not a page that lists
    other articles beside its own, nor elements inside of each other. The example: the answer of a ministry, of whose
    page the citizen's words alone were read.
    """
    names = weights[id(best)].names & templates().usual
    peers = [tag for tag in named if weights[id(tag)].names & names and live[id(tag)] >= _PEER_SHARE * live[id(best)]]
    around = [_path(weights[id(tag)]) for tag in peers]
    holders = {id(tag) for path in around for tag in path[:-1]}
    if len(peers) < _PEERS_LEAST or any(id(tag) in holders for tag in peers):
        return best
    common = best
    for level in zip(*around, strict=False):
        if any(tag is not level[0] for tag in level):
            break
        common = level[0]
    most = _AROUND_PEERS * sum(live[id(tag)] for tag in peers) + _BESIDE_PEERS
    return common if live[id(common)] <= most else best


def _path(weight: Weight) -> list[Element]:
    """The elements around one, from the page inwards, and the element itself."""
    path: list[Element] = []
    near: Weight | None = weight
    while near is not None:
        path.append(near.element)
        near = near.above
    return path[::-1]
