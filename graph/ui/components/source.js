// The report in readable type: every mention is a button that leads to its node. Text goes in as text, never as HTML.

function runElement(run, open) {
  if (!run.iri) return document.createTextNode(run.t);
  // A span and not a button: a button does not break over lines as text does.
  const mark = document.createElement("span");
  mark.setAttribute("role", "link");
  mark.tabIndex = 0;
  mark.className = "mention";
  mark.textContent = run.t;
  mark.title = run.name;
  mark.dataset.iri = run.iri;
  mark.style.setProperty("--hue", run.colour);
  mark.addEventListener("click", () => open(run.iri));
  mark.addEventListener("keydown", (event) => event.key === "Enter" && open(run.iri));
  return mark;
}

function blockElement(block, open) {
  const line = document.createElement(block.level ? `h${Math.min(block.level + 2, 6)}` : "p");
  line.dataset.start = block.start;
  line.append(...block.runs.map((run) => runElement(run, open)));
  return line;
}

function lengthOf(block) {
  return block.runs.reduce((sum, run) => sum + run.t.length, 0);
}

function rangeOf(line, from, to) {
  // From characters of the line to a DOM range over its text nodes.
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0;
  let started = false;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const end = at + node.length;
    if (!started && from < end) {
      range.setStart(node, Math.max(0, from - at));
      started = true;
    }
    if (started && to <= end) {
      range.setEnd(node, to - at);
      return range;
    }
    at = end;
  }
  return started ? range : undefined;
}

function pointAt(page, blocks, target) {
  CSS.highlights?.delete("lianpu-evidence");
  if (!target) return;
  const ranges = [];
  for (const block of blocks) {
    const end = block.start + lengthOf(block);
    if (target[0] >= end || target[1] <= block.start) continue;
    const line = page.querySelector(`[data-start="${block.start}"]`);
    const range = rangeOf(line, Math.max(0, target[0] - block.start), Math.min(end, target[1]) - block.start);
    if (range) ranges.push(range);
    if (ranges.length === 1) page.scrollTop = line.offsetTop - page.offsetTop - 80 + offsetWithin(range, line);
  }
  if (ranges.length && CSS.highlights) CSS.highlights.set("lianpu-evidence", new Highlight(...ranges));
}

function offsetWithin(range, line) {
  return range.getBoundingClientRect().top - line.getBoundingClientRect().top;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const page = parentElement.querySelector(".lianpu-source");
  const signature = JSON.stringify([data.version, data.target]);
  if (page.dataset.signature === signature) return;
  const drawn = page.dataset.version === String(data.version);
  page.dataset.signature = signature;
  page.dataset.version = data.version;
  if (!drawn) page.replaceChildren(...data.blocks.map((block) => blockElement(block, (iri) => setTriggerValue("open", iri))));
  page.setAttribute("aria-label", data.description);
  pointAt(page, data.blocks, data.target);
}
