/* The page of the review widget. What is done goes to Python as a message; what then is comes back as `state`. */

const WHATS = ["proposal", "concession", "actor", "statement"];
const PLURALS = { proposal: "Proposals", concession: "Concessions", actor: "Actors", statement: "Statements" };
const KEYS = [
  ["↑ ↓", "from entry to entry"], ["A", "accept"], ["E", "amend"], ["D", "drop"], ["M", "merge"],
  ["W", "choose words in the article"], ["N", "new entry from the chosen words"],
  ["+", "chosen words as evidence"], ["U", "undo"], ["Ctrl Enter", "save a form"], ["Esc", "leave"],
];
const GROUPS = ["actors", "positions", "conditions", "words", "time"]; // fields of several controls
const PATIENCE = 8000; // milliseconds after which a silent kernel is spoken of

/** An element with attributes, listeners (`onclick`, …) and children; text is never read as HTML. */
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

function render({ model, el }) {
  const view = new Review(model, el);
  const update = () => view.update();
  model.on("change:state", update);
  return () => { model.off("change:state", update); view.close(); };
}

class Review {
  constructor(model, el) {
    this.model = model;
    this.filter = { open: false, order: "text", what: "" };
    this.at = null; // the id of the entry that is looked at
    this.form = null; // null, or {kind: "amend" | "add" | "drop" | "merge", …}
    this.chosen = null; // {text, start}: words chosen in the article; start in characters
    this.head = h("div", { class: "cq-head" });
    this.list = h("div", { class: "cq-list", role: "group", "aria-label": "Entries" });
    this.text = h("div", { class: "cq-text", tabindex: "0", role: "group", "aria-label": "The article. Arrow keys choose a word, with Shift more of them" });
    this.bar = h("div", { class: "cq-chosen" });
    this.said = h("p", { class: "cq-said", role: "status" });
    this.log = h("details", { class: "cq-log" });
    this.root = h("div", { class: "cq", tabindex: "-1", "data-lm-suppress-shortcuts": "true", "data-jupyter-suppress-context-menu": true },
      this.head, this.said, h("div", { class: "cq-panes" }, this.list, h("div", { class: "cq-side" }, this.bar, this.text)), this.log);
    // before the notebook, whose own keys would insert and delete cells: it listens at the document, on the way down
    this.keys = (event) => this.keyed(event);
    window.addEventListener("keydown", this.keys, true);
    this.select = () => this.selected();
    document.addEventListener("selectionchange", this.select);
    el.append(this.root);
    this.update();
  }

  close() {
    document.removeEventListener("selectionchange", this.select);
    window.removeEventListener("keydown", this.keys, true);
    clearTimeout(this.timer);
  }

  get state() { return this.model.get("state"); }

  entry(id) { return this.state.entries.find((entry) => entry.id === id); }

  /** The entries that are shown, in the order asked for. */
  shown() {
    const { open, order, what } = this.filter;
    const kept = this.state.entries.filter((e) => (!open || !e.review) && (!what || e.what === what));
    const place = (e) => (e.words.length ? e.words[0][0] : Infinity);
    const sure = (e) => (e.confidence === null ? 1 : e.confidence);
    const rank = (e) => WHATS.indexOf(e.what);
    return order === "sure"
      ? kept.sort((a, b) => sure(a) - sure(b) || place(a) - place(b))
      : kept.sort((a, b) => rank(a) - rank(b) || place(a) - place(b));
  }

  send(message) {
    this.say("Saving…", "");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.say("Not saved: the kernel does not answer. Restart it and run this cell again.", "error"), PATIENCE);
    this.model.send({ ...message, by: this.by ? this.by.value : "" });
  }

  say(text, kind) {
    this.said.textContent = text;
    this.said.className = `cq-said ${kind}`;
  }

  /** Draws all anew, after Python has answered. */
  update() {
    clearTimeout(this.timer);
    const { notice } = this.state;
    const inside = this.root.contains(document.activeElement);
    if (inside) this.root.focus({ preventScroll: true });
    if (notice) this.say(notice.text, notice.kind);
    if (!notice || notice.kind !== "error") this.form = null;
    this.drawHead();
    this.drawArticle();
    this.drawLog();
    this.draw(inside && !this.form);
  }

  drawHead() {
    const { entries, by } = this.state;
    const done = entries.filter((entry) => entry.review).length;
    const pick = (name, options) => h("select", { "data-pick": name, onchange: (event) => { this.filter[name] = event.target.value; this.draw(); } },
      options.map(([value, label]) => h("option", { value, selected: this.filter[name] === value }, label)));
    this.by = h("input", { class: "cq-by", value: this.by ? this.by.value : by, size: 12 });
    this.head.replaceChildren(
      h("strong", {}, "Review"), h("span", { class: "cq-count" }, `${done} of ${entries.length} looked at`),
      h("label", {}, h("input", { type: "checkbox", checked: this.filter.open, onchange: (event) => { this.filter.open = event.target.checked; this.draw(); } }), " not yet reviewed"),
      h("label", {}, "Show ", pick("what", [["", "all"], ...WHATS.map((what) => [what, PLURALS[what].toLowerCase()])])),
      h("label", {}, "Order ", pick("order", [["text", "of the article"], ["sure", "least certain first"]])),
      h("label", {}, "By ", this.by),
      h("button", { class: "cq-undo", onclick: () => this.undo(), disabled: !this.state.corrections.length, title: "Take the last correction back (U)" }, "Undo"),
      h("details", { class: "cq-keys" }, h("summary", {}, "Keys"), h("dl", {}, KEYS.map(([key, does]) => [h("dt", {}, key), h("dd", {}, does)]))),
    );
  }

  /** Draws the entries; the one looked at has the focus if asked for. */
  draw(focus = false) {
    const shown = this.shown();
    if (!shown.some((entry) => entry.id === this.at)) this.at = this.next(shown);
    const cards = shown.map((entry, i) => {
      const heading = this.filter.order === "text" && (i === 0 || shown[i - 1].what !== entry.what);
      return [heading ? h("h3", {}, PLURALS[entry.what]) : null, this.card(entry)];
    });
    const add = this.form && this.form.kind === "add" ? this.addForm() : null;
    // where an element with the focus goes away, the notebook takes the focus, and the next keys with it
    if (this.list.contains(document.activeElement)) this.root.focus({ preventScroll: true });
    this.list.replaceChildren(...[add, ...cards.flat()].filter(Boolean));
    if (!shown.length) this.list.append(h("p", { class: "cq-none" }, this.filter.open ? "All is reviewed." : "There are no entries."));
    this.light();
    this.order = shown.map((entry) => entry.id);
    const field = this.form && this.list.querySelector(".cq-form input, .cq-form select, .cq-form textarea, .cq-form button");
    if (field) field.focus();
    else if (focus) this.focus();
  }

  /** The entry to look at when the one before is gone: the one that took its place. */
  next(shown) {
    const ids = shown.map((entry) => entry.id);
    const before = (this.order || []).indexOf(this.at);
    return ids[Math.max(0, Math.min(before, ids.length - 1))] || null;
  }

  focus() {
    const card = this.at && this.list.querySelector(`[data-id="${CSS.escape(this.at)}"]`);
    if (card) { card.focus(); card.scrollIntoView({ block: "nearest" }); } else this.list.querySelector("button, .cq-card")?.focus();
  }

  card(entry) {
    const here = entry.id === this.at;
    const review = entry.review && `${entry.review.state} by ${entry.review.by || "hand"}${entry.review.why ? `: ${entry.review.why}` : ""}`;
    const sure = entry.confidence === null ? null : h("span", { class: `cq-sure${entry.confidence < 0.5 ? " low" : ""}`, title: "confidence" }, `${Math.round(entry.confidence * 100)} %`);
    const card = h("article", {
      class: `cq-card ${entry.what}${here ? " here" : ""}${entry.review ? " done" : ""}`, "data-id": entry.id, tabindex: here ? "0" : "-1",
      "aria-label": `${entry.label}: ${entry.title}`, "aria-current": here ? "true" : null,
      onclick: (event) => { if (!event.target.closest("button, form")) this.go(entry.id); },
    },
    h("p", { class: "cq-line" }, h("b", { class: "cq-label" }, entry.label), " ", h("span", { class: "cq-title" }, entry.title)),
    h("p", { class: "cq-meta" }, entry.status ? h("span", { class: "cq-status" }, entry.status) : null, sure, h("span", {}, entry.detail), review ? h("em", {}, `✓ ${review}`) : null));
    if (!here) return card;
    const button = (label, key, act, disabled = false) => h("button", { onclick: act, title: `${label} (${key})`, disabled }, label);
    const merging = this.form && this.form.kind === "merge";
    if (merging) card.append(this.mergeForm(entry));
    else if (this.form && this.form.kind !== "add" && this.form.id === entry.id) card.append(this.form.kind === "drop" ? this.dropForm(entry) : this.amendForm(entry));
    else card.append(h("p", { class: "cq-do" },
      button("Accept", "A", () => this.send({ do: "confirm", id: entry.id })), button("Amend", "E", () => this.open("amend")),
      button("Drop", "D", () => this.open("drop")), entry.what === "statement" ? null : button("Merge", "M", () => this.open("merge")),
      this.chosen ? button("Add chosen words", "+", () => this.evidence()) : null));
    return card;
  }

  go(id, focus = true) {
    this.at = id;
    this.form = null;
    this.draw(focus);
    if (focus) setTimeout(() => { if (!this.root.contains(document.activeElement)) this.focus(); });
    const mark = this.text.querySelector("mark.here");
    if (mark) this.text.scrollTo({ top: mark.offsetTop - this.text.offsetTop - 40 });
  }

  open(kind, more = {}) {
    this.form = { kind, id: this.at, ...more };
    this.draw();
  }

  leave() {
    this.form = null;
    this.draw(true);
  }

  undo() { if (this.state.corrections.length) this.send({ do: "undo" }); }

  evidence() { if (this.chosen && this.at) this.send({ do: "evidence", id: this.at, quote: this.chosen }); }

  /* Forms */

  formOf(title, fields, submit, label) {
    const why = h("input", { name: "why", autocomplete: "off" });
    return h("form", { class: "cq-form", onsubmit: (event) => { event.preventDefault(); submit(why.value); } },
      h("p", { class: "cq-form-title" }, title), fields, h("label", {}, "why (for the record) ", why),
      h("p", { class: "cq-do" }, h("button", { type: "submit", class: "main" }, label), h("button", { type: "button", onclick: () => this.leave() }, "Cancel")));
  }

  dropForm(entry) {
    return this.formOf("Drop this entry?", [], (why) => this.send({ do: "drop", id: entry.id, why }), "Drop");
  }

  mergeForm(entry) {
    const others = this.state.entries.filter((other) => other.what === entry.what && other.id !== entry.id);
    if (!others.length) return h("p", {}, "There is no other to merge it with. ", h("button", { onclick: () => this.leave() }, "Cancel"));
    const pick = h("select", { name: "other" }, others.map((other) => h("option", { value: other.id }, `${other.label} ${other.title}`)));
    return this.formOf("This one stays; the other goes into it:", [h("label", {}, "the other ", pick)],
      (why) => this.send({ do: "merge", id: entry.id, other: pick.value, why }), "Merge");
  }

  amendForm(entry) {
    const fields = this.state.forms[entry.what].map((field) => this.field(field, entry.values[field.name]));
    const submit = (why) => {
      const changed = Object.fromEntries(fields.filter((f) => f.changed()).map((f) => [f.name, f.value()]));
      if (Object.keys(changed).length) this.send({ do: "amend", id: entry.id, fields: changed, why });
      else this.leave();
    };
    return this.formOf("Amend", fields.map((f) => f.element), submit, "Save");
  }

  addForm() {
    const what = this.form.what || "proposal";
    const fresh = { proposal: { kind: "initiative", status: "open" }, concession: { status: "made" }, actor: { kind: "person", name: this.chosen.text }, statement: {} }[what];
    const given = ["evidence", "mentions", "content", "confidence"]; // by the chosen words, and by who adds it
    const fields = this.state.forms[what].filter(({ name }) => !given.includes(name)).map((field) => this.field(field, fresh[field.name] ?? null));
    const pick = h("select", { name: "what", onchange: (event) => this.open("add", { what: event.target.value }) }, WHATS.map((w) => h("option", { value: w, selected: w === what }, w)));
    const submit = (why) => {
      const said = Object.fromEntries(fields.filter((f) => f.changed() || fresh[f.name] !== undefined).map((f) => [f.name, f.value()]));
      this.send({ do: "add", what, evidence: [this.chosen], fields: said, why });
    };
    return this.formOf(`New entry from “${this.chosen.text}”`, [h("label", {}, "a new ", pick), ...fields.map((f) => f.element)], submit, "Add");
  }

  /** One field of a form: its element, whether it was changed, and its value for the correction. */
  field({ name, label, kind, choices, empty }, value) {
    const actors = this.state.actors;
    const made = (control, read) => {
      const before = JSON.stringify(read());
      return { name, element: h(GROUPS.includes(kind) ? "div" : "label", { class: `cq-field ${kind}` }, h("span", {}, label, " "), control), value: read, changed: () => JSON.stringify(read()) !== before };
    };
    if (kind === "choice") {
      const options = [...(empty ? [["", "none"]] : []), ...choices.map((choice) => [choice, choice])];
      const control = h("select", { name }, options.map(([v, l]) => h("option", { value: v, selected: v === (value ?? "") }, l)));
      return made(control, () => control.value);
    }
    if (kind === "actor") {
      const control = h("select", { name }, [["", "nobody"], ...actors].map(([v, l]) => h("option", { value: v, selected: v === (value ?? "") }, l)));
      return made(control, () => control.value);
    }
    if (kind === "flag") {
      const control = h("input", { type: "checkbox", name, checked: Boolean(value) });
      return made(control, () => control.checked);
    }
    if (kind === "actors") {
      const boxes = actors.map(([id, text]) => [id, h("input", { type: "checkbox", checked: (value || []).includes(id) }), text]);
      const control = h("span", { class: "cq-boxes", role: "group", "aria-label": label }, boxes.map(([, box, text]) => h("label", {}, box, ` ${text}`)));
      return made(control, () => { // those there were keep their order
        const now = boxes.filter(([, box]) => box.checked).map(([id]) => id);
        return [...(value || []).filter((id) => now.includes(id)), ...now.filter((id) => !(value || []).includes(id))];
      });
    }
    if (kind === "positions") return this.positions(made, value || [], label);
    if (kind === "conditions") return this.conditions(made, value || [], label);
    if (kind === "words") return this.quotes(made, value || [], label);
    if (kind === "quote") return this.quotation(made, name, value);
    if (kind === "number") {
      const control = h("input", { name, type: "number", min: 0, max: 1, step: "any", value: value ?? "" });
      return made(control, () => (control.value === "" ? "" : Number(control.value)));
    }
    if (kind === "time") {
      const words = h("input", { name, value: value ? value.text : "", placeholder: "words of the article", "aria-label": label });
      const date = h("input", { value: value?.date || "", placeholder: "2025-03-21", size: 10, "aria-label": `${label}: date` });
      return made(h("span", {}, words, " ", date), () => {
        if (!words.value.trim()) return "";
        const same = value && words.value === value.text;
        return { text: words.value, ...(date.value ? { date: date.value } : {}), evidence: same ? value.evidence : [words.value] };
      });
    }
    if (kind === "lines") {
      const control = h("textarea", { name, rows: 2, value: (value || []).join("\n") });
      return made(control, () => control.value.split("\n").map((line) => line.trim()).filter(Boolean));
    }
    const control = name === "summary" ? h("textarea", { name, rows: 2, value: value ?? "" }) : h("input", { name, value: value ?? "", autocomplete: "off" });
    return made(control, () => control.value.trim());
  }

  /** Rows that can be added and removed; `row` gives one with a `read` for its value. */
  rows(made, label, rows, more) {
    const list = h("span", { class: "cq-rows", role: "group", "aria-label": label }, rows);
    const add = more && h("button", { type: "button", onclick: () => { const line = more.row(); if (line) { list.append(line); (line.querySelector("select, input") || line).focus(); } } }, more.label);
    return made(h("span", {}, list, add), () => [...list.children].map((line) => line.read()));
  }

  row(what, read, ...controls) {
    const line = h("span", { class: "cq-row", tabindex: "-1" }, controls, h("button", { type: "button", "aria-label": `remove this ${what}`, onclick: () => line.remove() }, "×"));
    line.read = read;
    return line;
  }

  /** Words for a new row: those chosen, else the entry's first. */
  fallback() { return this.chosen ? [this.chosen] : this.firstWords(); }

  /** Who stands where: one row an actor. */
  positions(made, value, label) {
    const row = (position) => {
      const actor = h("select", { "aria-label": "actor" }, this.state.actors.map(([v, l]) => h("option", { value: v, selected: v === position.actor }, l)));
      const stance = h("select", { "aria-label": "stance" }, this.state.stances.map((s) => h("option", { value: s, selected: s === position.stance }, s)));
      return this.row("position", () => ({ actor: actor.value, stance: stance.value, evidence: position.evidence }), actor, stance);
    };
    return this.rows(made, label, value.map(row), { label: "Add a position", row: () => row({ evidence: this.fallback() }) });
  }

  /** On what condition: one row each. */
  conditions(made, value, label) {
    const row = (condition) => {
      const summary = h("input", { "aria-label": "condition", value: condition.summary, title: condition.evidence.map((words) => words.text).join(" … ") });
      return this.row("condition", () => ({ summary: summary.value.trim(), evidence: condition.evidence }), summary);
    };
    return this.rows(made, label, value.map(row), { label: "Add a condition", row: () => row({ summary: this.chosen ? this.chosen.text : "", evidence: this.fallback() }) });
  }

  /** Words of the article: one row each; more of them are those that are chosen. */
  quotes(made, value, label) {
    const row = (words) => this.row("quotation", () => words, h("q", {}, words.text));
    const more = this.chosen ? { label: "Add the chosen words", row: () => row(this.chosen) } : null;
    return this.rows(made, label, value.map(row), more);
  }

  /** Words of the article, to be typed or, where some are chosen, those. */
  quotation(made, name, value) {
    const control = h("input", { name, value: value ? value.text : "", placeholder: "words of the article", autocomplete: "off" });
    return made(control, () => {
      const words = control.value.trim();
      return [value, this.chosen].find((known) => known && known.text === words) || words;
    });
  }

  /** The words of the entry that is looked at, as a quotation. */
  firstWords() {
    const words = this.form && this.form.kind === "amend" ? this.entry(this.at)?.words[0] : null;
    return words ? [this.quote(words[0], words[1])] : [];
  }

  /* The article */

  drawArticle() {
    const { text, pieces } = this.state;
    this.text.replaceChildren(...pieces.map(([start, end, ids]) => {
      const words = text.slice(start, end);
      if (!ids.length) return document.createTextNode(words);
      const kinds = [...new Set(ids.map((id) => this.entry(id).what))].join(" ");
      return h("mark", { class: kinds, "data-ids": ids.join(" "), title: ids.map((id) => this.entry(id).label).join(", "), onclick: () => { if (document.getSelection().isCollapsed) this.pick(ids); } }, words);
    }));
    this.words = [...text.matchAll(/\S+/g)].map((match) => [match.index, match.index + match[0].length]);
    this.drawChosen();
  }

  /** A click on marked words goes to their entry, and to the next one where they carry several. */
  pick(ids) {
    const known = ids.filter((id) => this.shown().some((entry) => entry.id === id));
    if (known.length) this.go(known[(known.indexOf(this.at) + 1) % known.length]);
  }

  light() {
    for (const mark of this.text.querySelectorAll("mark")) mark.classList.toggle("here", mark.dataset.ids.split(" ").includes(this.at));
  }

  quote(start, end) {
    const { text } = this.state;
    const cut = text.slice(start, end);
    const first = start + cut.length - cut.trimStart().length;
    return { text: cut.trim(), start: [...text.slice(0, first)].length };
  }

  /** Keeps the words that are selected in the article; a selection elsewhere leaves them. */
  selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || !this.text.contains(selection.anchorNode) || !this.text.contains(selection.focusNode)) return;
    const range = selection.getRangeAt(0);
    if (range.collapsed) return;
    const before = document.createRange();
    before.selectNodeContents(this.text);
    before.setEnd(range.startContainer, range.startOffset);
    const start = before.toString().length;
    const chosen = this.quote(start, start + range.toString().length);
    if (!chosen.text || chosen.text === this.chosen?.text) return;
    this.chosen = chosen;
    this.drawChosen();
    if (!this.form) this.draw();
  }

  drawChosen() {
    this.bar.replaceChildren(...(this.chosen
      ? [h("span", {}, "Chosen: ", h("q", {}, this.chosen.text)), " ",
        h("button", { onclick: () => this.open("add"), title: "New entry (N)" }, "New entry"), h("button", { onclick: () => this.evidence(), disabled: !this.at, title: "Evidence of the entry on the left (+)" }, "Add as evidence"),
        h("button", { onclick: () => this.forget() }, "Clear")]
      : [h("span", { class: "cq-hint" }, "Select words in the article to add an entry or evidence.")]));
  }

  forget() {
    this.chosen = null;
    document.getSelection().removeAllRanges();
    this.drawChosen();
    this.draw(true);
  }

  /** Arrow keys in the article choose a word, with Shift more; up and down go by sentence. */
  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return false;
    event.preventDefault();
    const last = this.words.length - 1;
    let to = this.cursor === undefined ? 0 : this.cursor + step;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") while (to > 0 && to < last && !this.starts(to)) to += step;
    this.cursor = Math.max(0, Math.min(last, to));
    if (!event.shiftKey || this.anchor === undefined) this.anchor = this.cursor;
    const [from, until] = [Math.min(this.anchor, this.cursor), Math.max(this.anchor, this.cursor)];
    const [a, b] = [this.point(this.words[from][0]), this.point(this.words[until][1])];
    document.getSelection().setBaseAndExtent(...a, ...b);
    b[0].parentElement.scrollIntoView({ block: "nearest" });
    return true;
  }

  starts(n) { return n === 0 || /[.!?:][”"’)]*$/.test(this.state.text.slice(...this.words[n - 1])) || /\n/.test(this.state.text.slice(this.words[n - 1][1], this.words[n][0])); }

  /** The text node and the place in it that stand at an offset of the article. */
  point(offset) {
    const walker = document.createTreeWalker(this.text, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (node && offset > node.length) { offset -= node.length; node = walker.nextNode(); }
    return [node, offset];
  }

  drawLog() {
    const { corrections, unresolved } = this.state;
    const open = this.log.open || unresolved.length > 0;
    const count = `${corrections.length} correction${corrections.length === 1 ? "" : "s"}`;
    this.log.replaceChildren(h("summary", {}, count, unresolved.length ? `, ${unresolved.length} could not be applied` : ""),
      h("ol", {}, corrections.map((line) => h("li", {}, line))),
      unresolved.length ? h("ul", { class: "cq-unresolved" }, unresolved.map(([what, why]) => h("li", {}, `Not applied: ${what} — ${why}`))) : "");
    this.log.open = open;
  }

  /* Keys */

  keyed(event) {
    if (!this.root.contains(event.target)) return;
    const theirs = (event.ctrlKey || event.metaKey || event.altKey) && event.key !== "Enter"; // Ctrl S saves the notebook
    if (theirs) return;
    event.stopPropagation();
    if (this.text.contains(event.target) && this.walk(event)) return;
    this.key(event);
  }

  key(event) {
    if (event.key === "Escape") { event.preventDefault(); if (this.form || !this.list.contains(event.target)) this.leave(); return; }
    const form = event.key === "Enter" && event.target.closest(".cq-form");
    if (form && (event.ctrlKey || event.metaKey || event.target.matches("input"))) { // JupyterLab keeps Enter from sending a form
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, .cq-form")) return;
    const shown = this.shown().map((entry) => entry.id);
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && this.list.contains(event.target)) {
      event.preventDefault();
      const to = shown[shown.indexOf(this.at) + move];
      if (to) this.go(to);
      return;
    }
    const act = {
      a: () => this.at && this.send({ do: "confirm", id: this.at }), e: () => this.open("amend"), d: () => this.open("drop"),
      m: () => this.entry(this.at)?.what !== "statement" && this.open("merge"), u: () => this.undo(), w: () => this.text.focus(),
      n: () => this.chosen && this.open("add"), "+": () => this.evidence(),
    }[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  }
}

export default { render };
