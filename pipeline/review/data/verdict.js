
const documentId = location.pathname.split("/").pop().replace(".html", "");
// By row: the lines of the file, the verdict, and why. The order is that in which they were said.
let said = kept(documentId);
const STATES = { accept: "accepted", edit: "edited", reject: "rejected" };

function lineOf(id, verdict, more) {
  const [table, , words] = known.rows[id];
  const who = byId("who").value.trim();
  return { table, row_id: id, verdict, who, why: byId("why").value.trim(), document: known.document, words, ...more };
}

function note(id, verdict, edits) {
  delete said[id];
  if (verdict === "edit") {
    const lines = edits.map(([column, old, now]) => lineOf(id, verdict, { column, old, new: now }));
    if (lines.length) said[id] = { verdict, lines };
  } else if (verdict) {
    said[id] = { verdict, lines: [lineOf(id, verdict, { old: known.rows[id][1] })] };
  }
  keep(documentId, said);
  mark();
  showVerdict();
}

// A reason given after the verdict belongs to it all the same.
function renote() {
  const id = chosen && chosen.element.dataset.id;
  if (!id || !said[id]) return;
  for (const line of said[id].lines) {
    line.who = byId("who").value.trim();
    line.why = byId("why").value.trim();
  }
  keep(documentId, said);
}

// Goes through all rows, so only where something was said: not for each row that is chosen.
function mark() {
  for (const { element } of rows) {
    const verdict = said[element.dataset.id];
    if (verdict) element.dataset.said = STATES[verdict.verdict];
    else delete element.dataset.said;
  }
  showSave(Object.values(said).reduce((sum, { lines }) => sum + lines.length, 0));
}

function showVerdict() {
  const id = chosen && chosen.element.dataset.id;
  byId("verdict").hidden = !id || !known.rows[id];
  if (byId("verdict").hidden) return;
  byId("subject").textContent = known.rows[id][2] || id;
  const state = said[id] ? STATES[said[id].verdict] : chosen.element.dataset.review || "";
  byId("state").textContent = state ? say(`review.${state}`) : "";
  byId("state").className = `chip review-${state}`;
  byId("why").value = said[id] ? said[id].lines[0].why : "";
  for (const button of byId("verdict").querySelectorAll("[data-verdict]")) {
    button.setAttribute("aria-pressed", String(Boolean(said[id]) && said[id].verdict === button.dataset.verdict));
    if (button.dataset.verdict === "edit") button.disabled = !known.columns[known.rows[id][0]].length;
  }
}

// What a cell of a kind looks like, with an example: said here, before a run would refuse it. Any other may hold any text.
const FORMS = {
  integer: ["-?[0-9]+", "2027"],
  number: ["-?[0-9]+([.][0-9]+)?(e(\\+|-)?[0-9]+)?", "1500000.5"],
  date: ["[0-9]{4}-[0-9]{2}-[0-9]{2}", "2027-12-31"],
  boolean: ["true|false", "true"],
  list: ["\\[.*\\]", '["区商务委", "区文旅局"]'],
};

// Whether all cells of a dialog can be taken; else the browser says what is wrong with the first that cannot.
function isSound(dialog) {
  const wrong = [...dialog.querySelectorAll("input, select, textarea")].find((cell) => !cell.checkValidity());
  if (wrong) wrong.reportValidity();
  return !wrong;
}

// In a cell of a dialog, Enter is its first button, as in a form.
function applyOnEnter(dialog, apply) {
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    apply();
  });
}

function field([name, kind, isNullable, values], text) {
  const label = document.createElement("label");
  const input = document.createElement(values.length ? "select" : "input");
  if (values.length) {
    for (const value of isNullable ? ["", ...values] : values) {
      const option = document.createElement("option");
      option.value = option.textContent = value;
      input.append(option);
    }
  } else {
    input.autocomplete = "off";
    if (kind === "integer" || kind === "number") input.inputMode = "decimal";
    if (kind === "date") input.placeholder = "YYYY-MM-DD";
    if (FORMS[kind]) {
      [input.pattern, input.title] = FORMS[kind];
      input.required = !isNullable && kind !== "list";
    }
  }
  input.name = name;
  input.disabled = text === null;
  input.value = text === null ? say("not_shown") : text;
  label.append(name, input);
  return label;
}

function openEdit(id) {
  const [table, , , texts] = known.rows[id];
  if (!known.columns[table].length) return;
  const before = new Map(said[id] ? said[id].lines.map((line) => [line.column, line.new]) : []);
  const fields = known.columns[table].map((column, index) => field(column, before.get(column[0]) ?? texts[index]));
  byId("cells").replaceChildren(...fields);
  byId("edit").showModal();
}

function applyEdit() {
  if (!isSound(byId("edit"))) return;
  const id = chosen.element.dataset.id;
  const [table, , , texts] = known.rows[id];
  const inputs = [...byId("cells").querySelectorAll("input, select")];
  const edits = known.columns[table]
    .map(([name], index) => [name, texts[index], inputs[index].value])
    .filter(([, old, now]) => old !== null && old !== now);
  byId("edit").close();
  note(id, "edit", edits);
}

function judge(verdict) {
  const id = chosen && chosen.element.dataset.id;
  if (!id || !known.rows[id] || byId("edit").open) return;
  if (verdict === "edit") openEdit(id);
  else note(id, said[id] && said[id].verdict === verdict ? "" : verdict);
}

for (const button of byId("verdict").querySelectorAll("[data-verdict]")) {
  button.addEventListener("click", () => judge(button.dataset.verdict));
}
byId("apply").addEventListener("click", applyEdit);
applyOnEnter(byId("edit"), applyEdit);
byId("cancel").addEventListener("click", () => byId("edit").close());
byId("why").addEventListener("input", renote);
byId("who").value = kept("who").name || "";
byId("who").addEventListener("input", () => {
  keep("who", { name: byId("who").value });
  renote();
});
byId("save").addEventListener("click", () => save(Object.values(said).flatMap(({ lines }) => lines)));
document.addEventListener("chosen", showVerdict);
document.addEventListener("spoken", showVerdict);
onKeys({ a: () => judge("accept"), e: () => judge("edit"), x: () => judge("reject") });
mark();
showVerdict();
