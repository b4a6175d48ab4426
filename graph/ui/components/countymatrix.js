// Chains (rows) by counties (columns): a count in each cell, shaded by it, with the mark of how far things are.

function made(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function button(className, text, open, label) {
  const node = made("button", className, text);
  if (label) node.setAttribute("aria-label", label);
  node.addEventListener("click", open);
  return node;
}

function headRow(data, open) {
  const row = made("tr");
  row.append(made("th", "corner", data.words.chain));
  for (const column of data.columns) {
    const cell = made("th", "county");
    cell.scope = "col";
    cell.append(button("head", column.name, () => open({ county: column.iri })));
    row.append(cell);
  }
  row.append(made("th", "total", data.words.total));
  return row;
}

function cellElement(cell, column, chain, open) {
  const place = made("td", cell ? "held" : "empty");
  if (!cell) {
    place.append(made("span", "none", "·"));
    return place;
  }
  const pressed = button("cell", undefined, () => open({ county: column.iri, chain }), cell.told);
  pressed.title = cell.told;
  pressed.style.setProperty("--shade", `${cell.shade}%`);
  pressed.append(made("b", "", cell.n), made("span", "glyph", cell.glyph));
  place.append(pressed);
  return place;
}

function chainRow(row, data, open) {
  const line = made("tr");
  const head = made("th", "chain");
  head.scope = "row";
  head.append(button("head", row.name, () => open({ chain: row.id })));
  line.append(head, ...row.cells.map((cell, at) => cellElement(cell, data.columns[at], row.id, open)));
  line.append(made("td", "total", row.total));
  return line;
}

function totalRow(data) {
  const line = made("tr", "sum");
  const head = made("th", "chain", data.words.total);
  head.scope = "row";
  line.append(head, ...data.columns.map((column) => made("td", "total", column.total)));
  line.append(made("td", "total", data.columns.reduce((sum, column) => sum + column.total, 0)));
  return line;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const board = parentElement.querySelector(".lianpu-matrix");
  const version = JSON.stringify(data);
  if (board.dataset.version === version) return;
  board.dataset.version = version;
  const open = (what) => setTriggerValue("open", what);
  const table = made("table");
  const head = made("thead");
  head.append(headRow(data, open));
  const body = made("tbody");
  body.append(...data.rows.map((row) => chainRow(row, data, open)), totalRow(data));
  table.append(made("caption", "", data.words.label), head, body);
  const frame = made("div", "scroll");
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", data.words.label);
  frame.append(table);
  board.replaceChildren(frame, made("p", "", data.words.legend));
}
