// A chain as columns of cards, with supply lines in the gutters and streets between them. Text goes in as text.

const SVG = "http://www.w3.org/2000/svg";
const PORT = 7;
const RADIUS = 6;
const STACKED = "(max-width: 640px)";

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function shape(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// ---- cards

function tagElement(text, help) {
  const tag = element("span", "tag", text);
  tag.title = help;
  return tag;
}

function seatElement(seat) {
  const row = element("span", "seat");
  const glyph = element("span", "glyph", seat.glyph);
  glyph.style.color = seat.colour;
  glyph.setAttribute("aria-hidden", "true");
  row.append(glyph, ` ${seat.name}`);
  row.title = seat.name;
  return row;
}

function cardElement(link, words, choose) {
  const card = element("button", `card ${link.state}`);
  card.type = "button";
  card.dataset.iri = link.iri;
  card.classList.toggle("faded", link.faded);
  const head = element("span", "head");
  head.append(element("span", "title", link.title));
  if (link.key) head.append(tagElement(words.key, words.keyHelp));
  if (link.shared) head.append(tagElement(words.shared, words.sharedHelp));
  const state = element("span", "state", link.stateText);
  if (link.badge) state.append(" ", element("span", "badge", link.badge));
  card.append(head, state, ...link.seats.map(seatElement));
  if (link.more) card.append(element("span", "more", words.more.replace("{n}", link.more)));
  card.addEventListener("click", () => choose(link.iri));
  return card;
}

function placed(node, column, row, span) {
  node.style.gridColumn = span ? `${column} / span ${span}` : String(column);
  node.style.gridRow = String(row);
  return node;
}

function mainGrid(data, choose) {
  const grid = element("div", "main");
  grid.style.setProperty("--columns", data.grid.columns);
  grid.style.gridTemplateRows = `auto repeat(${data.grid.rows}, auto)`;
  for (const column of data.columns.filter((one) => one.stage !== "support")) {
    const [first, span] = column.at;
    grid.append(placed(element("h2", "stage", column.title), first + 1, 1, span));
    grid.append(...column.links.map((link) => placed(cardElement(link, data.words, choose), link.at[0] + 1, link.at[1] + 2)));
  }
  return grid;
}

function supportGrid(column, data, choose) {
  const box = element("div", "support");
  const grid = element("div", "cards");
  grid.style.setProperty("--columns", data.grid.abreast);
  grid.append(...column.links.map((link) => placed(cardElement(link, data.words, choose), link.at[0] + 1, link.at[1] + 1)));
  box.append(element("h2", "stage", column.title), grid);
  return box;
}

function build(board, data, choose) {
  board.replaceChildren(mainGrid(data, choose));
  const support = data.columns.find((column) => column.stage === "support");
  if (support) board.append(supportGrid(support, data, choose));
  board.setAttribute("role", "group");
  board.setAttribute("aria-label", data.words.label);
}

// ---- lines

function measure(board) {
  const frame = board.getBoundingClientRect();
  const rect = (node) => {
    const box = node.getBoundingClientRect();
    return { left: box.left - frame.left, right: box.right - frame.left, top: box.top - frame.top, bottom: box.bottom - frame.top };
  };
  const grid = board.querySelector(".main");
  const style = getComputedStyle(grid);
  const outer = rect(grid);
  const sizes = (text) => text.split(" ").map(parseFloat);
  const spans = (starts, gap, from) => {
    let at = from;
    return starts.map((size) => {
      const span = [at, at + size];
      at += size + gap;
      return span;
    });
  };
  const columns = spans(sizes(style.gridTemplateColumns), parseFloat(style.columnGap), outer.left + parseFloat(style.paddingLeft));
  const [head, ...rows] = spans(sizes(style.gridTemplateRows), parseFloat(style.rowGap), outer.top);
  const support = board.querySelector(".support .card");
  const below = support ? rect(support.parentElement).top : outer.bottom;
  return {
    cards: new Map([...board.querySelectorAll(".card")].map((card) => [card.dataset.iri, rect(card)])),
    gutters: [
      [outer.left, columns[0][0]],
      ...columns.slice(1).map((column, i) => [columns[i][1], column[0]]),
      [columns.at(-1)[1], outer.right],
    ],
    streets: [[head[1], rows[0][0]], ...rows.slice(1).map((row, i) => [rows[i][1], row[0]]), [rows.at(-1)[1], below]],
  };
}

const share = ([from, to], part) => from + (to - from) * part;

function upright(at, card, [gutter, part, port], leaving) {
  if (gutter !== null) return share(at.gutters[gutter], part);
  return share([card.left, card.right], leaving ? 0.68 : 0.32) - (leaving ? 0 : port * PORT);
}

function meeting(card, [gutter, , port], x) {
  if (gutter === null) return [x, card.top];
  const middle = (card.top + card.bottom) / 2;
  const room = (card.bottom - card.top) / 2 - 8;
  const y = middle + Math.max(-room, Math.min(room, port * PORT));
  return [x < card.left ? card.left : card.right, y];
}

function pathOf(at, wire) {
  const a = at.cards.get(wire.from);
  const b = at.cards.get(wire.to);
  if (wire.straight) return [[(a.left + a.right) / 2, a.bottom], [(a.left + a.right) / 2, b.top]];
  const x1 = upright(at, a, wire.out, true);
  const x2 = upright(at, b, wire.into, false);
  const first = meeting(a, wire.out, x1);
  const last = meeting(b, wire.into, x2);
  if (wire.street === null) return [first, [x1, first[1]], [x1, last[1]], last];
  const y = share(at.streets[wire.street], wire.lane);
  return [first, [x1, first[1]], [x1, y], [x2, y], [x2, last[1]], last];
}

function rounded(points) {
  const path = points.filter((point, i) => i === 0 || Math.hypot(point[0] - points[i - 1][0], point[1] - points[i - 1][1]) > 0.5);
  let drawn = `M${path[0]}`;
  for (let i = 1; i < path.length - 1; i += 1) {
    const [before, corner, after] = [path[i - 1], path[i], path[i + 1]];
    const room = (end) => Math.min(RADIUS, Math.hypot(end[0] - corner[0], end[1] - corner[1]) / 2);
    const towards = (end) => {
      const length = Math.hypot(end[0] - corner[0], end[1] - corner[1]) || 1;
      return corner.map((c, k) => c + ((end[k] - c) * room(end)) / length);
    };
    drawn += ` L${towards(before)} Q${corner} ${towards(after)}`;
  }
  return `${drawn} L${path.at(-1)}`;
}

function kindOf(wire, data) {
  if (data.selected && wire.from === data.selected) return "out";
  if (data.selected && wire.to === data.selected) return "in";
  if (wire.held === "held") return "held";
  return data.all ? wire.held : null;
}

const ORDER = ["open", "coming", "held", "in", "out"];

function arrowhead(kind) {
  const marker = shape("marker", {
    id: `lianpu-arrow-${kind}`, class: kind, viewBox: "0 0 8 8", refX: 7, refY: 4,
    markerWidth: 8, markerHeight: 8, markerUnits: "userSpaceOnUse", orient: "auto",
  });
  marker.append(shape("path", { d: "M0,0.5 L8,4 L0,7.5 z" }));
  return marker;
}

function drawLines(board, data) {
  board.querySelector("svg")?.remove();
  if (getComputedStyle(board.querySelector(".main")).display !== "grid") return;
  const at = measure(board);
  const svg = shape("svg", { width: board.clientWidth, height: board.clientHeight, "aria-hidden": "true" });
  const defs = shape("defs", {});
  defs.append(...ORDER.map(arrowhead));
  svg.append(defs);
  const drawn = data.wires.map((wire) => [kindOf(wire, data), wire]).filter(([kind]) => kind);
  drawn.sort((one, other) => ORDER.indexOf(one[0]) - ORDER.indexOf(other[0]));
  for (const [kind, wire] of drawn) {
    const d = rounded(pathOf(at, wire));
    svg.append(shape("path", { d, class: "under" }));
    const strong = wire.held === "held" ? " held" : "";
    svg.append(shape("path", { d, class: `wire ${kind}${strong}`, "marker-end": `url(#lianpu-arrow-${kind})` }));
  }
  board.prepend(svg);
}

// ---- selection and keys

function mark(board, data) {
  const linked = new Set();
  for (const wire of data.wires) {
    if (wire.from === data.selected) linked.add(wire.to);
    if (wire.to === data.selected) linked.add(wire.from);
  }
  const cards = [...board.querySelectorAll(".card")];
  const stop = cards.find((card) => card.dataset.iri === data.selected) ?? cards[0];
  for (const card of cards) {
    const chosen = card.dataset.iri === data.selected;
    card.classList.toggle("selected", chosen);
    card.classList.toggle("linked", linked.has(card.dataset.iri));
    card.setAttribute("aria-pressed", String(chosen));
    card.tabIndex = card === stop ? 0 : -1;
  }
}

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function nextCard(cards, from, [dx, dy]) {
  const middle = (card) => {
    const box = card.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const [x, y] = middle(from);
  let best = null;
  for (const card of cards) {
    const [u, v] = middle(card);
    const along = dx ? (u - x) * dx : (v - y) * dy;
    const aside = Math.abs(dx ? v - y : u - x);
    if (card === from || along < 12) continue;
    const cost = along + 3 * aside;
    if (!best || cost < best.cost) best = { card, cost };
  }
  return best?.card ?? null;
}

function onKey(board, event) {
  const cards = [...board.querySelectorAll(".card")];
  const from = event.target.closest(".card");
  if (!from) return;
  let to = null;
  if (event.key in WAYS) to = nextCard(cards, from, WAYS[event.key]);
  else if (event.key === "Home") to = cards[0];
  else if (event.key === "End") to = cards.at(-1);
  else return;
  event.preventDefault();
  if (!to) return;
  from.tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
}

// ---- picture

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function savePng({ svg, name, width, height }) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height * 2;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((blob) => save(blob, name), "image/png");
}

export default function ({ parentElement, data, setTriggerValue }) {
  const board = parentElement.querySelector(".lianpu-chain");
  if (board.dataset.version !== data.version) {
    board.dataset.version = data.version;
    const held = board.contains(document.activeElement) ? document.activeElement.dataset.iri : null;
    build(board, data, (iri) => setTriggerValue("select", iri));
    if (held) [...board.querySelectorAll(".card")].find((card) => card.dataset.iri === held)?.focus();
  }
  const chosen = board.current && data.selected && board.current.selected !== data.selected;
  board.current = data;
  mark(board, data);
  drawLines(board, data);
  // Stacked, the panel lies far below the card that was chosen.
  if (chosen && matchMedia(STACKED).matches) document.querySelector(".st-key-chain-panel")?.scrollIntoView({ block: "start" });
  if (data.picture && board.pictured !== data.picture.number) {
    board.pictured = data.picture.number;
    savePng(data.picture);
  }
  if (!board.watcher) {
    board.watcher = new ResizeObserver(() => drawLines(board, board.current));
    board.watcher.observe(board);
    board.addEventListener("keydown", (event) => onKey(board, event));
  }
}
