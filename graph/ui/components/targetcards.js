// Targets beside what was reached: two bars on one scale with their values written on them, and the sentences on demand.

function made(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function barElement(bar) {
  const line = made("div", `line ${bar.kind}`);
  const told = made("div", "told");
  told.append(made("span", "when", bar.when), made("b", "", bar.value));
  line.append(told);
  if (bar.share !== null) {
    const track = made("div", "track");
    const filled = made("div", "filled");
    filled.style.width = `${Math.max(bar.share * 100, 0.8)}%`;
    track.append(filled);
    line.append(track);
  }
  if (bar.name) line.append(made("div", "also", bar.name));
  return line;
}

function sentenceElement(sentence, words, open) {
  const box = made("div", "sentence");
  const text = made("p");
  for (const run of sentence.runs) text.append(made(run.marked ? "mark" : "span", "", run.t));
  const foot = made("div", "foot");
  const from = sentence.section ? `${sentence.when} · ${words.section.replace("{section}", sentence.section)}` : sentence.when;
  const go = made("button", "go", words.open);
  go.addEventListener("click", () => open({ report: sentence.report, at: sentence.at }));
  foot.append(made("span", "", from), go);
  box.append(text, foot);
  return box;
}

function cardElement(card, words, open) {
  const box = made("article", "card");
  box.append(made("h3", "", card.name), ...card.bars.map(barElement), made("p", `change ${card.way}`, card.change));
  const more = made("details");
  const summary = made("summary", "", words.sentences);
  more.append(summary, ...card.sentences.map((sentence) => sentenceElement(sentence, words, open)));
  box.append(more);
  return box;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const board = parentElement.querySelector(".lianpu-targets");
  const version = JSON.stringify(data);
  if (board.dataset.version === version) return;
  board.dataset.version = version;
  const open = (what) => setTriggerValue("open", what);
  board.replaceChildren(...data.cards.map((card) => cardElement(card, data.words, open)));
}
