// A result as a graph, drawn by the vis-network that pyvis ships. Titles are strings, which vis-network shows as text.

const LABELLED = 40; // More edges than this say what they are only on hover.

function look(element) {
  const css = getComputedStyle(element);
  const read = (name, otherwise) => css.getPropertyValue(name).trim() || otherwise;
  return {
    text: read("--st-text-color", "#1B2430"),
    ground: read("--st-background-color", "#FFFFFF"),
    accent: read("--st-primary-color", "#0B5FA5"),
    family: getComputedStyle(document.body).fontFamily,
  };
}

function pentagon({ ctx, x, y, style }) {
  const drawNode = () => {
    ctx.beginPath();
    for (let corner = 0; corner < 5; corner += 1) {
      const angle = (2 * Math.PI * corner) / 5 - Math.PI / 2;
      ctx.lineTo(x + style.size * Math.cos(angle), y + style.size * Math.sin(angle));
    }
    ctx.closePath();
    ctx.fillStyle = style.color;
    ctx.fill();
  };
  return { drawNode, nodeDimensions: { width: 2 * style.size, height: 2 * style.size } };
}

function dressed(data, colours) {
  const font = { color: colours.text, strokeColor: colours.ground, strokeWidth: 4, face: colours.family };
  const nodes = data.nodes.map((node) => ({
    id: node.id,
    label: node.label,
    title: node.name,
    color: node.colour,
    size: 13,
    font: { ...font, size: 17 },
    ...(node.shape === "pentagon" ? { shape: "custom", ctxRenderer: pentagon } : { shape: node.shape }),
  }));
  const edges = data.edges.map((edge, place) => ({
    id: place,
    from: edge.from,
    to: edge.to,
    title: edge.label,
    label: data.edges.length > LABELLED ? undefined : edge.label,
    arrows: { to: { enabled: true, scaleFactor: 0.5 } },
    font: { ...font, size: 13, align: "middle" },
    color: { color: "#9AA4AF", hover: colours.accent, highlight: colours.accent },
  }));
  return { nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges) };
}

// Forces make a round picture, and the frame is wide: what is round is drawn small there.
function widen(network, host) {
  const places = Object.entries(network.getPositions());
  const span = (axis) => Math.max(...places.map(([, at]) => at[axis])) - Math.min(...places.map(([, at]) => at[axis])) + 160;
  const by = Math.min(1.7, Math.max(1, Math.sqrt(host.clientWidth / host.clientHeight / (span("x") / span("y")))));
  for (const [id, at] of places) network.moveNode(id, at.x * by, at.y / by);
}

function draw(root, data, act) {
  const host = root.querySelector(".drawing");
  const version = JSON.stringify([data, look(root).ground]);
  host.setAttribute("aria-label", data.label);
  zoomBar(root, data.words);
  root.act = act;
  if (root.dataset.version === version) return;
  root.dataset.version = version;
  host.dataset.settled = "false";
  root.network?.destroy();
  const many = data.nodes.length > 90;
  const network = new vis.Network(host, dressed(data, look(root)), {
    layout: { randomSeed: 11, improvedLayout: !many },
    physics: {
      solver: "forceAtlas2Based",
      forceAtlas2Based: { gravitationalConstant: -70, springLength: 120, springConstant: 0.07, avoidOverlap: 0.7 },
      stabilization: { iterations: many ? 120 : 250, fit: true },
    },
    nodes: { scaling: { label: { enabled: false, drawThreshold: 4 } } },
    edges: { smooth: many ? false : { enabled: true, type: "continuous", roundness: 0.3 } },
    interaction: { hover: true, tooltipDelay: 200, zoomView: false },
  });
  const hrefs = new Map(data.nodes.map((node) => [node.id, node.href]));
  network.once("stabilizationIterationsDone", () => {
    network.setOptions({ physics: false });
    widen(network, host);
    network.fit({ maxZoomLevel: 1.2 });
    host.dataset.settled = "true";
  });
  network.on("doubleClick", ({ nodes: [id] }) => hrefs.get(id) && root.act({ do: "open", href: hrefs.get(id) }));
  network.on("hoverNode", ({ node }) => (host.style.cursor = hrefs.get(node) ? "pointer" : ""));
  network.on("blurNode", () => (host.style.cursor = ""));
  root.network = network;
}

// The wheel scrolls the page, so that buttons zoom.
function zoomBar(root, words) {
  const steps = { "+": [words.closer, 1.35], "−": [words.farther, 1 / 1.35], "⤢": [words.whole, 0] };
  const buttons = Object.entries(steps).map(([sign, [label, factor]]) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: sign, title: label });
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => {
      if (factor) root.network?.moveTo({ scale: root.network.getScale() * factor });
      else root.network?.fit({ maxZoomLevel: 1.2 });
    });
    return button;
  });
  root.querySelector(".zoom").replaceChildren(...buttons);
}

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".lianpu-result-graph");
  let gone = false;
  const begin = () => gone || draw(root, data, (what) => setTriggerValue("act", what));
  if (globalThis.vis) begin();
  else {
    const waiting = setInterval(() => {
      if (!globalThis.vis) return;
      clearInterval(waiting);
      begin();
    }, 20);
  }
  return () => {
    gone = true;
    setTimeout(() => {
      if (root.isConnected) return;
      root.network?.destroy();
      root.network = undefined;
    }, 0);
  };
}
