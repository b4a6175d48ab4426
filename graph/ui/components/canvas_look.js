// How the canvas looks: the page's colours, shapes, labels.

const LABELLED = 16; // more edges than this do not all carry their words

function colours(element) {
  const css = getComputedStyle(element);
  const read = (name, otherwise) => css.getPropertyValue(name).trim() || otherwise;
  return {
    text: read("--st-text-color", "#1B2430"),
    ground: read("--st-background-color", "#FFFFFF"),
    accent: read("--st-primary-color", "#0B5FA5"),
    faint: read("--st-border-color", "#D9DEE4"),
    family: getComputedStyle(document.body).fontFamily,
  };
}

function dressedOptions(options, look) {
  const dressed = structuredClone(options);
  const font = { color: look.text, strokeColor: look.ground, face: look.family };
  dressed.nodes.font = { ...dressed.nodes.font, ...font };
  dressed.edges.font = { ...dressed.edges.font, ...font };
  dressed.edges.color = { ...dressed.edges.color, highlight: look.accent, hover: look.accent };
  dressed.nodes.chosen = {
    node: (values) => {
      values.borderColor = look.text;
      values.borderWidth = 4;
    },
  };
  return dressed;
}

function pentagonPath(ctx, x, y, size) {
  ctx.beginPath();
  for (let corner = 0; corner < 5; corner += 1) {
    const angle = (2 * Math.PI * corner) / 5 - Math.PI / 2;
    ctx.lineTo(x + size * Math.cos(angle), y + size * Math.sin(angle));
  }
  ctx.closePath();
}

function drawPentagon({ ctx, x, y, state: { selected }, style }) {
  const size = style.size;
  const drawNode = () => {
    ctx.save();
    ctx.globalAlpha *= style.opacity ?? 1;
    pentagonPath(ctx, x, y, size);
    ctx.fillStyle = style.color;
    ctx.fill();
    ctx.lineWidth = selected ? 4 : style.borderWidth;
    ctx.strokeStyle = style.borderColor;
    ctx.stroke();
    ctx.restore();
  };
  return { drawNode, nodeDimensions: { width: 2 * size, height: 2 * size } };
}

// vis-network has seven shapes that carry their label outside; the eighth type gets a shape of our own.
function dressedNode(node) {
  const dressed = { ...node, fixed: node.pinned, opacity: 1 };
  return node.shape === "pentagon" ? { ...dressed, shape: "custom", ctxRenderer: drawPentagon } : dressed;
}

// Many edges with words on them hide each other: then only those of the selected name keep theirs, the rest say it on hover.
function dressedEdges(data) {
  const crowded = data.edges.length > LABELLED;
  const columns = new Map(data.layout === "layered" ? data.nodes.map((n) => [n.id, n.slot[0]]) : []);
  return data.edges.map((edge) => {
    // Within a column a straight link would run through the names between its ends.
    const inColumn = columns.size && columns.get(edge.from) === columns.get(edge.to);
    const smooth = inColumn ? { enabled: true, type: "curvedCW", roundness: 0.35 } : data.options.edges.smooth;
    const silent = crowded && edge.from !== data.selected && edge.to !== data.selected;
    return { ...edge, smooth, label: silent ? " " : edge.label };
  });
}

// Beside a name: how many of its neighbours are not shown yet, and a dot where it is pinned.
function drawBadges(view, ctx) {
  if (view.network.getScale() < 0.55) return;
  ctx.save();
  ctx.font = `600 12px ${view.look.family}`;
  ctx.textBaseline = "middle";
  for (const node of view.data.nodes) {
    const body = view.network.body.nodes[node.id];
    if (!body || (view.lit && !view.lit.has(node.id))) continue;
    const reach = (body.shape.options?.size ?? 12) + 3;
    const [x, y] = [body.x + reach * 0.8, body.y - reach * 0.9];
    if (node.left) drawBadge(ctx, `+${node.left}`, x, y, view.look);
    if (node.pinned) {
      ctx.beginPath();
      ctx.arc(body.x - reach * 0.9, body.y - reach * 0.9, 4, 0, 2 * Math.PI);
      ctx.fillStyle = view.look.text;
      ctx.fill();
    }
  }
  ctx.restore();
}

function drawBadge(ctx, text, x, y, look) {
  const width = ctx.measureText(text).width + 8;
  ctx.beginPath();
  ctx.roundRect(x, y - 8, width, 16, 8);
  ctx.fillStyle = look.ground;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = "#8A94A0";
  ctx.stroke();
  ctx.fillStyle = look.text;
  ctx.fillText(text, x + 4, y + 0.5);
}

function drawCursor(view, ctx) {
  if (!view.cursor || document.activeElement !== view.host) return;
  const body = view.network.body.nodes[view.cursor];
  if (!body) return;
  ctx.save();
  ctx.beginPath();
  ctx.arc(body.x, body.y, (body.shape.options?.size ?? 12) + 8, 0, 2 * Math.PI);
  ctx.setLineDash([5, 3]);
  ctx.lineWidth = 2.5;
  ctx.strokeStyle = view.look.accent;
  ctx.stroke();
  ctx.restore();
}

// While a picture of many links moves, vis-network leaves them out; as plain lines they cost next to nothing.
function drawPlainEdges(view, ctx) {
  const { dragging, zooming } = view.network.renderer;
  const { hideEdgesOnDrag } = view.data.options.interaction;
  if (!hideEdgesOnDrag || !(dragging || zooming)) return;
  const bodies = view.network.body.nodes;
  ctx.save();
  ctx.beginPath();
  for (const { id, from, to } of view.data.edges) {
    if (view.dimmedEdges.has(id)) continue;
    ctx.moveTo(bodies[from].x, bodies[from].y);
    ctx.lineTo(bodies[to].x, bodies[to].y);
  }
  ctx.strokeStyle = view.data.options.edges.color.color;
  ctx.lineWidth = 1.2;
  ctx.stroke();
  ctx.restore();
}
