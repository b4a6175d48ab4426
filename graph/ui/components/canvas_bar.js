// The bar of tools, the legend, the line that says what is going on, and the list of keys.

const TOOLS = [
  ["undo", "undo"],
  ["redo", "redo"],
  null,
  ["expand", "open_in_full"],
  ["collapse", "close_fullscreen"],
  ["hide", "visibility_off"],
  ["pin", "keep"],
  ["focus", "center_focus_strong"],
  ["join", "route"],
  null,
  ["force", "hub"],
  ["layered", "view_column"],
  ["concentric", "adjust"],
  null,
  ["zoom_in", "zoom_in"],
  ["zoom_out", "zoom_out"],
  ["fit", "fit_screen"],
  null,
  ["png", "image"],
  ["svg", "shapes"],
  ["keys", "keyboard"],
];
const ON_SELECTED = new Set(["expand", "collapse", "hide", "pin", "focus", "join"]);
const LAYOUTS = ["force", "layered", "concentric"];
const KEYS = ["move", "next", "select", "expand", "collapse", "hide", "pin", "only", "focus", "join", "pick", "drag", "pan", "zoom", "fit", "layout", "undo", "end", "help"];

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function iconOf(name) {
  return make("span", { class: "icon", "aria-hidden": "true" }, name);
}

function drawBar(view) {
  const { root, data } = view;
  const bar = root.querySelector(".bar");
  bar.setAttribute("aria-label", data.words.bar);
  if (!bar.childElementCount) {
    for (const tool of TOOLS) bar.append(tool ? toolButton(tool) : make("span", { class: "gap" }));
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) useTool(root.lianpuView(), button.dataset.tool);
    });
  }
  for (const button of bar.querySelectorAll("button")) dressTool(view, button);
}

function toolButton([tool, icon]) {
  return make("button", { type: "button", "data-tool": tool }, iconOf(icon));
}

function dressTool(view, button) {
  const { data } = view;
  const tool = button.dataset.tool;
  const isStep = tool === "undo" || tool === "redo";
  const label = isStep ? data[tool] ?? data.words[`${tool}_none`] : data.words[tool];
  button.title = label;
  button.setAttribute("aria-label", label);
  button.disabled = (isStep && !data[tool]) || (ON_SELECTED.has(tool) && !currentName(view));
  if (LAYOUTS.includes(tool)) button.setAttribute("aria-pressed", String(data.layout === tool));
  if (tool === "focus") button.setAttribute("aria-pressed", String(Boolean(view.focus)));
  if (tool === "join") button.setAttribute("aria-pressed", String(Boolean(view.joining)));
}

// The name that a tool or key is for: where the keyboard is, else the selected one.
function currentName(view) {
  return view.nodes.get(view.cursor ?? "") ? view.cursor : view.nodes.get(view.data.selected ?? "") ? view.data.selected : null;
}

function useTool(view, tool) {
  const id = currentName(view);
  if (tool === "undo" || tool === "redo") view.act({ do: tool });
  else if (LAYOUTS.includes(tool)) view.act({ do: "layout", layout: tool });
  else if (tool === "focus") focusOn(view, view.focus ? null : id);
  else if (tool === "join") joinFrom(view, id);
  else if (tool === "zoom_in") zoom(view, 1.3);
  else if (tool === "zoom_out") zoom(view, 1 / 1.3);
  else if (tool === "fit") fitAll(view);
  else if (tool === "png" || tool === "svg") savePicture(view, tool);
  else if (tool === "keys") toggleKeys(view);
  else if (id) view.act({ do: tool, id });
}

function zoom(view, by) {
  view.network.moveTo({ scale: Math.min(4, Math.max(0.05, view.network.getScale() * by)) });
}

// A path: from the name where it begins, then to another.
function joinFrom(view, id) {
  if (view.joining && id && view.joining !== id) {
    view.act({ do: "join", id: view.joining, to: id });
    view.joining = null;
  } else view.joining = view.joining ? null : id;
  speak(view);
}

function drawLegend(view) {
  const { root, data } = view;
  const legend = root.querySelector(".legend");
  legend.setAttribute("aria-label", data.words.legend);
  const counts = new Map();
  for (const { kind } of data.nodes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const rows = data.kinds.filter(({ kind }) => counts.has(kind));
  legend.replaceChildren(
    ...rows.map(({ kind, label, glyph, colour }) => {
      const mark = make("b", { "aria-hidden": "true", style: `color:${colour}` }, glyph);
      const button = make("button", { type: "button", "aria-pressed": String(view.picked === kind) }, mark, ` ${label} `, make("span", { class: "count" }, String(counts.get(kind))));
      button.addEventListener("click", () => pickKind(view, kind));
      return button;
    }),
  );
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (slot, name) => values[name] ?? slot);
}

function kindLabel(view, kind) {
  return view.data.kinds.find((k) => k.kind === kind)?.label ?? "";
}

// What is going on, in the line below the canvas, which screen readers say.
function speak(view) {
  const { words } = view.data;
  const named = (id) => view.nodes.get(id)?.name ?? "";
  const count = view.data.nodes.filter((n) => n.kind === view.picked).length;
  let text = "";
  if (view.joining) text = filled(words.joining, { name: named(view.joining) });
  else if (view.focus) text = filled(words.focused, { name: named(view.focus.id), k: view.focus.steps });
  else if (view.picked) text = filled(words.picked, { type: kindLabel(view, view.picked), n: count });
  else if (view.cursor && view.nodes.get(view.cursor)) {
    const node = view.nodes.get(view.cursor);
    text = filled(node.left ? words.at : words.at_all, { type: kindLabel(view, node.kind), name: node.name, left: node.left });
  }
  view.root.querySelector(".said").textContent = text;
  for (const button of view.root.querySelectorAll(".bar button")) dressTool(view, button);
}

function toggleKeys(view) {
  const list = view.root.querySelector(".keys");
  const { words } = view.data;
  list.hidden = !list.hidden;
  if (list.hidden) {
    view.host.focus({ preventScroll: true });
    return;
  }
  list.setAttribute("aria-label", words.keys);
  const rows = KEYS.map((key) => make("tr", {}, make("th", { scope: "row" }, words[`key_${key}`]), make("td", {}, words[`do_${key}`])));
  const close = make("button", { type: "button" }, words.close);
  close.addEventListener("click", () => toggleKeys(view));
  list.onkeydown = (event) => {
    if (event.key === "Escape" || event.key === "?") toggleKeys(view);
  };
  list.replaceChildren(close, make("h4", {}, words.keys), make("table", {}, make("tbody", {}, ...rows)));
  close.focus({ preventScroll: true });
}
