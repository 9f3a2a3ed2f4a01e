"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const make = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};
const figure = (value) => value.toLocaleString("en-GB");
const isNothing = (value) => value === null || value === undefined || value === "";

class DataTable {
  constructor(table) {
    this.name = table.dataset.table;
    this.table = table;
    const { fields, rows, aside } = data.tables[this.name];
    this.aside = aside;
    this.fields = fields;
    this.rows = rows.map((cells, at) => ({ cells, at, words: cells.filter((cell) => !isNothing(cell)).join(" \u0000").toLowerCase() }));
    this.shown = fields.map((field, at) => ({ ...field, at })).filter((field) => field.shown);
    this.found = this.rows;
    this.sorting = null;
    this.page = 0;
    this.withDetails = this.name === "reports";
    this.heads();
    this.form();
    this.pager = document.querySelector(`.pager[data-for="${this.name}"]`);
    this.before = make("button", { type: "button", textContent: "Previous" });
    this.after = make("button", { type: "button", textContent: "Next" });
    this.where = make("p");
    this.where.setAttribute("role", "status");
    this.before.addEventListener("click", () => this.turn(-1));
    this.after.addEventListener("click", () => this.turn(1));
    this.pager.append(this.before, this.where, this.after);
    this.pager.hidden = false;
    this.show();
  }

  heads() {
    for (const head of this.table.querySelectorAll("thead th")) {
      const button = make("button", { type: "button", className: "sort", textContent: head.textContent });
      button.addEventListener("click", () => this.sortBy(head));
      head.replaceChildren(button);
    }
    if (this.withDetails) {
      const head = make("th", { scope: "col", className: "more-cell" }, make("span", { className: "visually-hidden", textContent: "Details" }));
      this.table.tHead.rows[0].append(head);
    }
  }

  form() {
    const form = document.querySelector(`.filters[data-for="${this.name}"]`);
    this.search = make("input", { type: "search", name: "words", autocomplete: "off" });
    form.append(make("label", {}, "Search ", this.search));
    this.choices = this.shown.filter((field) => field.choice).map((field) => {
      const select = make("select", {}, make("option", { value: "", textContent: "all" }));
      const values = new Set(this.rows.map((row) => row.cells[field.at]).filter((value) => !isNothing(value)));
      const order = field.kind === "number" ? [...values].sort((a, b) => b - a) : [...values];
      select.append(...order.map((value) => make("option", { value, textContent: String(value) })));
      form.append(make("label", {}, `${field.title} `, select));
      return { at: field.at, select };
    });
    const save = make("button", { type: "button", className: "export", textContent: "Download as CSV" });
    save.addEventListener("click", () => this.download());
    form.append(save);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.filter());
    form.hidden = false;
  }

  filter() {
    const words = this.search.value.trim().toLowerCase();
    const wanted = this.choices.filter(({ select }) => select.value);
    this.found = this.rows.filter((row) => row.words.includes(words) && wanted.every(({ at, select }) => String(row.cells[at]) === select.value));
    this.page = 0;
    this.sort();
    this.show();
  }

  sortBy(head) {
    const at = Number(head.dataset.column);
    const numeric = this.fields[at].kind === "number";
    const first = numeric ? "descending" : "ascending";
    const way = this.sorting?.at === at && this.sorting.way === first ? (numeric ? "ascending" : "descending") : first;
    this.sorting = { at, way, numeric };
    for (const other of this.table.querySelectorAll("thead th")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", way);
    this.page = 0;
    this.sort();
    this.show();
  }

  sort() {
    if (!this.sorting) return;
    const { at, way, numeric } = this.sorting;
    const sign = way === "ascending" ? 1 : -1;
    const order = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });
    const worst = Object.keys(data.tones);
    const rank = (value) => worst.indexOf(String(value).split(", ")[0]);
    const graded = this.fields[at].kind === "badge";
    this.found = [...this.found].sort((left, right) => {
      const a = left.cells[at];
      const b = right.cells[at];
      if (isNothing(a) || isNothing(b)) return isNothing(a) - isNothing(b) || left.at - right.at;
      const difference = numeric ? a - b : (graded && rank(a) - rank(b)) || order.compare(a, b);
      return sign * difference || left.at - right.at;
    });
  }

  turn(by) {
    this.page += by;
    this.show();
    this.table.scrollIntoView({ block: "nearest" });
  }

  show() {
    const size = data.size;
    const from = this.page * size;
    const rows = this.found.slice(from, from + size);
    this.table.tBodies[0].replaceChildren(...rows.map((row) => this.row(row)));
    const total = this.found.length;
    const of = total === this.rows.length ? figure(total) : `${figure(total)} found among ${figure(this.rows.length)}`;
    this.where.textContent = total ? `${figure(from + 1)} to ${figure(from + rows.length)} of ${of}` : `None found among ${figure(this.rows.length)}`;
    this.before.disabled = this.page === 0;
    this.after.disabled = from + size >= total;
    this.before.hidden = this.after.hidden = total <= size;
  }

  row(row) {
    const line = make("tr");
    this.shown.forEach((field, place) => {
      const cell = make(place ? "td" : "th", { className: `as-${field.kind}${field.narrow ? "" : " wide-only"}` });
      if (!place) cell.scope = "row";
      cell.append(DataTable.value(field, row.cells[field.at]));
      if (!place && this.aside !== null && row.cells[this.aside]) cell.append(make("span", { className: "aside", textContent: row.cells[this.aside] }));
      line.append(cell);
    });
    if (this.withDetails) {
      const button = make("button", { type: "button", className: "more" }, "Details", make("span", { className: "visually-hidden", textContent: ` of ${row.cells[0]}` }));
      button.addEventListener("click", () => this.details(row));
      line.append(make("td", { className: "more-cell" }, button));
    }
    return line;
  }

  static value(field, value) {
    if (isNothing(value)) return make("span", { className: "nothing", textContent: "–" });
    if (field.kind === "badge") return make("span", { className: `status ${data.tones[String(value).split(", ")[0]] ?? ""}`, textContent: value });
    return typeof value === "number" && field.title !== "Year" ? figure(value) : String(value);
  }

  details(row) {
    const dialog = document.getElementById("details");
    dialog.querySelector("h2").textContent = row.cells[0];
    const facts = this.fields.map((field, at) => ({ field, value: row.cells[at] })).slice(1).filter(({ value }) => !isNothing(value));
    dialog.querySelector(".facts").replaceChildren(...facts.map(({ field, value }) => {
      const shown = field.title === "Where" && /^https?:\/\//.test(value)
        ? make("a", { href: value, rel: "noreferrer noopener", target: "_blank", textContent: `${value} (opens a new window)` })
        : DataTable.value(field, value);
      return make("div", {}, make("dt", { textContent: field.title }), make("dd", {}, shown));
    }));
    const rules = data.details.reports[row.at];
    dialog.querySelector(".broken").replaceChildren(...(rules.length
      ? rules.map(([rule, number]) => make("li", {}, make("span", { textContent: `${rule} ${data.details.rules[rule] ?? ""}` }), make("strong", { textContent: figure(number) })))
      : [make("li", { textContent: "Nothing that was found." })]));
    dialog.showModal();
  }

  download() {
    const safe = (value) => {
      let text = isNothing(value) ? "" : String(value);
      if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const lines = [this.fields.map((field) => field.title), ...this.found.map((row) => row.cells)];
    const text = `\ufeff${lines.map((line) => line.map(safe).join(",")).join("\r\n")}\r\n`;
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    make("a", { href: address, download: `${this.name}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }
}

for (const table of document.querySelectorAll("table.data")) new DataTable(table);
