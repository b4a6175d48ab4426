// The canvas as a picture: PNG from the canvas, SVG written from what stands where. Every text goes in as text.

const SVG = "http://www.w3.org/2000/svg";

function svgElement(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

function corners(count, x, y, size, turn) {
  return Array.from({ length: count }, (_, at) => {
    const angle = (2 * Math.PI * at) / count + turn;
    return `${(x + size * Math.cos(angle)).toFixed(1)},${(y + size * Math.sin(angle)).toFixed(1)}`;
  }).join(" ");
}

function starCorners(x, y, size) {
  return Array.from({ length: 10 }, (_, at) => {
    const [angle, reach] = [(Math.PI * at) / 5 - Math.PI / 2, at % 2 ? size * 0.5 : size * 1.1];
    return `${(x + reach * Math.cos(angle)).toFixed(1)},${(y + reach * Math.sin(angle)).toFixed(1)}`;
  }).join(" ");
}

function svgShape(node, x, y, size) {
  const paint = { fill: node.color, stroke: "#1B2430", "stroke-width": 0.75 };
  if (node.shape === "dot") return svgElement("circle", { cx: x, cy: y, r: size, ...paint });
  if (node.shape === "square") return svgElement("rect", { x: x - size, y: y - size, width: 2 * size, height: 2 * size, ...paint });
  const points = {
    diamond: corners(4, x, y, size, 0),
    hexagon: corners(6, x, y, size, 0),
    triangle: corners(3, x, y, size * 1.15, -Math.PI / 2),
    triangleDown: corners(3, x, y, size * 1.15, Math.PI / 2),
    pentagon: corners(5, x, y, size, -Math.PI / 2),
    star: starCorners(x, y, size),
  }[node.shape];
  return svgElement("polygon", { points, ...paint });
}

function svgText(text, x, y, size, look, opacity) {
  const element = svgElement("text", {
    x,
    y,
    "font-size": size,
    "text-anchor": "middle",
    fill: look.text,
    stroke: look.ground,
    "stroke-width": 3,
    "paint-order": "stroke",
    opacity,
  });
  text.split("\n").forEach((line, at) => element.append(svgElement("tspan", { x, dy: at ? size * 1.2 : 0 }, line)));
  return element;
}

function svgEdge(view, edge, box) {
  const [a, b] = [box.place(edge.from), box.place(edge.to)];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const stop = (sizeOf(view, edge.to) + 4) / length;
  const opacity = view.dimmedEdges.has(edge.id) ? DIM : 1;
  const end = { x: b.x - (b.x - a.x) * stop, y: b.y - (b.y - a.y) * stop };
  const line = { x1: a.x, y1: a.y, x2: end.x, y2: end.y, stroke: "#9AA4AF", "stroke-width": 1.2, "marker-end": "url(#arrow)", opacity };
  const shown = view.edges.get(edge.id).label.trim();
  const words = shown ? [svgText(shown, (a.x + b.x) / 2, (a.y + b.y) / 2, 13, view.look, opacity)] : [];
  return [svgElement("line", line), ...words];
}

function sizeOf(view, id) {
  return view.network.body.nodes[id].shape.options?.size ?? 12;
}

function svgBox(view) {
  const positions = view.network.getPositions();
  const places = Object.values(positions);
  const [left, top] = [Math.min(...places.map((p) => p.x)) - 90, Math.min(...places.map((p) => p.y)) - 100];
  const [right, bottom] = [Math.max(...places.map((p) => p.x)) + 90, Math.max(...places.map((p) => p.y)) + 100];
  const place = (id) => ({ x: positions[id].x - left, y: positions[id].y - top });
  return { left, top, width: Math.ceil(right - left), height: Math.ceil(bottom - top), place };
}

function svgPicture(view) {
  const box = svgBox(view);
  const svg = svgElement("svg", { viewBox: `0 0 ${box.width} ${box.height}`, width: box.width, height: box.height, "font-family": view.look.family });
  svg.append(svgElement("title", {}, view.data.description));
  const arrow = svgElement("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto" });
  arrow.append(svgElement("path", { d: "M0 0 8 4 0 8z", fill: "#9AA4AF" }));
  const defs = svgElement("defs", {});
  defs.append(arrow);
  svg.append(defs, svgElement("rect", { width: box.width, height: box.height, fill: view.look.ground }));
  for (const [group, { x, width }] of view.columns) {
    svg.append(svgText(view.data.columns[group] ?? "", x + ((width - 1) * COLUMN) / 2 - box.left, 30, 18, view.look, 1));
  }
  for (const edge of view.data.edges) svg.append(...svgEdge(view, edge, box));
  for (const node of view.data.nodes) {
    const [{ x, y }, size] = [box.place(node.id), sizeOf(view, node.id)];
    const opacity = view.dimmed.has(node.id) ? DIM : 1;
    const group = svgElement("g", { opacity });
    group.append(svgElement("title", {}, node.title), svgShape(node, x, y, size), svgText(node.label, x, y + size + 20, 16, view.look, 1));
    svg.append(group);
  }
  return new XMLSerializer().serializeToString(svg);
}

function pngPicture(view) {
  const drawn = view.host.querySelector("canvas");
  const paper = document.createElement("canvas");
  [paper.width, paper.height] = [drawn.width, drawn.height];
  const ctx = paper.getContext("2d");
  ctx.fillStyle = view.look.ground;
  ctx.fillRect(0, 0, paper.width, paper.height);
  ctx.drawImage(drawn, 0, 0);
  return new Promise((done) => paper.toBlob(done, "image/png"));
}

function saveAs(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function savePicture(view, form) {
  if (form === "svg") saveAs(new Blob([svgPicture(view)], { type: "image/svg+xml" }), "lianpu.svg");
  else saveAs(await pngPicture(view), "lianpu.png");
}
