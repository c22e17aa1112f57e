// Filters a list by its words and by what its items say of themselves (data-status, data-kind). Without it all is shown.
const form = document.querySelector("form.filter");
const items = [...document.querySelectorAll(form.dataset.filter)];
const groups = [...document.querySelectorAll("main " + form.dataset.group)];
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const texts = new Map(items.map((item) => [item, fold(item.textContent)]));

function apply() {
  const fields = Object.fromEntries(new FormData(form));
  const words = fold(fields.words || "").split(/\s+/).filter(Boolean);
  let count = 0;
  for (const item of items) {
    const fits = ["status", "kind"].every((name) => !fields[name] || item.dataset[name] === fields[name]);
    item.hidden = !(fits && words.every((word) => texts.get(item).includes(word)));
    count += !item.hidden;
  }
  for (const group of groups) group.hidden = items.some((i) => group.contains(i)) && items.every((i) => i.hidden || !group.contains(i));
  form.querySelector("output").textContent = count === items.length ? `${count} shown` : `${count} of ${items.length} shown`;
}

form.hidden = false;
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
apply();
