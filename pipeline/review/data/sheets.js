
// The pictures of pages: a rectangle for each piece of the text that stands there. They are made when first looked at.
const known = JSON.parse(byId("data").textContent);
const boxes = new Map();
const ranges = new Map();

function boxesOf(index) {
  return boxes.get(index) || [];
}

function rangeOfBox(element) {
  return ranges.get(element);
}

function makeBoxes() {
  const places = JSON.parse(byId("boxes").textContent);
  for (const sheet of document.querySelectorAll(".sheet")) {
    const found = places[sheet.dataset.number] || [];
    const made = found.map(([x, y, width, height, first, end]) => {
      const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      for (const [name, value] of Object.entries({ x, y, width, height })) box.setAttribute(name, value);
      for (const look of pieces[first].classList) if (look !== "heading") box.classList.add(look);
      ranges.set(box, [first, end]);
      for (let index = first; index < end; index += 1) boxes.set(index, [...boxesOf(index), box]);
      return box;
    });
    sheet.querySelector("svg").replaceChildren(...made);
  }
}

// Shows the text, or the pages that it stands on.
function turn(side) {
  const isText = side === "text";
  byId("text").dataset.side = side;
  byId("sheets").hidden = isText;
  byId("larger").hidden = isText;
  for (const button of document.querySelectorAll(".sides [data-side]")) {
    button.setAttribute("aria-pressed", String(button.dataset.side === side));
  }
  if (!isText && !ranges.size) {
    makeBoxes();
    if (chosen) paint(chosen, "on", true);
  }
  remember("side", isText ? "" : side);
  if (chosen && chosen.ranges.length) bringWords(chosen);
}

// Brings the words of a row into view, in the text or on its page.
function bringWords(row) {
  const isText = byId("text").dataset.side === "text";
  const place = row.ranges[0][0];
  const found = [];
  for (const [first, end] of row.ranges) for (let index = first; index < end; index += 1) found.push(...boxesOf(index));
  if (byId("unplaced")) byId("unplaced").hidden = isText || found.length > 0;
  if (isText) bring(pieces[place], "center");
  else if (found.length) bring(found[0], "center", "center");
  else bring(byId("unplaced"), "nearest");
}

// Pages as large as print, for screens on which a whole page cannot be read; what does not fit is scrolled to.
function enlarge() {
  const isLarge = byId("text").dataset.size !== "large";
  byId("text").dataset.size = isLarge ? "large" : "";
  byId("larger").setAttribute("aria-pressed", String(isLarge));
  if (chosen && chosen.ranges.length) bringWords(chosen);
}

for (const button of document.querySelectorAll(".sides [data-side]")) {
  button.addEventListener("click", () => turn(button.dataset.side));
}
if (byId("larger")) byId("larger").addEventListener("click", enlarge);
