// What stands out, all else dimmed: what is near one name, the names of one type, or a path.

const DIM = 0.12;

function within(start, steps, edges) {
  const around = new Map();
  for (const { from, to } of edges) {
    around.set(from, [...(around.get(from) ?? []), to]);
    around.set(to, [...(around.get(to) ?? []), from]);
  }
  const lit = new Set([start]);
  let edge = [start];
  for (let step = 0; step < steps && edge.length; step += 1) {
    edge = edge.flatMap((id) => around.get(id) ?? []).filter((id) => !lit.has(id) && lit.add(id));
  }
  return lit;
}

// The names that stand out, or null where all do.
function litNames(view) {
  const { data } = view;
  const shown = new Set(data.nodes.map((n) => n.id));
  if (view.focus && shown.has(view.focus.id)) return within(view.focus.id, view.focus.steps, data.edges);
  if (view.picked) return new Set(data.nodes.filter((n) => n.kind === view.picked).map((n) => n.id));
  return data.path.length ? new Set(data.path) : null;
}

function isOnPath(view, edge) {
  if (view.focus || view.picked) return true;
  const { path } = view.data;
  return path.some((id, at) => (id === edge.from && path[at + 1] === edge.to) || (id === edge.to && path[at + 1] === edge.from));
}

function light(view) {
  const lit = litNames(view);
  const changes = [];
  const faded = view.look.text + "26";
  for (const { id } of view.data.nodes) {
    const on = !lit || lit.has(id);
    if (on !== (view.dimmed.has(id) === false)) {
      changes.push({ id, opacity: on ? 1 : DIM, font: { color: on ? view.look.text : faded, strokeWidth: on ? 4 : 0 } });
      if (on) view.dimmed.delete(id);
      else view.dimmed.add(id);
    }
  }
  if (changes.length) view.nodes.update(changes);
  const edges = [];
  for (const edge of view.data.edges) {
    const on = !lit || (lit.has(edge.from) && lit.has(edge.to) && isOnPath(view, edge));
    if (on !== (view.dimmedEdges.has(edge.id) === false)) {
      edges.push({ id: edge.id, color: { ...view.data.options.edges.color, opacity: on ? 1 : DIM }, font: { color: on ? view.look.text : faded } });
      if (on) view.dimmedEdges.delete(edge.id);
      else view.dimmedEdges.add(edge.id);
    }
  }
  if (edges.length) view.edges.update(edges);
  view.lit = lit;
  view.network.redraw();
}

function focusOn(view, id, steps = 1) {
  view.picked = null;
  view.focus = id ? { id, steps } : null;
  light(view);
  speak(view);
}

function pickKind(view, kind) {
  view.focus = null;
  view.picked = view.picked === kind ? null : kind;
  if (view.picked) view.network.selectNodes(view.data.nodes.filter((n) => n.kind === kind).map((n) => n.id), false);
  else select(view, view.data.selected);
  light(view);
  drawLegend(view);
  speak(view);
}

// Esc: what was begun ends, one thing at a time.
function endLight(view) {
  if (view.joining) view.joining = null;
  else if (view.focus) return focusOn(view, null);
  else if (view.picked) return pickKind(view, view.picked);
  else if (view.data.path.length) return view.act({ do: "endpath" });
  speak(view);
  return undefined;
}
