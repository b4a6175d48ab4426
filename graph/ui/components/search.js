// The search box: asks the server while a person types, shows what it found, and says what was chosen. Every text goes
// in as text.

const WAIT = 120; // Milliseconds after the last keystroke.
const SLOW = 250; // Only what takes longer than this is said to be loading.

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function fill(text, values) {
  return Object.entries(values).reduce((filled, [name, value]) => filled.replaceAll(`{${name}}`, String(value)), text);
}

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

class SearchBox {
  constructor(root) {
    this.root = root;
    this.active = -1;
    this.answer = undefined;
    this.kind = undefined;
    this.input = element("input");
    Object.assign(this.input, { type: "text", autocomplete: "off", spellcheck: false, maxLength: 64, enterKeyHint: "search" });
    this.glass = element("span", "glass");
    this.glass.setAttribute("aria-hidden", "true");
    this.key = element("kbd", "", "/");
    this.key.setAttribute("aria-hidden", "true");
    this.clear = element("button", "clear", "×");
    this.clear.type = "button";
    this.panel = element("div", "panel");
    this.list = element("div", "list");
    this.list.id = "lianpu-search-list";
    this.list.setAttribute("role", "listbox");
    this.note = element("div", "note");
    this.foot = element("div", "foot");
    this.foot.setAttribute("aria-hidden", "true");
    this.live = element("div", "live");
    this.live.setAttribute("role", "status");
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", this.list.id]]) {
      this.input.setAttribute(name, value);
    }
    this.panel.append(this.note, this.list, this.foot);
    root.append(element("div", "field", this.glass, this.input, this.clear, this.key), this.panel, this.live);
    this.listen();
    this.show(false);
  }

  listen() {
    this.input.addEventListener("input", (event) => event.isComposing || this.changed());
    this.input.addEventListener("compositionend", () => this.changed());
    this.input.addEventListener("focus", () => this.opened());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.clear.addEventListener("click", () => this.empty(true));
    this.list.addEventListener("mousemove", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.activate(this.options().indexOf(option), false);
    });
    // A click in the panel must not take the focus from the box.
    this.panel.addEventListener("mousedown", (event) => event.preventDefault());
    this.root.addEventListener("focusout", (event) => this.root.contains(event.relatedTarget) || this.show(false));
    const reach = (event) => {
      if (!this.root.isConnected) {
        document.removeEventListener("keydown", reach, true);
        return;
      }
      const command = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
      const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping(event.composedPath()[0]);
      if (!command && !slash) return;
      event.preventDefault();
      this.input.focus();
      this.input.select();
    };
    document.addEventListener("keydown", reach, true);
  }

  update(data, send) {
    this.send = send;
    if (this.language === data.language) return;
    const first = this.language === undefined;
    this.language = data.language;
    this.words = data.words;
    this.input.placeholder = data.words.placeholder;
    this.input.setAttribute("aria-label", data.words.label);
    this.clear.setAttribute("aria-label", data.words.clear);
    this.list.setAttribute("aria-label", data.words.results);
    this.foot.textContent = data.words.keys;
    this.answer = undefined;
    const asked = new URL(window.location.href).searchParams.get("q");
    if (first && asked) {
      this.input.value = asked.slice(0, 64);
      this.input.focus();
    }
    this.decorate();
  }

  decorate() {
    this.root.classList.toggle("filled", this.input.value !== "");
  }

  query() {
    return this.input.value.trim();
  }

  opened() {
    this.show(true);
    if (this.answer === undefined) this.ask();
  }

  changed() {
    this.decorate();
    this.kind = undefined;
    this.show(true);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), this.query() ? WAIT : 0);
  }

  empty(stay) {
    this.input.value = "";
    this.decorate();
    this.answer = undefined;
    this.kind = undefined;
    this.address();
    if (stay) {
      this.input.focus();
      this.ask();
    }
  }

  address() {
    // The address bar holds what is searched for, so that a copied link shows the same.
    const here = new URL(window.location.href);
    if (this.query()) here.searchParams.set("q", this.query());
    else here.searchParams.delete("q");
    if (here.href !== window.location.href) window.history.replaceState(window.history.state, "", here);
  }

  async ask() {
    clearTimeout(this.timer);
    this.waiting?.abort();
    const asked = new AbortController();
    this.waiting = asked;
    const slow = setTimeout(() => this.say(this.words.loading), SLOW);
    const parameters = new URLSearchParams({ q: this.query(), lang: this.language });
    if (this.kind) parameters.set("kind", this.kind);
    this.address();
    try {
      const response = await fetch(`/search?${parameters}`, { signal: asked.signal });
      if (!response.ok) throw new Error(String(response.status));
      const answer = await response.json();
      if (this.waiting !== asked) return;
      this.answer = answer;
      this.asked = parameters.get("q");
      this.draw();
    } catch {
      if (this.waiting === asked && !asked.signal.aborted) this.failed();
    } finally {
      clearTimeout(slow);
    }
  }

  say(...parts) {
    this.note.replaceChildren(...parts);
    this.note.hidden = parts.length === 0;
    if (parts.length) this.list.classList.add("old");
  }

  draw() {
    const { answer, words } = this;
    this.list.classList.remove("old");
    this.list.replaceChildren(...(answer.groups ?? []).map((group) => this.groupElement(group)));
    this.active = -1;
    if (answer.examples) {
      this.say(element("p", "", words.can), ...this.chips(words.try, answer.examples));
    } else if (answer.total === 0) {
      const chips = answer.instead ? this.chips("", [answer.instead], words.instead) : [];
      this.say(element("p", "strong", fill(words.none, { q: this.query() })), element("p", "", words.tried), ...chips);
      this.live.textContent = fill(words.none, { q: this.query() });
    } else {
      this.say(...(answer.close ? [element("p", "", words.close)] : []));
      this.list.classList.remove("old");
      this.live.textContent = fill(words.count, { n: answer.total });
      this.activate(0, false);
    }
    this.foot.hidden = !answer.total;
    this.panel.scrollTop = 0;
  }

  failed() {
    const retry = element("button", "chip", this.words.retry);
    retry.type = "button";
    retry.addEventListener("click", () => this.ask());
    this.answer = undefined;
    this.active = -1;
    this.list.replaceChildren();
    this.say(element("p", "strong", this.words.failed), retry);
    this.live.textContent = this.words.failed;
  }

  chips(label, texts, wording = "{q}") {
    if (!texts.length) return [];
    const buttons = texts.map((text) => {
      const chip = element("button", "chip", fill(wording, { q: text }));
      chip.type = "button";
      chip.addEventListener("click", () => {
        this.input.value = text;
        this.decorate();
        this.input.focus();
        this.ask();
      });
      return chip;
    });
    return [element("p", "chips", label, ...buttons)];
  }

  groupElement(group) {
    const heading = element("div", "heading", element("span", "", group.title), element("span", "total", String(group.total)));
    const box = element("div", "group", heading, ...group.hits.map((hit) => this.hitElement(hit)));
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", `${group.title} ${group.total}`);
    heading.setAttribute("aria-hidden", "true");
    const left = group.total - group.hits.length;
    if (left > 0 && !this.kind) {
      const more = this.option(element("button", "more", fill(this.words.more, { n: left })));
      more.type = "button";
      more.addEventListener("click", () => {
        this.kind = group.kind;
        this.ask();
      });
      box.append(more);
    }
    return box;
  }

  hitElement(hit) {
    const glyph = element("span", "glyph", hit.glyph);
    glyph.style.color = hit.colour;
    glyph.setAttribute("aria-hidden", "true");
    const name = element("span", "name", ...hit.name.map(piece));
    if (hit.also.length) name.append(element("span", "also", ...hit.also.map(piece)));
    const row = this.option(element("a", "hit", glyph, element("span", "told", name, element("span", "hint", hit.hint))));
    row.href = hit.href;
    row.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // Beside this page, as any link.
      event.preventDefault();
      this.choose(hit);
    });
    return row;
  }

  option(made) {
    this.made = (this.made ?? 0) + 1;
    made.id = `lianpu-search-${this.made}`;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.tabIndex = -1;
    return made;
  }

  choose(hit) {
    this.waiting?.abort();
    this.empty(false);
    this.show(false);
    this.input.blur();
    this.send("open", { kind: hit.kind, id: hit.id });
  }

  options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  activate(number, scroll) {
    const options = this.options();
    options[this.active]?.setAttribute("aria-selected", "false");
    this.active = options.length ? (number + options.length) % options.length : -1;
    const option = options[this.active];
    option?.setAttribute("aria-selected", "true");
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
    if (scroll) option?.scrollIntoView({ block: "nearest" });
  }

  pressed(event) {
    if (event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      this.show(true);
      this.activate(this.active + steps[event.key], true);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.entered(event);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.empty(false);
      this.show(false);
      this.input.blur();
    }
  }

  async entered(event) {
    // What is in the box counts, not what was found for the letters before.
    if (this.answer === undefined || this.asked !== this.query()) await this.ask();
    const option = this.options()[Math.max(0, this.active)];
    option?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey }));
  }

  show(open) {
    this.panel.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.input.removeAttribute("aria-activedescendant");
  }
}

function piece([text, marked]) {
  return marked ? element("b", "", text) : document.createTextNode(text);
}

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".lianpu-search");
  root.box ??= new SearchBox(root);
  root.box.update(data, setTriggerValue);
}
