// What this browser keeps of queries: those that were run, and those that were saved under a name. Text goes in as text.

const KEEP = { history: "lianpu-sparql-history", saved: "lianpu-sparql-saved" };
const MOST = { history: 50, saved: 200 };

function readList(kind) {
  try {
    const found = JSON.parse(window.localStorage.getItem(KEEP[kind]) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one?.query === "string") : [];
  } catch {
    return [];
  }
}

// Returns whether it was kept: a browser may have no room, or keep nothing.
function writeList(kind, items) {
  try {
    window.localStorage.setItem(KEEP[kind], JSON.stringify(items.slice(0, MOST[kind])));
    return true;
  } catch {
    return false;
  }
}

function remember(ran) {
  if (readList("history").some((one) => one.at === ran.at)) return; // The page is drawn again after the same run.
  const rest = readList("history").filter((one) => one.query !== ran.query);
  writeList("history", [{ query: ran.query, told: ran.told, failed: ran.failed, at: ran.at }, ...rest]);
}

function made(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

function button(className, label, press) {
  const element = made("button", className, label);
  element.type = "button";
  element.addEventListener("click", press);
  return element;
}

// A query in one line, without its prologue and comments.
function gist(query) {
  const plain = query.replaceAll(/^\s*(?:#.*|PREFIX\s.*)$/gim, " ").replaceAll(/\s+/g, " ").trim();
  return plain.length > 160 ? `${plain.slice(0, 160)}…` : plain || query.slice(0, 160);
}

function when(at, language) {
  const moment = new Date(at);
  const today = moment.toDateString() === new Date().toDateString();
  const form = today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" };
  return Number.isFinite(at) ? new Intl.DateTimeFormat(language, form).format(moment) : "";
}

class Lists {
  // `take` puts a query into the editor, `current` gives what is in it, `say` tells the reader.
  constructor(panel, { take, current, say, link }) {
    Object.assign(this, { panel, take, current, say, link });
    panel.addEventListener("keydown", (event) => event.key === "Escape" && this.close(true));
  }

  open(kind, opener, data) {
    const again = this.kind === kind;
    this.close(false);
    if (again) return;
    Object.assign(this, { kind, opener, data });
    opener.setAttribute("aria-expanded", "true");
    this.panel.hidden = false;
    this.panel.setAttribute("aria-label", data.words[kind]);
    this.draw();
    (this.panel.querySelector("input") ?? this.panel.querySelector("button"))?.focus();
  }

  close(back) {
    if (!this.kind) return;
    this.opener.setAttribute("aria-expanded", "false");
    this.panel.hidden = true;
    this.kind = undefined;
    if (back) this.opener.focus();
  }

  draw() {
    const { kind, data } = this;
    const items = readList(kind);
    const list = made("ul", "", ...items.map((item, place) => this.row(item, place, items)));
    const parts = kind === "saved" ? [this.form(items)] : [];
    parts.push(items.length ? list : made("p", "none", data.words[`${kind}_none`]));
    if (kind === "history" && items.length) {
      parts.push(button("plain", data.words.history_clear, () => {
        writeList("history", []);
        this.draw();
      }));
    }
    parts.push(made("p", "note", data.words.kept));
    this.panel.replaceChildren(...parts);
  }

  row(item, place, items) {
    const { words, language } = this.data;
    const title = made("span", "name", item.name ?? gist(item.query));
    const told = [item.name ? gist(item.query) : item.told, when(item.at, language)].filter(Boolean).join(" · ");
    const open = button(item.failed ? "open failed" : "open", "", () => {
      this.take(item.query);
      this.close(false);
    });
    open.append(title, made("span", "told", told));
    open.title = item.query.slice(0, 2000);
    const remove = button("icon", "×", () => {
      writeList(this.kind, items.filter((_, other) => other !== place));
      this.draw();
      (this.panel.querySelector("li button") ?? this.panel.querySelector("input") ?? this.opener).focus();
    });
    remove.setAttribute("aria-label", `${words.remove} ${title.textContent}`);
    const share = button("icon", words.link, () => this.link(item.query));
    share.setAttribute("aria-label", `${words.share} ${title.textContent}`);
    return made("li", "", open, ...(this.kind === "saved" ? [share] : []), remove);
  }

  form(items) {
    const { words } = this.data;
    const name = made("input");
    Object.assign(name, { type: "text", maxLength: 80, placeholder: words.save_hint, autocomplete: "off" });
    name.setAttribute("aria-label", words.save_name);
    const form = made("form", "", name, made("button", "", words.save));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const called = name.value.trim() || gist(this.current()).slice(0, 60);
      const rest = items.filter((one) => one.name !== called);
      const kept = writeList("saved", [{ name: called, query: this.current(), at: Date.now() }, ...rest]);
      this.say(kept ? words.saved_done : words.saved_not);
      this.draw();
    });
    return form;
  }
}
