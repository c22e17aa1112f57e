// Searches the site in the reader's browser, with the index that was made when the site was.
const form = document.querySelector("form.search");
const input = form.querySelector("input");
const found = document.querySelector("#found");
const list = document.querySelector("#results");
const root = new URL(form.dataset.root, location.href);
const shown = 20;
let pagefind;
let latest = 0;

async function engine() {
  if (!pagefind) {
    pagefind = await import(new URL("pagefind/pagefind.js", root).href);
    await pagefind.options({ baseUrl: root.pathname });
    await pagefind.init();
  }
  return pagefind;
}

// The excerpt comes as HTML whose only elements are marks; it is taken apart so that nothing else can be in it.
function excerpt(html) {
  const line = document.createElement("span");
  for (const part of html.split(/(<mark>.*?<\/mark>)/)) {
    const mark = part.match(/^<mark>(.*)<\/mark>$/);
    const node = mark ? document.createElement("mark") : document.createElement("span");
    node.textContent = decode(mark ? mark[1] : part);
    line.append(node);
  }
  return line;
}

function decode(text) {
  const names = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'", "#x27": "'" };
  return text.replace(/&(lt|gt|amp|quot|#39|#x27);/g, (_, name) => names[name]);
}

function result(data) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = new URL(data.url, location.origin).href;
  link.textContent = decode(data.meta.title || data.url);
  const line = excerpt(data.excerpt);
  line.className = "meta";
  item.append(link, line);
  return item;
}

async function search() {
  const words = input.value.trim();
  const turn = ++latest;
  if (!words) {
    found.textContent = "";
    list.replaceChildren();
    return;
  }
  try {
    const { results } = await (await engine()).search(words);
    const pages = await Promise.all(results.slice(0, shown).map((one) => one.data()));
    if (turn !== latest) return;
    const total = results.length === 1 ? "1 page" : `${results.length} pages`;
    found.textContent = results.length ? `${total} found` + (results.length > shown ? `, the first ${shown} shown` : "") : "Nothing found";
    list.replaceChildren(...pages.map(result));
  } catch {
    found.textContent = "Search cannot be loaded here; the archive has all briefings.";
  }
}

let timer;
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, 150);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.replaceState(null, "", "?q=" + encodeURIComponent(input.value));
  search();
});
input.value = new URLSearchParams(location.search).get("q") || "";
search();
