// The graph canvas: shows what Python sends with the vis-network that pyvis ships, and reports clicks.
// Data only: every label and tooltip goes in as text. What is shown stays where it is when nodes come.

const NEAR = 150; // distance of the first ring of new neighbours from the node that was opened
const LABELLED = 16; // more edges than this do not all carry their words
const ROOM = 92; // two nodes are never put nearer than this

function colours(element) {
  const css = getComputedStyle(element);
  const read = (name, otherwise) => css.getPropertyValue(name).trim() || otherwise;
  return {
    text: read("--st-text-color", "#1B2430"),
    ground: read("--st-background-color", "#FFFFFF"),
    accent: read("--st-primary-color", "#0B5FA5"),
  };
}

function dressedOptions(options, look) {
  const dressed = structuredClone(options);
  dressed.nodes.font = { ...dressed.nodes.font, color: look.text, strokeColor: look.ground, face: "inherit" };
  dressed.edges.font = { ...dressed.edges.font, color: look.text, strokeColor: look.ground, face: "inherit" };
  dressed.edges.color = { ...dressed.edges.color, highlight: look.accent, hover: look.accent };
  dressed.nodes.chosen = {
    node: (values) => {
      values.borderColor = look.text;
      values.borderWidth = 4;
    },
  };
  const family = getComputedStyle(document.body).fontFamily;
  dressed.nodes.font.face = family;
  dressed.edges.font.face = family;
  return dressed;
}

function drawPentagon({ ctx, x, y, state: { selected }, style }) {
  const size = style.size;
  const draw = () => {
    ctx.beginPath();
    for (let corner = 0; corner < 5; corner += 1) {
      const angle = (2 * Math.PI * corner) / 5 - Math.PI / 2;
      ctx.lineTo(x + size * Math.cos(angle), y + size * Math.sin(angle));
    }
    ctx.closePath();
    ctx.fillStyle = style.color;
    ctx.fill();
    ctx.lineWidth = selected ? 4 : style.borderWidth;
    ctx.strokeStyle = style.borderColor;
    ctx.stroke();
  };
  return { drawNode: draw, nodeDimensions: { width: 2 * size, height: 2 * size } };
}

// vis-network has seven shapes that carry their label outside; the eighth type gets a shape of our own.
function dressedNode(node) {
  return node.shape === "pentagon" ? { ...node, shape: "custom", ctxRenderer: drawPentagon } : node;
}

// Many edges with words on them hide each other: then only those of the selected name keep theirs, the rest say it on hover.
function dressedEdges(data) {
  const crowded = data.edges.length > LABELLED;
  return data.edges.map((edge) => {
    const silent = crowded && edge.from !== data.selected && edge.to !== data.selected;
    return { ...edge, title: edge.label, label: silent ? " " : edge.label };
  });
}

function freePlaces(anchor, taken, wanted) {
  const places = [];
  for (let ring = 0; places.length < wanted; ring += 1) {
    const radius = NEAR + ring * ROOM;
    const steps = Math.max(8, Math.floor((2 * Math.PI * radius) / ROOM));
    for (let step = 0; step < steps && places.length < wanted; step += 1) {
      const angle = (2 * Math.PI * step) / steps + ring * 0.35;
      const place = { x: anchor.x + radius * Math.cos(angle), y: anchor.y + radius * Math.sin(angle) };
      const clash = [...taken, ...places].some((p) => Math.hypot(p.x - place.x, p.y - place.y) < ROOM);
      if (!clash) places.push(place);
    }
  }
  return places;
}

function neighboursOf(id, edges) {
  return edges.flatMap((e) => (e.from === id ? [e.to] : e.to === id ? [e.from] : []));
}

function anchorOf(node, data, positions) {
  const known = neighboursOf(node.id, data.edges).filter((id) => positions[id]);
  const chosen = known.includes(data.anchor) ? data.anchor : known[0];
  return positions[chosen] ?? { x: 0, y: 0 };
}

function addNodes(view, fresh, data) {
  const positions = view.network.getPositions();
  for (const node of fresh) {
    const [place] = freePlaces(anchorOf(node, data, positions), Object.values(positions), 1);
    positions[node.id] = place;
    view.nodes.add({ ...dressedNode(node), ...place });
  }
}

function keepInSight(view) {
  const box = view.host.getBoundingClientRect();
  const places = Object.values(view.network.getPositions()).map((p) => view.network.canvasToDOM(p));
  const inside = places.every((p) => p.x > 0 && p.y > 0 && p.x < box.width && p.y < box.height);
  if (!inside) view.network.fit({ animation: { duration: 300, easingFunction: "easeInOutQuad" } });
}

function sameNodes(view, data) {
  const wanted = new Set(data.nodes.map((n) => n.id));
  return view.nodes.getIds().some((id) => wanted.has(id));
}

function update(view, data) {
  const wanted = new Set(data.nodes.map((n) => n.id));
  view.nodes.remove(view.nodes.getIds().filter((id) => !wanted.has(id)));
  const fresh = data.nodes.filter((n) => view.nodes.get(n.id) === null);
  view.nodes.update(data.nodes.filter((n) => !fresh.includes(n)).map(dressedNode));
  addNodes(view, fresh, data);
  const edges = new Set(data.edges.map((e) => e.id));
  view.edges.remove(view.edges.getIds().filter((id) => !edges.has(id)));
  view.edges.update(dressedEdges(data));
  if (fresh.length) keepInSight(view);
}

function select(view, id) {
  if (id && view.nodes.get(id) !== null) view.network.selectNodes([id]);
  else view.network.unselectAll();
}

function open(host, data, setTriggerValue) {
  const look = colours(host);
  host.style.height = `${data.height}px`;
  const view = { host, nodes: new vis.DataSet(data.nodes.map(dressedNode)), edges: new vis.DataSet(dressedEdges(data)) };
  view.network = new vis.Network(host, { nodes: view.nodes, edges: view.edges }, dressedOptions(data.options, look));
  const settle = () => {
    view.network.setOptions({ physics: false });
    view.network.fit();
    host.dataset.settled = "true";
  };
  if (data.nodes.length > 1) view.network.once("stabilizationIterationsDone", settle);
  else settle();
  let pending;
  view.network.on("click", (event) => {
    // A double click arrives as two clicks first: wait, so that it does not select and reload on its way.
    clearTimeout(pending);
    const id = event.nodes[0];
    if (id !== undefined) pending = setTimeout(() => setTriggerValue("select", id), 260);
  });
  view.network.on("doubleClick", (event) => {
    clearTimeout(pending);
    const id = event.nodes[0];
    if (id !== undefined) setTriggerValue("expand", id);
  });
  host.lianpu = view;
  return view;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const host = parentElement.querySelector(".lianpu-canvas");
  let view = host.lianpu;
  if (view && (view.generation !== data.generation || !sameNodes(view, data))) {
    view.network.destroy();
    view = undefined;
  }
  if (view) update(view, data);
  else view = open(host, data, setTriggerValue);
  view.generation = data.generation;
  select(view, data.selected);
  host.setAttribute("aria-label", data.description);
  return () => {
    // Streamlit also calls this between two runs of the same component: only a host that left the page is torn down.
    setTimeout(() => {
      if (!host.isConnected && host.lianpu) {
        host.lianpu.network.destroy();
        host.lianpu = undefined;
      }
    }, 0);
  };
}
