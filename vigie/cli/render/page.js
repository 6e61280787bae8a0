"use strict";
(() => {
  const idsOf = (node) => node.dataset.r.split(" ");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let chosen = "";

  const clear = () => {
    chosen = "";
    document.querySelectorAll(".on").forEach((node) => node.classList.remove("on"));
  };

  // Lights up the words and the cards of the records, and shows the other side of where the reader was.
  const choose = (reading, ids, goTo, focus) => {
    clear();
    chosen = ids.join(" ");
    const nodes = (kind) => Array.from(reading.querySelectorAll(kind)).filter((n) => idsOf(n).some((id) => ids.includes(id)));
    const marks = nodes("mark[data-r]");
    const cards = nodes(".card");
    marks.concat(cards).forEach((node) => node.classList.add("on"));
    const target = goTo === "card" ? cards[0] : marks[0];
    if (!target) return;
    target.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    if (focus) {
      if (!target.hasAttribute("tabindex") && target.tagName === "MARK") target.tabIndex = -1;
      target.focus({ preventScroll: true });
    }
  };

  const fromCard = (card, focus) => choose(card.closest(".reading"), idsOf(card), "words", focus);

  // Words that several records share lead to each of them in turn.
  const fromMark = (mark, focus) => {
    const ids = idsOf(mark);
    const next = ids[(ids.indexOf(chosen) + 1) % ids.length];
    choose(mark.closest(".reading"), [next], "card", focus);
  };

  document.addEventListener("click", (event) => {
    const card = event.target.closest(".card");
    const mark = event.target.closest("mark[data-r]");
    if (card) fromCard(card, event.detail === 0);
    else if (mark && String(getSelection()) === "") fromMark(mark, false);
  });

  const step = (by) => {
    const cards = Array.from(document.querySelectorAll(".card"));
    if (!cards.length) return;
    const lit = document.activeElement.closest(".card") || document.querySelector(".card.on");
    const at = cards.indexOf(lit);
    const card = cards[at < 0 ? 0 : Math.max(0, Math.min(cards.length - 1, at + by))];
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    fromCard(card, false);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "Escape") clear();
    else if ((event.key === "Enter" || event.key === " ") && event.target.matches("mark[data-r]")) {
      event.preventDefault();
      fromMark(event.target, true);
    }
  });

  // page.html#d1-s5 opens at that record.
  const fromAddress = () => {
    const card = document.getElementById(location.hash.slice(1));
    if (card && card.matches(".card")) fromCard(card, false);
  };
  addEventListener("hashchange", fromAddress);
  fromAddress();
})();
