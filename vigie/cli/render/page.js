"use strict";
(() => {
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const has = (node, ids) => node.dataset.r.split(" ").some((id) => ids.includes(id));
  const choose = (ids, from) => {
    all(".on").forEach((node) => node.classList.remove("on"));
    const marks = all("#text span[data-r]").filter((node) => has(node, ids));
    const cards = all(".card").filter((node) => has(node, ids));
    marks.concat(cards).forEach((node) => node.classList.add("on"));
    const target = from === "text" ? cards[0] : marks[0];
    if (target) target.scrollIntoView({ block: "center", behavior: "smooth" });
  };
  all(".card").forEach((card) => card.addEventListener("click", () => choose(card.dataset.r.split(" "), "card")));
  document.getElementById("text").addEventListener("click", (event) => {
    const mark = event.target.closest("span[data-r]");
    if (mark) choose([mark.dataset.r.split(" ").pop()], "text");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "j" && event.key !== "k") return;
    const cards = all(".card");
    const at = cards.indexOf(document.activeElement);
    const next = cards[Math.max(0, Math.min(cards.length - 1, at + (event.key === "j" ? 1 : -1)))];
    if (next) { next.focus(); next.click(); }
  });
})();
