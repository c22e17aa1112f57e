/* The page of the desk. What is asked for goes to Python as a message; what then is comes back as traits. */

function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** The address at which this Jupyter opens the notebook of a report, which is beside the desk's own. */
function notebook(name) {
  const config = document.getElementById("jupyter-config-data");
  const base = config ? JSON.parse(config.textContent).baseUrl || "/" : "/";
  const here = decodeURIComponent(location.pathname).match(/\/(lab\/tree|doc\/tree|notebooks)\/(.*\/)?[^/]+\.ipynb$/);
  const path = `${(here && here[2]) || ""}${name}/briefing.ipynb`;
  return `${base}${here && here[1] === "notebooks" ? "notebooks" : "lab/tree"}/${path.split("/").map(encodeURIComponent).join("/")}`;
}

function render({ model, el }) {
  const article = h("textarea", { rows: 6, "aria-label": "The article or its address", placeholder: "Paste an article here, or its address (https://…)" });
  const brief = h("button", { class: "main", onclick: () => send({ do: "brief", article: article.value }) }, "Brief");
  const bar = h("progress", { "aria-label": "at work" });
  const notice = h("span", { role: "status" });
  const list = h("div", { class: "cd-list" });
  const shown = h("div", { class: "cd-shown" });
  const root = h("div", { class: "cd", "data-lm-suppress-shortcuts": "true" },
    article, h("p", { class: "cd-do" }, brief, bar, notice), h("h2", {}, "Reports"), list, shown);
  const send = (message) => { brief.disabled = true; model.send(message); };
  const tell = () => {
    const { kind, text } = model.get("notice");
    notice.textContent = text;
    notice.className = kind;
    bar.hidden = kind !== "busy";
    brief.disabled = kind === "busy";
  };
  const button = (label, what, name) => h("button", { onclick: () => send({ do: what, name }), "aria-label": `${label} ${name}` }, label);
  const draw = () => {
    const rows = model.get("rows");
    if (!rows.length) { list.replaceChildren(h("p", {}, "There are no reports yet.")); return; }
    const head = ["Report", "Made", "State", "Proposals / concessions / actors", "Actions"].map((text) => h("th", { scope: "col" }, text));
    list.replaceChildren(h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows.map((row) => h("tr", {},
      h("th", { scope: "row" }, row.title), h("td", {}, row.made), h("td", { class: row.status }, row.status), h("td", {}, row.counts),
      h("td", { class: "cd-do" }, button("Show", "show", row.name),
        h("a", { href: notebook(row.name), target: "_blank", rel: "noopener" }, "Open and review"),
        button("Refresh", "refresh", row.name), button("Render", "render", row.name),
        row.status === "approved" ? button("Withdraw", "withdraw", row.name) : button("Approve", "approve", row.name)))))));
  };
  const show = () => {
    const page = model.get("page");
    // a page of its own origin: what is in it cannot reach this notebook
    shown.replaceChildren(...(page ? [h("iframe", { srcdoc: page, sandbox: "allow-scripts allow-popups", title: `The briefing ${model.get("shown")}` })] : []));
  };
  model.on("change:notice", tell);
  model.on("change:rows", draw);
  model.on("change:page", show);
  tell(); draw(); show();
  el.append(root);
  return () => { model.off("change:notice", tell); model.off("change:rows", draw); model.off("change:page", show); };
}

export default { render };
