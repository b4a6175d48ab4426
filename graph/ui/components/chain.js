// A chain as columns of cards with the supply lines of the chosen link drawn behind them. Text goes in as text.

const SVG = "http://www.w3.org/2000/svg";

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function seatElement(seat) {
  const row = element("span", "seat");
  const glyph = element("span", "glyph", seat.glyph);
  glyph.style.color = seat.colour;
  row.append(glyph, ` ${seat.name}`);
  return row;
}

function cardElement(link, data, choose) {
  const card = element("button", `card ${link.state}`);
  card.dataset.iri = link.iri;
  const head = element("span", "head");
  head.append(element("span", "title", link.title));
  if (link.key) {
    const key = element("span", "key", data.words.key);
    key.title = data.words.keyHelp;
    head.append(key);
  }
  const state = element("span", "state", link.stateText);
  if (link.badge) state.append(element("span", "badge", link.badge));
  card.append(head, state, ...link.seats.map(seatElement));
  if (link.more) card.append(element("span", "more", data.words.more.replace("{n}", link.more)));
  card.addEventListener("click", () => choose(link.iri));
  return card;
}

function columnElement(column, data, choose) {
  const box = element("section", `column ${column.stage}`);
  const cards = element("div", "cards");
  cards.append(...column.links.map((link) => cardElement(link, data, choose)));
  box.append(element("h3", "stage", column.title), cards);
  return box;
}

function edgePath(from, to, frame) {
  const a = from.getBoundingClientRect();
  const b = to.getBoundingClientRect();
  const forward = a.right <= b.left;
  const x1 = (forward ? a.right : a.left) - frame.left;
  const x2 = (forward ? b.left : b.left) - frame.left;
  const y1 = a.top + a.height / 2 - frame.top;
  const y2 = b.top + b.height / 2 - frame.top;
  const bend = forward ? (x2 - x1) / 2 : -24;
  return forward
    ? `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`
    : `M${x1},${y1} C${x1 + bend},${y1} ${x2 + bend},${y2} ${x2},${y2}`;
}

function drawEdges(board, data) {
  const old = board.querySelector("svg");
  if (old) old.remove();
  const cards = new Map([...board.querySelectorAll(".card")].map((card) => [card.dataset.iri, card]));
  const touching = data.edges.filter((edge) => edge.includes(data.selected));
  for (const [iri, card] of cards) {
    card.classList.toggle("selected", iri === data.selected);
    card.classList.toggle("linked", touching.some((edge) => edge.includes(iri)) && iri !== data.selected);
    card.setAttribute("aria-pressed", String(iri === data.selected));
  }
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("width", board.scrollWidth);
  svg.setAttribute("height", board.scrollHeight);
  const frame = board.getBoundingClientRect();
  for (const [from, to] of touching) {
    if (!cards.has(from) || !cards.has(to)) continue;
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", edgePath(cards.get(from), cards.get(to), frame));
    path.setAttribute("class", from === data.selected ? "out" : "in");
    svg.append(path);
  }
  board.prepend(svg);
}

export default function ({ parentElement, data, setTriggerValue }) {
  const board = parentElement.querySelector(".lianpu-chain");
  const version = JSON.stringify([data.chain, data.language, data.build]);
  if (board.dataset.version !== version) {
    board.dataset.version = version;
    const choose = (iri) => setTriggerValue("select", iri);
    board.replaceChildren(...data.columns.map((column) => columnElement(column, data, choose)));
  }
  board.current = data;
  drawEdges(board, data);
  if (!board.watcher) {
    board.watcher = new ResizeObserver(() => drawEdges(board, board.current));
    board.watcher.observe(board);
  }
}
