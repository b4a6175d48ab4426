// Where names stand. What is shown stays where it is when names come; only another layout moves it.

const NEAR = 150; // distance of the first ring of new neighbours from the node that was opened
const ROOM = 92; // two nodes are never put nearer than this
const COLUMN = 150; // from one column of the layered layout to the next
const ROW = 96; // and from one row to the next
const ROWS = 9; // a column with more names than this becomes several

function freePlaces(anchor, taken, wanted) {
  const places = [];
  for (let ring = 0; places.length < wanted; ring += 1) {
    const radius = NEAR + ring * ROOM;
    const steps = Math.max(8, Math.floor((2 * Math.PI * radius) / ROOM));
    for (let step = 0; step < steps && places.length < wanted; step += 1) {
      const angle = (2 * Math.PI * step) / steps + ring * 0.35;
      const place = { x: anchor.x + radius * Math.cos(angle), y: anchor.y + radius * Math.sin(angle) };
      if (isFree(place, taken) && isFree(place, places)) places.push(place);
    }
  }
  return places;
}

function isFree(place, taken) {
  return taken.every((p) => Math.hypot(p.x - place.x, p.y - place.y) >= ROOM);
}

function neighboursOf(id, edges) {
  return edges.flatMap((e) => (e.from === id ? [e.to] : e.to === id ? [e.from] : []));
}

function anchorOf(node, data, positions) {
  const known = neighboursOf(node.id, data.edges).filter((id) => positions[id]);
  const chosen = known.includes(data.anchor) ? data.anchor : known[0];
  return positions[chosen] ?? { x: 0, y: 0 };
}

// How many columns each group of the layered layout takes, and where its first one is.
function columnsOf(nodes) {
  const sizes = new Map();
  for (const { slot } of nodes) sizes.set(slot[0], Math.max(sizes.get(slot[0]) ?? 0, slot[1] + 1));
  const columns = new Map();
  let x = 0;
  for (const group of [...sizes.keys()].sort((a, b) => a - b)) {
    const width = Math.ceil(sizes.get(group) / ROWS);
    columns.set(group, { x, width, rows: Math.ceil(sizes.get(group) / width) });
    x += width * COLUMN + COLUMN * 0.5;
  }
  return columns;
}

function layeredPlaces(nodes, columns) {
  return new Map(
    nodes.map(({ id, slot: [group, turn] }) => {
      const { x, rows } = columns.get(group);
      return [id, { x: x + Math.floor(turn / rows) * COLUMN, y: (turn % rows) * ROW + (Math.floor(turn / rows) % 2) * ROW * 0.4 }];
    }),
  );
}

function ringPlaces(nodes) {
  const sizes = new Map();
  for (const { slot } of nodes) sizes.set(slot[0], (sizes.get(slot[0]) ?? 0) + 1);
  const radii = new Map();
  let radius = 0;
  for (const ring of [...sizes.keys()].sort((a, b) => a - b)) {
    const needed = sizes.get(ring) > 1 ? (sizes.get(ring) * (ROOM + 18)) / (2 * Math.PI) : 0;
    if (ring > 0) radius = Math.max(radius + 130, needed);
    else radius = needed;
    radii.set(ring, radius);
  }
  return new Map(
    nodes.map(({ id, slot: [ring, turn] }) => {
      const angle = (2 * Math.PI * turn) / sizes.get(ring) - Math.PI / 2 + ring * 0.3;
      return [id, { x: radii.get(ring) * Math.cos(angle), y: radii.get(ring) * Math.sin(angle) }];
    }),
  );
}

// The places of a layout that knows them; none for the layout by force, which finds them.
function slotPlaces(view, data) {
  if (data.layout === "layered") {
    view.columns = columnsOf(data.nodes);
    return layeredPlaces(data.nodes, view.columns);
  }
  view.columns = new Map();
  return data.layout === "concentric" ? ringPlaces(data.nodes) : new Map();
}

// A free place in the column of a layered layout that is drawn already, below what stands there.
function placeInColumn(view, node, taken) {
  const column = view.columns.get(node.slot[0]);
  if (!column) return null;
  for (let row = 0; ; row += 1) {
    for (let at = 0; at < column.width; at += 1) {
      const place = { x: column.x + at * COLUMN, y: row * ROW + (at % 2) * ROW * 0.4 };
      if (taken.every((p) => Math.abs(p.x - place.x) > COLUMN / 2 || Math.abs(p.y - place.y) >= ROW - 1)) return place;
    }
  }
}

function addNodes(view, fresh, data) {
  const positions = view.network.getPositions();
  for (const node of fresh) {
    const taken = Object.values(positions);
    const before = view.places.get(node.id);
    const place =
      (before && isFree(before, taken) ? before : null) ??
      (data.layout === "layered" ? placeInColumn(view, node, taken) : null) ??
      freePlaces(anchorOf(node, data, positions), taken, 1)[0];
    positions[node.id] = place;
    view.nodes.add({ ...dressedNode(node), ...place });
  }
}

function rememberPlaces(view) {
  for (const [id, place] of Object.entries(view.network.getPositions())) view.places.set(id, place);
}

function moveTo(view, places) {
  const pinned = new Set(view.data.nodes.filter((n) => n.pinned).map((n) => n.id));
  for (const [id, place] of places) {
    if (!pinned.has(id)) view.network.moveNode(id, place.x, place.y);
  }
}

// Another layout: pinned names stay, the rest moves.
function rearrange(view, data) {
  const places = slotPlaces(view, data);
  if (places.size) {
    moveTo(view, places);
    fitAll(view);
    return;
  }
  view.host.dataset.settled = "false";
  view.network.setOptions({ physics: data.options.physics });
  view.network.once("stabilizationIterationsDone", () => settle(view));
  view.network.stabilize(data.options.physics.stabilization.iterations);
}

function settle(view) {
  view.network.setOptions({ physics: false });
  fitAll(view);
  view.host.dataset.settled = "true";
}

// All names, and the heads of the columns, in the picture.
function fitAll(view) {
  view.network.redraw(); // fit goes by what was drawn last
  view.network.fit();
  if (view.columns.size) view.network.moveTo({ scale: view.network.getScale() * 0.88, offset: { x: 0, y: 24 } });
}

function keepInSight(view) {
  const box = view.host.getBoundingClientRect();
  const places = Object.values(view.network.getPositions()).map((p) => view.network.canvasToDOM(p));
  const inside = places.every((p) => p.x > 0 && p.y > 0 && p.x < box.width && p.y < box.height);
  if (!inside) fitAll(view);
}

function drawColumns(view, ctx) {
  if (!view.columns.size) return;
  const top = Math.min(...view.data.nodes.map((n) => view.network.body.nodes[n.id]?.y ?? 0)) - 70;
  ctx.save();
  ctx.font = `600 18px ${view.look.family}`;
  ctx.textAlign = "center";
  ctx.fillStyle = view.look.text;
  ctx.strokeStyle = view.look.faint;
  for (const [group, { x, width }] of view.columns) {
    const [left, right] = [x - COLUMN * 0.45, x + (width - 1) * COLUMN + COLUMN * 0.45];
    ctx.fillText(view.data.columns[group] ?? "", (left + right) / 2, top);
    ctx.beginPath();
    ctx.moveTo(left, top + 10);
    ctx.lineTo(right, top + 10);
    ctx.lineWidth = 1.5;
    ctx.stroke();
  }
  ctx.restore();
}
