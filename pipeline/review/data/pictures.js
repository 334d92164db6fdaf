
const backTo = byId("back").getAttribute("href");
document.addEventListener("spoken", () => {
  byId("back").href = `${backTo}#lang=${state.get("lang")}`;
});
start();
