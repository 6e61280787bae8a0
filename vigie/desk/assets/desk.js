"use strict";
(() => {
  const idsOf = (node) => node.dataset.r.split(" ");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Words lead to their card: those that several records share, to each of them in turn.
  let chosen = "";
  const choose = (id, from) => {
    document.querySelectorAll(".beside .on").forEach((node) => node.classList.remove("on"));
    chosen = id;
    const nodes = Array.from(document.querySelectorAll(".beside [data-r]")).filter((n) => idsOf(n).includes(id));
    nodes.forEach((node) => node.classList.add("on"));
    const target = nodes.find((n) => n.matches(from === "words" ? ".card" : "mark"));
    if (target) target.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  };
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-r]");
    const way = event.target.closest(".card .ways a[href^='#w-']");
    if (mark && String(getSelection()) === "") {
      const ids = idsOf(mark);
      choose(ids[(ids.indexOf(chosen) + 1) % ids.length], "words");
    } else if (way) {
      event.preventDefault();
      choose(way.closest(".card").dataset.r, "card");
    }
  });

  // j and k go from record to record.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input,textarea,select")) return;
    if (event.key !== "j" && event.key !== "k") return;
    const ways = Array.from(document.querySelectorAll(".card .ways a:first-child"));
    const at = ways.indexOf(document.activeElement);
    const next = ways[Math.max(0, Math.min(ways.length - 1, at + (event.key === "j" ? 1 : -1)))];
    if (next) next.focus();
  });

  // A filter that changes asks at once; empty fields are left out of the address.
  document.addEventListener("htmx:configRequest", (event) => {
    const given = event.detail.parameters;
    Object.keys(given).forEach((name) => { if (given[name] === "") delete given[name]; });
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form.filters[hx-get]");
    if (form && event.target.matches("select")) form.requestSubmit();
  });
})();
