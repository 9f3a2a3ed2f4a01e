"use strict";
// The findings' page without reloading: the server sends the changed pieces of the page, and they are put in place by
// their ids. Everything here works without the script too, a page load at a time.
(() => {
  const main = document.querySelector("main.triage");
  if (!main) return;
  const $ = (selector, root = document) => root.querySelector(selector);
  const review = location.pathname;
  const asked = { headers: { "X-Fragment": "1" }, cache: "no-store", credentials: "same-origin" };

  async function pieces(address, options = {}) {
    let answer;
    try {
      answer = await fetch(address, { ...asked, ...options });
    } catch {
      say("The workbench does not answer. Is it still running?");
      return null;
    }
    if (answer.redirected && new URL(answer.url).pathname === "/log-in") {
      location.assign("/log-in");
      return null;
    }
    return { status: answer.status, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
  }

  function put(page, ...ids) {
    for (const id of ids) {
      const made = page.getElementById(id);
      const old = document.getElementById(id);
      if (made && old) old.replaceWith(document.adoptNode(made));
    }
  }

  function say(text) {
    const notice = document.createElement("div");
    notice.id = "notice";
    notice.className = "notice refusal";
    notice.setAttribute("role", "alert");
    const line = document.createElement("p");
    line.textContent = text;
    notice.append(line);
    $("#notice").replaceWith(notice);
  }

  // --- the list

  const rows = () => [...document.querySelectorAll("#list .row")];
  const current = () => $('#list a[aria-current="true"]')?.closest(".row") ?? null;
  const openId = () => $("#detail").dataset.id ?? "";

  function mark(id) {
    for (const link of document.querySelectorAll('#list a[aria-current="true"]')) link.removeAttribute("aria-current");
    const row = document.getElementById(`f-${id}`);
    if (row) {
      $("a", row).setAttribute("aria-current", "true");
      row.scrollIntoView({ block: "nearest" });
    }
    for (const shown of document.querySelectorAll("#page .mark")) shown.classList.toggle("chosen", shown.dataset.mark === id);
  }

  // The rest of a long list, a piece at a time, while nobody waits for anything.
  let filling = 0;
  async function fill() {
    const turn = ++filling;
    const list = $("#list");
    // What has been decided meanwhile is on the page, and is no longer among the open ones that the server counts.
    const counted = list.dataset.status === "open" ? ".row.is-open" : ".row";
    while (list.querySelectorAll(".row").length < Number(list.dataset.total)) {
      const start = list.querySelectorAll(counted).length;
      const got = await pieces(`${review}?${list.dataset.query}&start=${start}`);
      if (!got || got.status !== 200 || turn !== filling) return;
      const more = [...got.page.querySelectorAll(".row")].filter((row) => !document.getElementById(row.id));
      if (!more.length) return;
      $(".rows", list).append(...more.map((row) => document.adoptNode(row)));
      await new Promise((ready) => setTimeout(ready, 30));
    }
  }

  function neighbour(step) {
    const all = rows();
    const at = all.indexOf(current());
    return all[at < 0 ? 0 : at + step] ?? null;
  }

  // The next finding on which nobody has decided, after the one that is open; else the one before it.
  function nextOpen() {
    const all = rows();
    const at = all.findIndex((row) => row.dataset.id === openId());
    const open = (row) => row.classList.contains("is-open") && row.dataset.id !== openId();
    return all.slice(at + 1).find(open) ?? all.slice(0, Math.max(at, 0)).reverse().find(open) ?? null;
  }

  // --- a reason that is being typed stays with its finding until that is decided, whatever else is looked at

  const typed = new Map();

  document.addEventListener("input", (event) => {
    if (event.target.id === "reason") typed.set(openId(), event.target.value);
  });

  function retype() {
    const field = $("#reason");
    if (field && typed.has(openId())) field.value = typed.get(openId());
  }

  window.addEventListener("beforeunload", (event) => {
    if ([...typed.values()].some((words) => words.trim())) event.preventDefault();
  });

  let asking = 0;
  async function show(id, { keepPage = false } = {}) {
    const turn = ++asking;
    mark(id);
    const got = await pieces(`${review}/findings/${id}`);
    if (!got || turn !== asking) return;
    if (got.status !== 200) return put(got.page, "notice");
    put(got.page, "detail");
    retype();
    announce();
    remember(id);
    if (!keepPage) showPageOf(id);
  }

  // Somebody who cannot see the page hears which finding is open now.
  function announce() {
    const words = ["#detail-title", "#detail .where"].map((part) => $(part)?.textContent ?? "");
    $("#announce").textContent = words.join(", ").replace(/\s+/g, " ").trim();
  }

  function remember(id) {
    const query = $("#list").dataset.query;
    history.replaceState(null, "", `${review}?${query ? `${query}&` : ""}finding=${id}`);
  }

  // --- the page of the draft

  let drawing = 0;
  async function showPage(number, id = openId()) {
    const holder = $("#page");
    if (holder.dataset.shown === String(number)) return chosenIntoView(id);
    const turn = ++drawing;
    holder.classList.add("loading");
    if (!holder.dataset.shown) $(".page-waiting", holder).textContent = "Drawing the page …";
    const got = await pieces(`${review}/pages/${number}?finding=${id}`);
    if (!got || turn !== drawing) return;
    if (got.status === 200) put(got.page, "page");
    else {
      holder.classList.remove("loading");
      const waiting = $(".page-waiting", holder);
      if (waiting) waiting.textContent = "This page cannot be drawn.";
    }
    mark(openId());
    chosenIntoView(openId());
  }

  function showPageOf(id) {
    const number = Number($("#detail").dataset.page || 0); // 0: it stands on no page
    if (number || !$("#page").dataset.shown) showPage(number || 1, id);
    else mark(id);
  }

  function chosenIntoView(id) {
    mark(id);
    const found = $(`#page .mark[data-mark="${id}"]`);
    if (!found) return;
    const pane = $(".page-pane");
    if (getComputedStyle(pane).overflowY === "auto") {
      const box = found.getBoundingClientRect();
      const frame = pane.getBoundingClientRect();
      if (box.top < frame.top + 60 || box.bottom > frame.bottom - 40) {
        pane.scrollTop += box.top - frame.top - frame.height / 3;
      }
    }
  }

  // --- deciding

  let sending = false;
  async function send(form, button) {
    if (sending) return;
    sending = true;
    const body = new URLSearchParams(new FormData(form, button ?? undefined));
    const decided = form.id === "decide" ? openId() : "";
    const following = form.id === "decide" ? nextOpen()?.dataset.id ?? "" : "";
    if (form.id === "decide") body.set("next", following);
    const got = await pieces(form.action, { method: "POST", body });
    sending = false;
    if (!got) return;
    const pageHadFocus = $("#detail").contains(document.activeElement);
    if (got.status >= 400 && !got.page.getElementById("detail")) return put(got.page, "notice");
    if (got.status < 400) typed.delete(decided);
    const row = $(".row", got.page);
    put(got.page, "tally", "notice", "detail", ...(row ? [row.id] : []));
    for (const drawn of document.querySelectorAll(`#page .mark[data-mark="${row?.dataset.id}"]`)) {
      drawn.classList.remove("is-open", "is-accepted", "is-fixed", "is-justified");
      drawn.classList.add([...row.classList].find((name) => name.startsWith("is-")));
    }
    const id = openId();
    retype();
    mark(id);
    remember(id);
    if (got.status === 409 || got.status === 422) $("#conflict")?.focus();
    else {
      showPageOf(id);
      if (pageHadFocus) $("#detail-title").focus({ preventScroll: true });
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id === "decide" || form.id === "undo") {
      event.preventDefault();
      send(form, event.submitter);
    } else if (form.id === "filters") {
      event.preventDefault();
      refilter();
    }
  }, true);

  // --- filters

  let typing = 0;
  async function refilter() {
    const fields = new URLSearchParams(new FormData($("#filters")));
    const got = await pieces(`${review}?${fields}`);
    if (!got || got.status !== 200) return;
    put(got.page, "list", "tally");
    readyList();
    fill();
    const first = rows()[0];
    if (first && !document.getElementById(`f-${openId()}`)) await show(first.dataset.id);
    else if (openId()) mark(openId());
    const query = $("#list").dataset.query;
    history.replaceState(null, "", `${review}${query ? `?${query}` : ""}`);
  }

  $("#filters").addEventListener("input", (event) => {
    clearTimeout(typing);
    typing = setTimeout(refilter, event.target.matches("select") ? 0 : 250);
  });

  // --- the mouse

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const line = event.target.closest("#list .row a");
    const drawn = event.target.closest("#page .mark");
    const step = event.target.closest("#page a.step");
    if (!line && !drawn && !step) return;
    event.preventDefault();
    if (line) show(line.closest(".row").dataset.id);
    else if (drawn) show(drawn.dataset.mark, { keepPage: true });
    else showPage(Number(new URL(step.href).pathname.split("/").pop()));
  });

  // --- the keyboard. Single keys can be switched off (WCAG 2.2, 2.1.4), and do nothing while somebody types.

  const STORE = "scr-publish.keys";
  const dialog = $("#keys");
  const keysOn = $("#keys-on");
  keysOn.checked = localStorage.getItem(STORE) !== "off";
  keysOn.addEventListener("change", () => localStorage.setItem(STORE, keysOn.checked ? "on" : "off"));

  const press = (selector) => $(selector)?.click();
  const go = (row) => row && show(row.dataset.id);
  const KEYS = {
    j: () => go(neighbour(1)),
    k: () => go(neighbour(-1)),
    a: () => press('#decide button[value="accepted"]'),
    f: () => press('#decide button[value="fixed"]'),
    r: () => $("#reason")?.focus(),
    u: () => $("#undo")?.requestSubmit(),
    b: () => press("#everywhere"),
    "/": () => $("#filters input[type=search]").focus(),
    "?": () => dialog.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input, select, textarea");
    if (event.key === "Escape" && field && !dialog.open) return field.blur();
    if (field) {
      if (event.key === "Enter" && event.ctrlKey && field.id === "reason") press('#decide button[value="justified"]');
      return;
    }
    if (dialog.open || event.ctrlKey || event.metaKey || event.altKey || !keysOn.checked) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  function readyList() {
    const button = $(".keys-button");
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }

  readyList();
  current()?.scrollIntoView({ block: "nearest" });
  showPageOf(openId());
  requestIdleCallback(fill, { timeout: 1500 });
})();
