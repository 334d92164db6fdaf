
// A row that the run did not find: a person marks its words and says what it is. Its lines have the verdict "add".
const textOf = (from, to) => pieces.slice(from, to).map((piece) => piece.textContent).join("");

// What is marked in the text, and where its first character stands, counted in characters of the text.
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return ["", 0];
  const range = selection.getRangeAt(0);
  const found = pieces.filter((piece) => range.intersectsNode(piece));
  if (!found.length || !byId("text").contains(range.startContainer)) return ["", 0];
  const before = textOf(0, places.get(found[0]));
  const lines = [...byId("text").querySelectorAll("#text > div")].indexOf(found[0].parentElement);
  // A piece may hold elements of its own (lost characters, borders of cells): its words before the selection are asked for.
  const head = document.createRange();
  head.setStart(found[0], 0);
  if (found[0].contains(range.startContainer)) head.setEnd(range.startContainer, range.startOffset);
  const inside = [...String(head)].length;
  return [String(selection).trim(), [...before].length + lines + inside];
}

// The words are read before the dialog opens: it takes the focus, and the selection with it.
let chosenWords = ["", 0];

function showAddingCells() {
  const table = byId("adding-table").value;
  const fields = known.adding[table].map(([name, kind, isOptional, values, said]) => {
    const label = field([name, kind, isOptional, values], said);
    const input = label.querySelector("input, select");
    input.required = !isOptional;
    if (input.required) input.pattern ||= ".*\\S.*";
    if (kind === "list") {
      // Here names are written as people write them, not as JSON.
      input.placeholder = input.title = "区商务委、区文旅局";
      input.removeAttribute("pattern");
    }
    return label;
  });
  byId("adding-cells").replaceChildren(...fields);
}

function openAdding() {
  if (byId("edit").open || byId("adding").open) return;
  chosenWords = selected();
  byId("quoted").value = chosenWords[0];
  showAddingCells();
  byId("adding").showModal();
}

function applyAdding() {
  const table = byId("adding-table").value;
  const words = byId("quoted").value.trim();
  const cells = [...byId("adding-cells").querySelectorAll("input, select")];
  byId("quoted").value = words;
  if (!isSound(byId("adding"))) return;
  const start = words === chosenWords[0] ? chosenWords[1] : 0;
  let id = `new:${start}-${start + [...words].length}`;
  while (said[`${table} ${id}`]) id += "+";
  const kinds = new Map(known.adding[table].map(([name, kind]) => [name, kind]));
  const who = byId("who").value.trim();
  const lines = cells
    .filter((cell) => cell.value.trim())
    .map((cell) => {
      const text = cell.value.trim();
      const names = text.split(/[、，,;；]/).map((name) => name.trim()).filter(Boolean);
      const now = kinds.get(cell.name) === "list" ? JSON.stringify(names) : text;
      return { table, row_id: id, verdict: "add", column: cell.name, new: now, who, why: "", document: known.document, words };
    });
  said[`${table} ${id}`] = { verdict: "add", lines };
  keep(documentId, said);
  byId("adding").close();
  mark();
  showAdded();
}

function showAdded() {
  const added = Object.entries(said).filter(([, { verdict }]) => verdict === "add");
  byId("added").hidden = !added.length;
  byId("added").querySelector("small").textContent = added.length;
  const items = added.map(([key, { lines }]) => {
    const item = document.createElement("li");
    const what = document.createElement("span");
    what.lang = "zh";
    const remove = document.createElement("button");
    remove.type = "button";
    remove.textContent = say("remove");
    what.textContent = `${say(lines[0].table)} · ${lines[0].new} · ${lines[0].words}`;
    remove.addEventListener("click", () => {
      delete said[key];
      keep(documentId, said);
      mark();
      showAdded();
      byId("add").focus();
    });
    item.append(what, remove);
    return item;
  });
  byId("added").querySelector("ol").replaceChildren(...items);
}

if (byId("add")) {
  byId("add").addEventListener("mousedown", (event) => event.preventDefault()); // keeps what is marked in the text
  byId("add").addEventListener("click", openAdding);
  byId("adding-table").addEventListener("change", showAddingCells);
  byId("adding-apply").addEventListener("click", applyAdding);
  applyOnEnter(byId("adding"), applyAdding);
  byId("adding-cancel").addEventListener("click", () => byId("adding").close());
  document.addEventListener("spoken", showAdded);
  onKeys({ n: openAdding });
  showAdded();
}
