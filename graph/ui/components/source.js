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
  line.dataset.at = block.at;
  if (block.gave) line.dataset.gave = block.gave;
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

function drawStrip(strip, page, data) {
  const marks = data.blocks.filter((block) => block.gave);
  strip.replaceChildren(
    ...marks.map((block) => {
      const mark = document.createElement("i");
      mark.dataset.gave = block.gave;
      mark.style.flexGrow = lengthOf(block);
      mark.title = data.labels[block.gave];
      mark.addEventListener("click", () => goTo(page, block));
      return mark;
    })
  );
  strip.hidden = marks.length === 0;
}

function goTo(page, block) {
  const line = page.querySelector(`[data-start="${block.start}"]`);
  page.scrollTop = line.offsetTop - page.offsetTop - 80;
  CSS.highlights?.delete("lianpu-evidence");
  const range = document.createRange();
  range.selectNodeContents(line);
  CSS.highlights?.set("lianpu-evidence", new Highlight(range));
}

// A place in the text, counted in characters as Python counts them (a character beyond U+FFFF is one).
function placeOf(node, offset) {
  const line = (node instanceof Element ? node : node.parentElement)?.closest("[data-at]");
  if (!line) return undefined;
  const range = document.createRange();
  range.selectNodeContents(line);
  range.setEnd(node, offset);
  return Number(line.dataset.at) + Array.from(range.toString()).length;
}

function chosenPassage(page) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (!page.contains(range.startContainer) || !page.contains(range.endContainer)) return undefined;
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  if (start === undefined || end === undefined || end <= start || !range.toString().trim()) return undefined;
  return { start, end, box: range.getBoundingClientRect() };
}

function offerPick(frame, page, pick) {
  const passage = chosenPassage(page);
  pick.hidden = !passage;
  if (!passage) return;
  pick.dataset.passage = `${passage.start}-${passage.end}`;
  const outer = frame.getBoundingClientRect();
  const left = Math.min(Math.max(0, passage.box.left - outer.left), Math.max(0, outer.width - pick.offsetWidth - 8));
  const below = passage.box.bottom - outer.top + 6;
  pick.style.left = `${left}px`;
  pick.style.top = `${Math.min(below, outer.height - pick.offsetHeight - 4)}px`;
}

function listenToSelection(frame, page, data, setTriggerValue) {
  const pick = frame.querySelector(".pick");
  frame.lianpuSelection?.abort();
  pick.hidden = true;
  if (!data.pick) return;
  const control = new AbortController();
  frame.lianpuSelection = control;
  const signal = control.signal;
  pick.textContent = data.pick;
  // Shown once the selection is made, not while it is being drawn; a key may make one as well.
  for (const event of ["mouseup", "keyup", "touchend"]) {
    const offer = ({ target }) => target !== pick && setTimeout(() => offerPick(frame, page, pick));
    document.addEventListener(event, offer, { signal });
  }
  page.addEventListener("scroll", () => (pick.hidden = true), { signal });
  pick.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
  pick.addEventListener("click", () => {
    pick.hidden = true;
    document.getSelection()?.removeAllRanges();
    setTriggerValue("passage", pick.dataset.passage);
  }, { signal });
}

export default function ({ parentElement, data, setTriggerValue }) {
  const frame = parentElement.querySelector(".lianpu-reading");
  const page = parentElement.querySelector(".lianpu-source");
  listenToSelection(frame, page, data, setTriggerValue);
  const signature = JSON.stringify([data.version, data.target]);
  if (page.dataset.signature === signature) return;
  const drawn = page.dataset.version === String(data.version);
  page.dataset.signature = signature;
  page.dataset.version = data.version;
  if (!drawn) {
    page.replaceChildren(...data.blocks.map((block) => blockElement(block, (iri) => setTriggerValue("open", iri))));
    drawStrip(frame.querySelector(".strip"), page, data);
  }
  page.setAttribute("aria-label", data.description);
  pointAt(page, data.blocks, data.target);
}
