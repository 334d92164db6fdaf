
// Pieces of the text are counted in reading order; a row knows the ranges of pieces that it covers.
const pieces = [...byId("text").querySelectorAll("div > span")];
const places = new Map(pieces.map((piece, index) => [piece, index]));
const rows = [...document.querySelectorAll(".row, .part")].map((element) => ({
  element,
  ranges: element.dataset.at
    .split(" ")
    .filter(Boolean)
    .map((range) => range.split("-").map(Number)),
}));
const rowOf = new Map(rows.map((row) => [row.element, row]));
const size = (row) => row.ranges.reduce((sum, [first, end]) => sum + end - first, 0);
const RANK = { outline: 1, rows: 0 };
const paneOf = (element) => element.closest(".pane").id;

let chosen = null;
let hovered = [];
const narrow = matchMedia("(max-width: 699px)");
const medium = matchMedia("(max-width: 1099px)");

function paint(row, className, isOn) {
  row.element.classList.toggle(className, isOn);
  for (const [first, end] of row.ranges) {
    for (let index = first; index < end; index += 1) {
      pieces[index].classList.toggle(className, isOn);
      for (const box of boxesOf(index)) box.classList.toggle(className, isOn);
    }
  }
}

// The pieces that an element shows: one of the text, or those of a rectangle on a page; none elsewhere.
function piecesOf(element) {
  const piece = element.closest("#text span");
  if (piece && places.has(piece)) return [places.get(piece), places.get(piece) + 1];
  return rangeOfBox(element);
}

// The rows whose words pieces belong to, the closest first: rows before sections, short before long.
function rowsAt([start, stop]) {
  return rows
    .filter((row) => row.ranges.some(([first, end]) => first < stop && start < end))
    .sort((a, b) => RANK[paneOf(a.element)] - RANK[paneOf(b.element)] || size(a) - size(b));
}

function show(view) {
  document.body.dataset.view = view;
  for (const button of document.querySelectorAll(".views button")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
  }
}

// What lies out of view has only a guessed height until it is laid out, so the place is found a second time.
function bring(element, block, inline = "nearest") {
  element.scrollIntoView({ block, inline });
  requestAnimationFrame(() => requestAnimationFrame(() => element.scrollIntoView({ block, inline })));
}

function reveal(element) {
  if (element.closest("[hidden]")) {
    byId("search").value = "";
    select("*");
  }
  bring(element, "center");
}

function choose(row, { showText = false, showRow = false } = {}) {
  if (chosen) {
    paint(chosen, "on", false);
    chosen.element.removeAttribute("aria-current");
  }
  chosen = row;
  remember("row", row ? row.element.dataset.id : "");
  document.dispatchEvent(new Event("chosen"));
  if (!row) return;
  paint(row, "on", true);
  row.element.setAttribute("aria-current", "true");
  if (showRow) {
    const pane = paneOf(row.element);
    if (narrow.matches || (medium.matches && document.body.dataset.view !== pane && pane === "outline")) show(pane);
    else if (medium.matches && pane === "rows" && document.body.dataset.view === "outline") show("rows");
    reveal(row.element);
  }
  if (showText && row.ranges.length) {
    if (narrow.matches) show("text");
    bringWords(row);
  }
}

function hover(found) {
  for (const row of hovered) paint(row, "over", false);
  hovered = found;
  for (const row of hovered) paint(row, "over", true);
}

function visibleRows(pane) {
  return [...byId(pane).querySelectorAll(".row")].filter((row) => !row.hidden && !row.closest("[hidden]"));
}

function move(step) {
  const list = visibleRows(chosen ? paneOf(chosen.element) : "rows");
  const at = chosen ? list.indexOf(chosen.element.closest(".row")) : -1;
  const next = list[Math.max(0, Math.min(list.length - 1, at < 0 ? 0 : at + step))];
  if (next) goTo(next);
}

function goTo(next) {
  const pane = paneOf(next);
  if (narrow.matches || (medium.matches && document.body.dataset.view !== pane)) show(pane);
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  bring(next, "nearest");
  choose(rowOf.get(next), { showText: !narrow.matches });
}

// The next body of the chosen task, behind the last one the task again.
function goToBody() {
  const row = chosen && chosen.element.closest("#rows .row");
  const parts = row ? [...row.querySelectorAll(".part")] : [];
  if (!parts.length) return false;
  goTo(parts[parts.indexOf(chosen.element) + 1] || row);
}

// The next row that has a share in the words from which this key set out: a target, its task, its section, and round.
let setOut = { words: null, reached: null };
function goToRowOfWords() {
  if (!chosen || !chosen.ranges.length) return false;
  if (setOut.reached !== chosen) setOut = { words: chosen.ranges[0], reached: chosen };
  const found = rowsAt(setOut.words).filter((row) => !row.element.closest("[hidden]"));
  setOut.reached = found[(found.indexOf(chosen) + 1) % found.length];
  goTo(setOut.reached.element);
}

// From the rows to the outline and back, to the section or row that touches what is chosen, or else to the first.
function cross() {
  const list = visibleRows(chosen && paneOf(chosen.element) === "outline" ? "rows" : "outline");
  const [first, end] = (chosen && chosen.ranges[0]) || [0, 0];
  const touches = (row) => rowOf.get(row).ranges.some(([start, stop]) => start < end && first < stop);
  const next = list.find(touches) || list[0];
  if (next) goTo(next);
}

function select(group) {
  for (const button of document.querySelectorAll(".groups button")) {
    button.setAttribute("aria-pressed", String(button.dataset.group === group));
  }
  filter();
}

function filter() {
  const group = document.querySelector('.groups [aria-pressed="true"]').dataset.group;
  const terms = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const section of byId("rows").querySelectorAll("section[data-group]")) {
    let inside = 0;
    const isWanted = group === "*" || group === section.dataset.group;
    for (const row of section.querySelectorAll(".row")) {
      const text = isWanted && terms.length ? row.textContent.toLowerCase() : "";
      row.hidden = !isWanted || !terms.every((term) => text.includes(term));
      inside += row.hidden ? 0 : 1;
    }
    section.hidden = !inside;
    count += inside;
  }
  byId("nothing").hidden = count > 0;
}

function clear() {
  const search = byId("search");
  if (search.value) {
    search.value = "";
    filter();
  } else {
    choose(null);
  }
  search.blur();
}

document.addEventListener("mouseover", (event) => {
  const covered = piecesOf(event.target);
  const row = event.target.closest(".part, .row");
  if (covered) hover(rowsAt(covered).filter((found) => paneOf(found.element) === "rows"));
  else hover(row ? [rowOf.get(row)] : []);
});
document.addEventListener("click", (event) => {
  const covered = piecesOf(event.target);
  const row = event.target.closest(".part, .row");
  if (String(getSelection())) return;
  if (row) {
    choose(rowOf.get(row), { showText: true });
  } else if (covered) {
    const found = rowsAt(covered);
    // A second click on the same words goes on to the next of their rows.
    const next = found[(found.indexOf(chosen) + 1) % Math.max(found.length, 1)];
    if (next) choose(next, { showRow: true });
  }
});
for (const button of document.querySelectorAll(".views button")) {
  button.addEventListener("click", () => show(button.dataset.view));
}
for (const button of document.querySelectorAll(".groups button")) {
  button.addEventListener("click", () => {
    select(button.dataset.group);
    byId("rows").scrollTop = 0;
  });
}
byId("search").addEventListener("input", filter);
document.addEventListener("spoken", () => {
  byId("back").href = `../index.html#lang=${state.get("lang")}`;
});
onKeys({
  "/": () => {
    show("rows");
    byId("search").focus();
  },
  j: () => move(1),
  k: () => move(-1),
  o: cross,
  u: goToBody,
  w: goToRowOfWords,
  z: () => (byId("sheets") && !byId("sheets").hidden ? enlarge() : false),
  p: () => (byId("sheets") ? turn(byId("sheets").hidden ? "sheets" : "text") : false),
  Escape: clear,
  Enter: (event) => {
    if (event.target === byId("search")) move(0);
    else if (chosen && event.target.classList.contains("row")) choose(chosen, { showText: true });
    else return false;
  },
});
start();
if (byId("sheets") && state.get("side") === "sheets") turn("sheets");
if (!narrow.matches) show("rows");
const asked = rows.find((row) => row.element.dataset.id === state.get("row"));
if (asked) {
  choose(asked, { showText: true });
  reveal(asked.element);
}
