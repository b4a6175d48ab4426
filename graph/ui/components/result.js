// A page of a result as a table: headings sort, names lead to their page. Every text goes in as text.

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function heading(column, place, words, act) {
  const cell = element("th", column.number ? "number" : "");
  cell.scope = "col";
  cell.setAttribute("aria-sort", column.sorted);
  const arrow = element("span", "arrow", { ascending: "▲", descending: "▼", none: "↕" }[column.sorted]);
  arrow.setAttribute("aria-hidden", "true");
  const press = element("button", "", column.name, arrow);
  press.type = "button";
  press.title = words.sort;
  press.addEventListener("click", () => act({ do: "sort", column: place }));
  cell.append(press);
  return cell;
}

function content(cell, act) {
  const parts = [];
  if (cell.glyph) {
    const glyph = element("span", "glyph", cell.glyph);
    glyph.style.color = cell.colour;
    glyph.setAttribute("aria-hidden", "true");
    parts.push(glyph);
  }
  if (cell.href) {
    const link = element("a", "", cell.text);
    link.href = cell.href;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // Beside this page, as any link.
      event.preventDefault();
      act({ do: "open", href: cell.href });
    });
    parts.push(link);
  } else {
    parts.push(cell.text);
  }
  if (cell.note) parts.push(element("span", "note", cell.note));
  return parts;
}

function row(told, columns, act) {
  const cells = told.cells.map((cell, place) => {
    const made = element("td", columns[place].number ? "number" : "", ...(cell ? content(cell, act) : []));
    if (cell?.title) made.title = cell.title;
    return made;
  });
  return element("tr", "", element("td", "n", String(told.n)), ...cells);
}

function pager(data, act) {
  const { words, page, pages } = data;
  const turn = (label, to, off) => {
    const press = element("button", "", label);
    Object.assign(press, { type: "button", disabled: off });
    press.addEventListener("click", () => act({ do: "page", page: to }));
    return press;
  };
  const nav = element(
    "nav",
    "",
    turn(words.previous, page - 1, page === 0),
    element("span", "", words.page),
    turn(words.next, page + 1, page === pages - 1),
  );
  nav.setAttribute("aria-label", words.pages);
  return nav;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".lianpu-result");
  const version = JSON.stringify(data);
  if (root.dataset.version === version) return;
  const focused = [...root.querySelectorAll("th button")].indexOf(document.activeElement);
  root.dataset.version = version;
  const act = (what) => setTriggerValue("act", what);
  const head = element("tr", "", element("th", "n", "#"), ...data.columns.map((one, place) => heading(one, place, data.words, act)));
  const table = element("table", "", element("thead", "", head), element("tbody", "", ...data.rows.map((one) => row(one, data.columns, act))));
  const frame = element("div", "frame", table);
  Object.assign(frame, { tabIndex: 0 });
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", data.words.label);
  root.replaceChildren(frame, ...(data.pages > 1 ? [pager(data, act)] : []));
  if (focused >= 0) root.querySelectorAll("th button")[focused]?.focus();
}
