
const PAGE = 200;
const NAMES = ["tasks", "targets", "units", "citations"];
const FILTERS = { status: 3, genre: 4, jurisdiction: 5, damage: 6 };
const KINDS = { status: "status.", genre: "genre.", damage: "tier." };
const [FILE, TITLE, PATH, STATUS, GENRE, PLACE, DAMAGE, ISSUED, REASONS, SEARCHED, COUNTS] = Array(11).keys();

const documents = JSON.parse(byId("data").textContent);
const meanings = JSON.parse(byId("meanings").textContent);
// What a reason means is found as well as its own words, in either language of the page.
for (const entry of documents) {
  for (const [code] of entry[REASONS]) if (code) entry[SEARCHED] += `\n${meanings[code].toLowerCase()}`;
}
let found = documents;
let shown = 0;

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function chip(kind, value) {
  return make("span", `chip ${kind.replace(".", "-")}${value}`, say(kind + value));
}

function spoken(className, language, text) {
  const element = make("span", className, text);
  element.lang = language;
  return element;
}

// As on a document's page: what a code means is there in Chinese alone, see review.css.
function reasons(parts) {
  const all = make("small", "reasons");
  for (const [code, said] of parts) {
    if (all.firstChild) all.append(make("span", "joint", "; "));
    const one = make("span", "reason");
    if (code) one.append(spoken("meaning", "zh", meanings[code]));
    one.append(spoken("said", "en", said));
    all.append(one);
  }
  return all;
}

function line(entry) {
  const link = make("a");
  link.href = `${entry[FILE]}#lang=${state.get("lang")}`;
  link.append(make("b", "", entry[TITLE]));
  const facts = make("span", "chips");
  facts.append(chip("status.", entry[STATUS]));
  if (entry[GENRE]) facts.append(" ", chip("genre.", entry[GENRE]));
  if (entry[DAMAGE] !== "clean") facts.append(" ", chip("tier.", entry[DAMAGE]));
  link.append(facts, make("small", "", [entry[PLACE], entry[ISSUED], entry[PATH]].filter(Boolean).join(" · ")));
  if (entry[REASONS].length) link.append(reasons(entry[REASONS]));
  const counts = make("span", "counts");
  NAMES.forEach((name, index) => {
    const count = make("span");
    count.append(make("b", "", entry[COUNTS + index]), " ", sayCounted(entry[COUNTS + index], name));
    counts.append(count);
  });
  const [lost, inferred, exact] = entry.slice(COUNTS + NAMES.length);
  if (lost + inferred + exact) {
    const repairs = make("span");
    repairs.append(make("b", "", exact + inferred + lost), " ", sayCounted(exact + inferred + lost, "repairs"));
    if (lost) repairs.append(` (${lost} ${say("tier.lost")})`);
    counts.append(repairs);
  }
  link.append(counts);
  const item = make("li");
  item.append(link);
  return item;
}

function showMore() {
  const until = Math.min(shown + PAGE, found.length);
  const items = document.createDocumentFragment();
  for (; shown < until; shown += 1) items.append(line(found[shown]));
  byId("list").append(items);
  byId("more").hidden = shown >= found.length;
}

function filter() {
  const terms = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = Object.entries(FILTERS)
    .map(([name, place]) => [place, byId(name).value])
    .filter(([, value]) => value !== "*");
  found = documents.filter(
    (entry) =>
      wanted.every(([place, value]) => entry[place] === value) && terms.every((term) => entry[SEARCHED].includes(term)),
  );
  byId("shown").textContent = found.length;
  byId("nothing").hidden = found.length > 0;
  byId("list").replaceChildren();
  shown = 0;
  showMore();
}

function changed() {
  remember("q", byId("search").value);
  for (const name of Object.keys(FILTERS)) remember(name, byId(name).value === "*" ? "" : byId(name).value || "-");
  filter();
}

function move(step) {
  const links = [...byId("list").querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  const next = links[Math.max(0, Math.min(links.length - 1, at < 0 ? 0 : at + step))];
  if (next) next.focus();
}

function clear() {
  byId("search").value = "";
  for (const name of Object.keys(FILTERS)) byId(name).value = "*";
  changed();
  byId("search").blur();
}

const isServed = Boolean(document.querySelector('[type="submit"]'));
byId("search").value = state.get("q") || byId("search").defaultValue;
for (const name of Object.keys(FILTERS)) {
  const asked = state.get(name);
  const options = [...byId(name).options].map((option) => option.value);
  const value = asked === "-" ? "" : asked;
  if (options.includes(value)) byId(name).value = value;
}
byId("search").addEventListener("input", changed);
for (const name of Object.keys(FILTERS)) byId(name).addEventListener("change", changed);
document.querySelector("form").addEventListener("submit", (event) => isServed || event.preventDefault());
document.querySelector("form").addEventListener("reset", (event) => {
  event.preventDefault();
  if (isServed && location.search) location.assign(location.pathname);
  clear();
});
byId("more").addEventListener("click", showMore);
document.addEventListener("spoken", filter);
onKeys({
  "/": () => byId("search").focus(),
  j: () => move(1),
  k: () => move(-1),
  Escape: clear,
  Enter: (event) => (event.target === byId("search") && !isServed ? move(0) : false),
});
start();
byId("save").addEventListener("click", () => save(keptLines()));
showSave(keptLines().length);
