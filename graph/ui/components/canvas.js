// The graph canvas: shows what Python sends with the vis-network that pyvis ships, and reports what is done on it.
// Data only: every label and tooltip goes in as text. What is shown stays where it is when names come.

function sameNodes(view, data) {
  const wanted = new Set(data.nodes.map((n) => n.id));
  return view.nodes.getIds().some((id) => wanted.has(id));
}

function update(view, data) {
  rememberPlaces(view);
  const wanted = new Set(data.nodes.map((n) => n.id));
  remove(view.nodes, view.dimmed, wanted);
  const fresh = data.nodes.filter((n) => view.nodes.get(n.id) === null);
  const known = data.nodes.filter((n) => !fresh.includes(n) && isNews(view, n));
  view.nodes.update(known.map((n) => ({ ...dressedNode(n), opacity: view.dimmed.has(n.id) ? DIM : 1 })));
  addNodes(view, fresh, data);
  remove(view.edges, view.dimmedEdges, new Set(data.edges.map((e) => e.id)));
  view.edges.update(dressedEdges(data));
  if (fresh.length) keepInSight(view);
}

function remove(items, dimmed, wanted) {
  const gone = items.getIds().filter((id) => !wanted.has(id));
  items.remove(gone);
  for (const id of gone) dimmed.delete(id);
}

// Only what changed is told to vis-network: to tell it all of 500 names costs a frame.
function isNews(view, node) {
  const before = view.told.get(node.id);
  return !before || before.label !== node.label || before.left !== node.left || before.pinned !== node.pinned || before.value !== node.value || before.title !== node.title;
}

function select(view, id) {
  if (id && view.nodes.get(id) !== null) view.network.selectNodes([id]);
  else view.network.unselectAll();
}

function open(root, host, data, places) {
  host.style.height = `${data.height}px`;
  const view = { root, host, data, places, look: colours(host), columns: new Map(), dimmed: new Set(), dimmedEdges: new Set(), told: new Map() };
  const slots = slotPlaces(view, data);
  const known = (id) => slots.get(id) ?? places.get(id) ?? {};
  view.nodes = new vis.DataSet(data.nodes.map((n) => ({ ...dressedNode(n), ...known(n.id) })));
  view.edges = new vis.DataSet(dressedEdges(data));
  const options = dressedOptions(data.options, view.look);
  const placed = data.nodes.every((n) => "x" in known(n.id));
  if (placed) options.physics = false;
  view.network = new vis.Network(host, { nodes: view.nodes, edges: view.edges }, options);
  view.network.on("beforeDrawing", (ctx) => {
    drawColumns(view, ctx);
    drawPlainEdges(view, ctx);
  });
  view.network.on("afterDrawing", (ctx) => {
    drawBadges(view, ctx);
    drawCursor(view, ctx);
  });
  if (data.nodes.length > 1 && !placed) view.network.once("stabilizationIterationsDone", () => settle(view));
  else settle(view);
  listen(view);
  return view;
}

function listen(view) {
  const { network } = view;
  network.on("click", ({ nodes: [id], event }) => {
    const source = event.srcEvent ?? {};
    if (id === undefined) return;
    const begin = view.joining ?? (source.shiftKey ? view.data.selected : null);
    if (begin && begin !== id) {
      view.joining = null;
      view.act({ do: "join", id: begin, to: id });
      return;
    }
    view.cursor = id;
    speak(view);
    view.act({ do: "select", id });
  });
  network.on("doubleClick", ({ nodes: [id] }) => {
    if (id !== undefined) view.act({ do: "expand", id });
  });
  view.host.onkeydown = (event) => onKey(view, event);
  view.host.onfocus = view.host.onblur = () => network.redraw();
}

function close(host) {
  rememberPlaces(host.lianpu);
  host.lianpu.network.destroy();
  host.lianpu = undefined;
}

function show(root, host, data, act) {
  let view = host.lianpu;
  // Places outlive a canvas: undo brings a name back to where it stood. A fresh generation begins with none of them.
  host.lianpuPlaces ??= new Map();
  if (view && (view.data.generation !== data.generation || !sameNodes(view, data))) {
    close(host);
    view = undefined;
  }
  if (!host.lianpuPlaces.has(data.generation)) host.lianpuPlaces.set(data.generation, new Map());
  const layoutBefore = view?.data.layout;
  if (view) {
    update(view, data);
    view.data = data;
    if (layoutBefore !== data.layout) rearrange(view, data);
  } else {
    host.lianpu = view = open(root, host, data, host.lianpuPlaces.get(data.generation));
  }
  view.act = act;
  view.told = new Map(data.nodes.map((n) => [n.id, n]));
  if (view.cursor && view.nodes.get(view.cursor) === null) view.cursor = null;
  root.lianpuView = () => host.lianpu;
  select(view, data.selected);
  light(view);
  drawBar(view);
  drawLegend(view);
  speak(view);
  host.setAttribute("aria-label", data.description);
}

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".lianpu-graph");
  const host = root.querySelector(".lianpu-canvas");
  let gone = false;
  const begin = () => {
    if (gone || host.dataset.asked !== data.generation + "") return;
    show(root, host, data, (what) => setTriggerValue("act", what));
  };
  host.dataset.asked = data.generation + "";
  if (globalThis.vis) begin();
  else {
    // The library is a component of its own, which may come a moment later.
    const waiting = setInterval(() => {
      if (!globalThis.vis) return;
      clearInterval(waiting);
      begin();
    }, 20);
  }
  return () => {
    gone = !globalThis.vis;
    // Streamlit also calls this between two runs of the same component: only a host that left the page is torn down.
    setTimeout(() => {
      if (!host.isConnected && host.lianpu) close(host);
    }, 0);
  };
}
