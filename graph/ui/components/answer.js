// The picture of an answer: boxes in columns with lines between. Text goes in as text; a box leads to its page.

const SVG = "http://www.w3.org/2000/svg";

function shape(tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function boxElement(box, size, open) {
  const group = shape("g", { class: "box", tabindex: "0", role: "link", "aria-label": box.name });
  const glyph = shape("text", { class: "glyph", x: box.x + 10, y: box.y + size.high / 2 + 5 }, box.glyph);
  const frame = shape("rect", { x: box.x, y: box.y, width: size.wide, height: size.high, rx: 6 });
  glyph.style.fill = box.colour;
  frame.style.stroke = box.colour;
  group.append(shape("title", {}, box.name), frame, glyph);
  const first = box.y + size.high / 2 + 5 - (box.lines.length - 1) * 8;
  box.lines.forEach((line, number) => {
    group.append(shape("text", { x: box.x + (box.glyph ? 28 : 12), y: first + number * 17 }, line));
  });
  group.addEventListener("click", () => open(box.iri));
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    open(box.iri);
  });
  return group;
}

function linePath(from, to, size) {
  const y1 = from.y + size.high / 2;
  const y2 = to.y + size.high / 2;
  if (from.x === to.x) {
    const x = from.x + size.wide;
    return `M${x},${y1} C${x + 40},${y1} ${x + 40},${y2} ${x},${y2}`;
  }
  const [left, right, yl, yr] = from.x < to.x ? [from, to, y1, y2] : [to, from, y2, y1];
  const x1 = left.x + size.wide;
  const middle = (x1 + right.x) / 2;
  return `M${x1},${yl} C${middle},${yl} ${middle},${yr} ${right.x},${yr}`;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const frame = parentElement.querySelector(".lianpu-answer-picture");
  const version = JSON.stringify(data);
  if (frame.dataset.version === version) return;
  frame.dataset.version = version;
  frame.setAttribute("aria-label", data.title);
  const drawing = shape("svg", {
    width: data.width + 4,
    height: data.height + 4,
    viewBox: `-2 -2 ${data.width + 4} ${data.height + 4}`,
  });
  const boxes = new Map(data.boxes.map((box) => [box.iri, box]));
  for (const edge of data.edges) {
    const path = shape("path", { d: linePath(boxes.get(edge.from), boxes.get(edge.to), data.box) });
    path.append(shape("title", {}, edge.label));
    drawing.append(path);
  }
  for (const head of data.heads) {
    drawing.append(shape("text", { class: "head", x: head.x, y: 14, "text-anchor": "middle" }, head.text));
  }
  drawing.append(...data.boxes.map((box) => boxElement(box, data.box, (iri) => setTriggerValue("open", iri))));
  frame.replaceChildren(drawing);
}
