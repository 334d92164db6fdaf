"use strict";

const byId = (id) => document.getElementById(id);
const words = JSON.parse(byId("words").textContent);

// The state of a page stands in its address, behind #: language, search, filters, chosen row. Nothing is stored.
const state = new URLSearchParams(location.hash.slice(1));

function remember(key, value) {
  if (value) state.set(key, value);
  else state.delete(key);
  const language = state.get("lang");
  state.delete("lang");
  const rest = state.toString();
  state.set("lang", language);
  location.replace("#lang=" + language + (rest ? "&" + rest : ""));
}

function say(key) {
  return words[key][state.get("lang") === "zh" ? 1 : 0];
}

// A word behind its number: 1 Task, 2 Tasks.
function sayCounted(count, key) {
  return say(count === 1 ? `one.${key}` : key);
}

// Every element that shows a word of the interface names it; the switch swaps the words in place.
function translate(root) {
  for (const element of root.querySelectorAll("[data-t]")) {
    const count = element.dataset.count;
    element.textContent = count ? `${say(element.dataset.t)} (${count})` : say(element.dataset.t);
  }
  for (const element of root.querySelectorAll("[data-t-placeholder]")) {
    element.placeholder = say(element.dataset.tPlaceholder);
  }
  for (const element of root.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", say(element.dataset.tLabel));
  }
}

function speak(language) {
  remember("lang", language);
  if (document.documentElement.lang !== language) {
    document.documentElement.lang = language;
    translate(document);
  }
  document.dispatchEvent(new Event("spoken"));
}

// Keys that a person types into a field are hers; Escape is ours everywhere.
function onKeys(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    const action = actions[event.key];
    if (!action || (isTyping && event.key !== "Escape" && event.key !== "Enter")) return;
    if (action(event) !== false) event.preventDefault();
  });
}

// Called by the page's own script, once it listens.
function start() {
  const asked = state.get("lang");
  const first = asked === "zh" || asked === "en" ? asked : navigator.language.startsWith("zh") ? "zh" : "en";
  byId("language").addEventListener("click", () => speak(state.get("lang") === "zh" ? "en" : "zh"));
  speak(first);
}
