
// What a person says of rows. The browser keeps it until it is saved as corrections.csv; nothing is sent anywhere.
// Under file:, some browsers give each page a store of its own: then each page saves its own corrections.
const STORE = "planquet:";
const COLUMNS = ["table", "row_id", "verdict", "column", "old", "new", "who", "why", "document", "words"];

function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(STORE + key)) || {};
  } catch {
    return {};
  }
}

function keep(key, value) {
  try {
    if (Object.keys(value).length) localStorage.setItem(STORE + key, JSON.stringify(value));
    else localStorage.removeItem(STORE + key);
  } catch {
    // A browser without a store: the corrections live as long as the page.
  }
}

// All lines of all documents that this page can see.
function keptLines() {
  const lines = [];
  try {
    for (const key of Object.keys(localStorage).sort()) {
      if (key.startsWith(`${STORE}d_`)) lines.push(...Object.values(JSON.parse(localStorage.getItem(key))).flatMap((said) => said.lines));
    }
  } catch {
    return [];
  }
  return lines;
}

// A spreadsheet would run what begins like a formula; `planquet run` takes the apostrophe off again.
function csvCell(text) {
  const guarded = /^'*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

function save(lines) {
  const table = [COLUMNS, ...lines.map((line) => COLUMNS.map((name) => line[name] || ""))];
  const content = table.map((row) => row.map(csvCell).join(",")).join("\r\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", content, "\r\n"], { type: "text/csv" }));
  link.download = "corrections.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}

function showSave(count) {
  byId("save").hidden = !count;
  byId("save").dataset.count = count;
  translate(byId("save").parentElement);
}
