// Counties as shapes with their name and count, those without an outline as tiles beneath. Text goes in as text.

const SVG = "http://www.w3.org/2000/svg";
const ROOMY = 34;

function drawn(tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function pressable(node, open) {
  node.setAttribute("role", "button");
  node.setAttribute("tabindex", "0");
  node.addEventListener("click", open);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    open();
  });
}

function shapeElement(shape, data, open) {
  const group = drawn("g", { class: "county", "aria-label": `${shape.name} ${data.unit.replace("{n}", shape.count)}` });
  if (shape.iri === data.selected) group.setAttribute("aria-current", "true");
  group.style.setProperty("--shade", `${shape.shade}%`);
  group.append(drawn("path", { d: shape.path }));
  pressable(group, () => open({ county: shape.iri }));
  return group;
}

function labelElement(shape) {
  const small = shape.room < ROOMY;
  const label = drawn("g", { class: small ? "label small" : "label", transform: `translate(${shape.x},${shape.y})` });
  label.append(drawn("text", { y: small ? -2 : -6 }, shape.name));
  label.append(drawn("text", { y: small ? 13 : 17, class: "count" }, shape.count));
  return label;
}

function tileElement(tile, data, open) {
  const button = document.createElement("button");
  button.className = "tile";
  button.style.setProperty("--shade", `${tile.shade}%`);
  const count = document.createElement("b");
  count.textContent = tile.count;
  button.append(`${tile.name} `, count);
  button.setAttribute("aria-label", `${tile.name} ${data.unit.replace("{n}", tile.count)}`);
  if (tile.iri === data.selected) button.setAttribute("aria-current", "true");
  button.addEventListener("click", () => open({ county: tile.iri }));
  return button;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const board = parentElement.querySelector(".lianpu-countymap");
  const version = JSON.stringify(data);
  if (board.dataset.version === version) return;
  board.dataset.version = version;
  const open = (what) => setTriggerValue("open", what);
  board.replaceChildren();
  if (data.shapes.length) {
    const svg = drawn("svg", { viewBox: `0 0 ${data.width} ${data.height}`, role: "group", "aria-label": data.label });
    const last = (shape) => (shape.iri === data.selected ? 1 : 0);
    const shapes = [...data.shapes].sort((a, b) => last(a) - last(b));
    svg.append(...shapes.map((shape) => shapeElement(shape, data, open)));
    const labels = drawn("g", { "aria-hidden": "true", class: "labels" });
    labels.append(...data.shapes.map(labelElement));
    svg.append(labels);
    board.append(svg);
  }
  if (data.tiles.length) {
    const head = document.createElement("p");
    head.textContent = data.shapes.length ? data.words.beside : data.words.schematic;
    const tiles = document.createElement("div");
    tiles.className = data.shapes.length ? "tiles" : "tiles alone";
    tiles.append(...data.tiles.map((tile) => tileElement(tile, data, open)));
    board.append(head, tiles);
  }
  if (data.shapes.length) {
    const source = document.createElement("p");
    source.textContent = data.words.source;
    board.append(source);
  }
}
