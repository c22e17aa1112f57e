(() => {
  "use strict";
  const $ = (q, el = document) => [...el.querySelectorAll(q)];
  const entries = $(".communique .entry");
  const make = (name, attributes = {}, ...children) => {
    const el = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) el.setAttribute(key, value);
    el.append(...children);
    return el;
  };
  const marksOf = (id) => $(`mark[data-e~="${CSS.escape(id)}"]`);
  const say = (words) => { status.textContent = words; };
  const status = make("p", { class: "v", role: "status" });
  document.body.append(status);

  // Hover and focus: an entry and its words light up together.
  const light = (ids, on) => ids.forEach((id) => {
    marksOf(id).forEach((mark) => mark.classList.toggle("lit", on));
    document.getElementById(id)?.classList.toggle("lit", on);
  });
  const pair = (el, ids) => {
    for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]])
      el.addEventListener(event, () => light(ids, on));
  };
  entries.forEach((entry) => pair(entry, [entry.id]));
  $("mark[data-e]").forEach((mark) => pair(mark, mark.dataset.e.split(" ")));
  $("a.ref").forEach((a) => pair(a, [a.hash.slice(1)]));

  // A link to words in the article shows them without moving the briefing where the article has its own pane.
  const target = () => {
    $(".found").forEach((mark) => mark.classList.remove("found"));
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place?.id.startsWith("e-")) return;
    const id = place.id.replace(/-\d+$/, (end) => (document.getElementById(place.id.slice(2)) ? end : ""));
    marksOf(id.slice(2)).forEach((mark) => mark.classList.add("found"));
  };
  addEventListener("hashchange", target);
  target();

  if (!entries.length) return;

  // Filters by actor, status and source; next and previous; all with the keyboard.
  const names = new Map($(".cast > li[id]").map((li) => [li.id.slice(2), li.querySelector(".name").textContent]));
  const values = (key) => [...new Set(entries.flatMap((e) => (e.dataset[key] || "").split(" ").filter(Boolean)))];
  const words = (key, value) =>
    key === "status" ? entries.find((e) => e.dataset.status === value).querySelector(".chip").lastChild.textContent.trim()
    : value === "article" ? "the article" : names.get(value) || value;
  const filter = (key, label, all) => {
    const options = values(key).map((value) => [value, words(key, value)]).sort((a, b) => a[1].localeCompare(b[1], "en"));
    const select = make("select", { id: `by-${key}` }, make("option", { value: "" }, all));
    options.forEach(([value, text]) => select.append(make("option", { value }, text)));
    select.addEventListener("change", apply);
    return [key, select, make("label", { for: `by-${key}` }, label, " ", select)];
  };
  const apply = () => {
    entries.forEach((entry) => {
      entry.hidden = filters.some(([key, select]) => select.value && !entry.dataset[key].split(" ").includes(select.value));
    });
    const shown = shownEntries().length;
    const all = shown === entries.length;
    count.textContent = all ? "" : `${shown} of ${entries.length} entries`;
    clear.hidden = all;
    say(all ? `all ${shown} entries` : count.textContent);
  };
  const shownEntries = () => entries.filter((entry) => !entry.hidden);
  const step = (by) => {
    const shown = shownEntries();
    if (!shown.length) return;
    const now = shown.findIndex((entry) => entry.contains(document.activeElement));
    const next = shown[now < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(now + by, 0), shown.length - 1)];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    showWords(next);
  };
  const showWords = (entry) => {
    const place = document.getElementById(`e-${entry.id}`);
    const aside = document.querySelector("aside");
    if (place && aside && getComputedStyle(aside).overflowY === "auto" && aside.scrollHeight > aside.clientHeight)
      aside.scrollTop += place.getBoundingClientRect().top - aside.getBoundingClientRect().top - 60;
  };
  const button = (text, title, act) => {
    const el = make("button", { type: "button", title }, text);
    el.addEventListener("click", act);
    return el;
  };
  const filters = [
    filter("actors", "Actor", "all"), filter("status", "Standing", "all"), filter("sources", "Source", "any"),
  ].filter(([, select]) => select.options.length > 2);
  const count = make("span", { class: "count" });
  const clear = button("show all", "Show all entries again", () => { filters.forEach(([, s]) => { s.value = ""; }); apply(); });
  clear.hidden = true;
  const tools = make("div", { class: "tools", role: "group", "aria-label": "Show entries" },
    ...filters.map(([, , label]) => label), make("span", { class: "steps" },
      button("previous", "Previous entry (k)", () => step(-1)), button("next", "Next entry (j)", () => step(1))), count, clear);
  entries[0].closest("section").querySelector(".entries").before(tools);

  // Keys act only while an entry has the focus, so that they stand in nobody's way.
  const keys = { j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1), c: (entry) => copy(entry),
    Enter: (entry) => entry.querySelector(".num a")?.click() };
  entries.forEach((entry) => {
    entry.tabIndex = -1;
    entry.addEventListener("keydown", (event) => {
      if (event.target !== entry || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
      event.preventDefault();
      keys[event.key](entry);
    });
    entry.querySelector("header + .who ~ .meta:last-of-type")?.append(
      button("cite", `Copy a citation of ${entry.querySelector(".num").textContent} (c)`, () => copy(entry)));
  });

  // A citation: the words, the article, and their place in it.
  const copy = async (entry) => {
    const quote = entry.querySelector("blockquote p").cloneNode(true);
    $(".go", quote).forEach((a) => a.remove());
    const place = document.getElementById(`e-${entry.id}`)?.closest("p, h3");
    const paragraph = place ? $("#article p:not(.none)").indexOf(place) + 1 : 0;
    const title = document.querySelector("h1").textContent.trim();
    const source = (document.querySelector(".masthead .kicker")?.dataset.cite || "").trim();
    const parts = [`“${quote.textContent.trim()}”`, `“${title}”`, source, paragraph ? `paragraph ${paragraph}` : place ? "headline" : ""];
    const text = parts.filter(Boolean).join(", ") + ".";
    try {
      await navigator.clipboard.writeText(text);
      say("Citation copied.");
      flash(entry, "copied");
    } catch {
      prompt("Copy the citation:", text);
    }
  };
  const flash = (entry, text) => {
    const el = $("button", entry).find((b) => b.textContent === "cite");
    if (!el) return;
    el.textContent = text;
    setTimeout(() => { el.textContent = "cite"; }, 1500);
  };
})();
