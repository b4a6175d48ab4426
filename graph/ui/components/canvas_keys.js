// What each key does on the canvas: everything that the mouse does.

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ACTS = { e: "expand", c: "collapse", h: "hide", Delete: "hide", p: "pin", o: "only" };

// The nearest name in a direction: ahead counts once, aside twice.
function nameTowards(view, [dx, dy]) {
  const positions = view.network.getPositions();
  const from = positions[currentName(view)];
  if (!from) return firstName(view);
  let best = null;
  for (const [id, place] of Object.entries(positions)) {
    const [x, y] = [place.x - from.x, place.y - from.y];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (ahead > 1 && (!best || ahead + 2 * aside < best.cost)) best = { id, cost: ahead + 2 * aside };
  }
  return best?.id ?? currentName(view);
}

function firstName(view) {
  return view.data.nodes[0]?.id ?? null;
}

function nextName(view, by) {
  const ids = view.data.nodes.map((n) => n.id);
  const at = ids.indexOf(currentName(view));
  return at < 0 ? ids[0] : ids[(at + by + ids.length) % ids.length];
}

function goTo(view, id) {
  view.cursor = id;
  speak(view);
  const place = view.network.canvasToDOM(view.network.getPositions([id])[id]);
  const box = view.host.getBoundingClientRect();
  if (place.x < 0 || place.y < 0 || place.x > box.width || place.y > box.height) view.network.focus(id, { scale: view.network.getScale() });
  view.network.redraw();
}

function pan(view, [dx, dy]) {
  const at = view.network.getViewPosition();
  const step = 80 / view.network.getScale();
  view.network.moveTo({ position: { x: at.x + dx * step, y: at.y + dy * step } });
}

function drag(view, [dx, dy]) {
  const id = currentName(view);
  if (!id) return;
  const at = view.network.getPositions([id])[id];
  view.network.moveNode(id, at.x + dx * 20, at.y + dy * 20);
}

function widen(view, by) {
  if (view.focus) focusOn(view, view.focus.id, Math.max(1, Math.min(9, view.focus.steps + by)));
  else zoom(view, by > 0 ? 1.3 : 1 / 1.3);
}

function stepKey(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" ? "redo" : null;
}

function arrowKey(view, event) {
  const way = WAYS[event.key];
  if (event.altKey) drag(view, way);
  else if (event.shiftKey) pan(view, way);
  else goTo(view, nameTowards(view, way));
}

function plainKey(view, key) {
  const id = currentName(view);
  if (key === "Enter" || key === " ") return id && view.act({ do: "select", id });
  if (ACTS[key]) return id && view.act({ do: ACTS[key], id });
  if (key === "n" || key === "b") return goTo(view, nextName(view, key === "n" ? 1 : -1));
  if (key === "f") return focusOn(view, view.focus ? null : id);
  if (key === "w") return joinFrom(view, id);
  if (key === "t") return id && pickKind(view, view.nodes.get(id).kind);
  if (key === "+" || key === "=") return widen(view, 1);
  if (key === "-" || key === "_") return widen(view, -1);
  if (key === "0") return fitAll(view);
  if (key === "1" || key === "2" || key === "3") return view.act({ do: "layout", layout: LAYOUTS[Number(key) - 1] });
  if (key === "Escape") return endLight(view);
  if (key === "?" || key === "？") return toggleKeys(view);
  return "unknown";
}

function onKey(view, event) {
  const step = stepKey(event);
  if (step) {
    if (view.data[step]) view.act({ do: step });
  } else if (event.ctrlKey || event.metaKey || event.key === "Tab") return;
  else if (WAYS[event.key]) arrowKey(view, event);
  else if (plainKey(view, event.key.length === 1 ? event.key.toLowerCase() : event.key) === "unknown") return;
  event.preventDefault();
  event.stopPropagation(); // Streamlit has keys of its own, such as c and r
}
