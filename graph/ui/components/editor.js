// The SPARQL editor: CodeMirror with our completions and marks, run and cancel, and what this browser keeps. Python sends
// plain data and hears of two things: a query is to run, or the running one is to stop.

const DRAFT = "lianpu-sparql-draft";
const CHECK_AFTER = 900; // Milliseconds after the last keystroke.
const CHECKED = 20000; // Characters of a query that is looked at while it is written.

function highlighting({ HighlightStyle, syntaxHighlighting, tags }) {
  const parts = {
    keyword: tags.keyword, variable: tags.variableName, special: tags.special(tags.variableName), string: tags.string,
    comment: tags.comment, atom: tags.atom, number: tags.number, standard: tags.standard(tags.name), operator: tags.operator,
    bracket: tags.bracket, type: tags.typeName, property: tags.propertyName, meta: tags.meta, local: tags.local(tags.name),
  };
  return syntaxHighlighting(HighlightStyle.define(Object.entries(parts).map(([name, tag]) => ({ tag, class: `tok-${name}` }))));
}

// The phrases that CodeMirror itself shows, in the language of the page.
function phrases(words) {
  return { Completions: words.completions, "No diagnostics": words.no_marks, Diagnostics: words.marks };
}

function isDark(element) {
  const [r, g, b] = (getComputedStyle(element).getPropertyValue("--st-background-color").trim().match(/[0-9a-f]{2}/gi) ?? ["ff", "ff", "ff"])
    .map((part) => Number.parseInt(part, 16));
  return 0.299 * r + 0.587 * g + 0.114 * b < 128;
}

class Editor {
  constructor(root, library, data, send) {
    Object.assign(this, { root, library, data, send });
    this.bar();
    this.spoken = new library.Compartment();
    this.view = new library.EditorView({ parent: root.querySelector(".code"), doc: this.draft(), extensions: this.extensions() });
    root.lianpuEditor = this.view;
    this.loaded = data.load;
    this.update(data, send, true);
  }

  extensions() {
    const { library: cm } = this;
    const run = () => (this.run(), true);
    return [
      cm.Prec.highest(cm.keymap.of([{ key: "Mod-Enter", run }, { key: "Tab", run: cm.acceptCompletion }])),
      cm.lineNumbers(), cm.lintGutter(), cm.history(), cm.drawSelection(), cm.highlightActiveLine(), cm.highlightActiveLineGutter(),
      cm.bracketMatching(), cm.closeBrackets(), cm.indentOnInput(), cm.indentUnit.of("  "), cm.EditorView.lineWrapping,
      cm.StreamLanguage.define(cm.sparql), highlighting(cm),
      cm.autocompletion({ override: [completions(() => this.data)], icons: false, maxRenderedOptions: 60, activateOnTypingDelay: 120, closeOnBlur: true }),
      cm.keymap.of([...cm.closeBracketsKeymap, ...cm.defaultKeymap, ...cm.historyKeymap, ...cm.completionKeymap, ...cm.lintKeymap]),
      cm.EditorView.updateListener.of((change) => change.docChanged && this.changed()),
      this.spoken.of([]),
    ];
  }

  bar() {
    const { root } = this;
    this.runner = root.querySelector(".run");
    this.runner.addEventListener("click", () => (this.data.running ? this.send({ do: "cancel" }) : this.run()));
    this.said = root.querySelector(".said");
    const panel = root.querySelector(".lists");
    this.lists = new Lists(panel, {
      take: (query) => this.put(query),
      current: () => this.text(),
      say: (words) => this.say(words),
      link: (query) => this.share(query),
    });
    for (const kind of ["history", "saved"]) {
      const opener = root.querySelector(`.${kind}`);
      opener.addEventListener("click", () => this.lists.open(kind, opener, this.data));
    }
    root.querySelector(".share").addEventListener("click", () => this.share(this.text()));
  }

  text() {
    return this.view.state.doc.toString();
  }

  put(query) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: query }, selection: { anchor: 0 }, scrollIntoView: true });
    this.view.focus();
  }

  // What was typed and not run yet survives a look at another page; a link or an example goes before it.
  draft() {
    try {
      const kept = JSON.parse(window.sessionStorage.getItem(DRAFT) ?? "null");
      return kept?.base === this.data.text && typeof kept.text === "string" ? kept.text : this.data.text;
    } catch {
      return this.data.text;
    }
  }

  changed() {
    try {
      window.sessionStorage.setItem(DRAFT, JSON.stringify({ base: this.data.text, text: this.text() }));
    } catch {
      // A browser that keeps nothing loses only the draft.
    }
    clearTimeout(this.checking);
    this.checking = setTimeout(() => this.check(), CHECK_AFTER);
  }

  // A look at what is being written. It needs no parser: what is run is looked at in earnest.
  async check() {
    const asked = this.text();
    if (asked === this.data.asked || asked.length > CHECKED) return;
    try {
      const body = JSON.stringify({ query: asked, lang: this.data.language });
      const response = await fetch("/query-marks", { method: "POST", body, headers: { "content-type": "application/json" } });
      if (!response.ok || asked !== this.text() || this.data.running) return;
      this.show((await response.json()).marks);
    } catch {
      // Without an answer the query can be run all the same.
    }
  }

  run() {
    if (this.data.running) return;
    this.lists.close(false);
    this.send({ do: "run", query: this.text() });
  }

  async share(query) {
    const { words } = this.data;
    const address = new URL("sparql", this.root.baseURI);
    address.searchParams.set("query", query);
    address.searchParams.set("lang", this.data.language);
    if (address.href.length > this.data.longest) {
      this.say(words.share_long);
      return;
    }
    try {
      await navigator.clipboard.writeText(address.href);
      this.say(words.share_done);
    } catch {
      window.prompt(words.share, address.href);
    }
  }

  say(words) {
    this.said.textContent = words;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => (this.said.textContent = ""), 6000);
  }

  update(data, send, first = false) {
    const languageBefore = this.data.language;
    this.send = send;
    this.data = data;
    this.root.dataset.theme = isDark(this.root) ? "dark" : "light";
    if (data.load !== this.loaded) {
      this.loaded = data.load;
      if (data.text !== this.text()) this.put(data.text);
    }
    if (first || languageBefore !== data.language) this.speak();
    this.button();
    if (data.ran && data.ran.at !== this.noted) remember(data.ran);
    this.noted = data.ran?.at;
    if (first || data.marked !== this.marked) this.mark();
  }

  speak() {
    const { words } = this.data;
    const { EditorState, EditorView } = this.library;
    for (const name of ["history", "saved", "share"]) this.root.querySelector(`.${name}`).textContent = words[name];
    this.root.querySelector(".keys").textContent = words.keys;
    this.root.querySelector(".bar").setAttribute("aria-label", words.bar);
    const attributes = { "aria-label": words.label, spellcheck: "false", autocapitalize: "off", translate: "no" };
    this.view.dispatch({
      effects: this.spoken.reconfigure([EditorView.contentAttributes.of(attributes), EditorState.phrases.of(phrases(words))]),
    });
  }

  button() {
    const { running, words } = this.data;
    this.runner.classList.toggle("running", running);
    this.runner.replaceChildren(made("span", "", running ? "■" : "▶"), running ? words.cancel : words.run);
    this.runner.firstChild.setAttribute("aria-hidden", "true");
    this.runner.title = running ? "" : words.run_key;
  }

  // Marks belong to the query that was refused: where another stands in the editor by now they say nothing.
  mark() {
    this.marked = this.data.marked;
    const fresh = this.data.marks.length && this.data.asked === this.text();
    const shown = this.show(fresh ? this.data.marks : []);
    if (shown.length && shown[0].severity === "error") {
      this.view.dispatch({ selection: { anchor: shown[0].from }, scrollIntoView: true });
    }
  }

  show(marks) {
    const { doc } = this.view.state;
    const diagnostics = marks.map((one) => {
      const line = doc.line(Math.min(one.line, doc.lines));
      const from = Math.min(line.from + one.column - 1, line.to);
      return { from, to: Math.min(from + one.length, line.to), severity: one.severity, message: one.message };
    });
    this.view.dispatch(this.library.setDiagnostics(this.view.state, diagnostics));
    return diagnostics;
  }
}

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".lianpu-editor");
  const send = (what) => setTriggerValue("act", what);
  let gone = false;
  const begin = () => {
    if (gone) return;
    if (root.editor) root.editor.update(data, send);
    else root.editor = new Editor(root, globalThis.lianpuCodeMirror, data, send);
  };
  if (globalThis.lianpuCodeMirror) begin();
  else {
    // The library is a component of its own, which may come a moment later.
    const waiting = setInterval(() => {
      if (!globalThis.lianpuCodeMirror) return;
      clearInterval(waiting);
      begin();
    }, 20);
  }
  return () => {
    gone = true;
    setTimeout(() => {
      if (!root.isConnected) root.editor?.view.destroy();
    }, 0);
  };
}
