"use strict";
(() => {
  const form = document.querySelector(".filters");
  if (!form) return;
  const families = [...document.querySelectorAll(".family")];
  const entries = families.flatMap((family) => [...family.querySelectorAll(".entry")]);
  const words = new Map(entries.map((entry) => [entry, entry.textContent.toLowerCase()]));
  const rank = new Map(entries.map((entry, i) => [entry, i]));
  const shown = form.querySelector(".shown");
  const counts = new Map(entries.map((entry) => [entry, Number(entry.dataset.count)]));
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);

  function sort() {
    const byPlace = form.elements.order.value === "document";
    const key = (entry) => (byPlace ? Number(entry.dataset.at) : rank.get(entry));
    for (const family of families) {
      const list = family.querySelector(".entries");
      list.append(...[...list.children].sort((a, b) => key(a) - key(b)));
    }
  }

  function filter() {
    const wanted = new Set([...form.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
    const looked = form.elements.words.value.trim().toLowerCase();
    let number = 0;
    for (const entry of entries) {
      const visible = wanted.has(entry.dataset.severity) && words.get(entry).includes(looked);
      entry.hidden = !visible;
      if (visible) number += counts.get(entry);
    }
    for (const family of families) family.hidden = !family.querySelector(".entry:not([hidden])");
    shown.textContent = `${number} of ${total} findings shown`;
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => (event.target.name === "order" ? sort() : filter()));
  form.hidden = false;
  filter();
})();
