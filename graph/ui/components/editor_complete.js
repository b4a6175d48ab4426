// What the editor offers while a person types: prefixes, classes, predicates, keywords and variables at once, names of
// the graph from the server's search (pinyin and initials work there too).

const MOST_TERMS = 30;
const IRI_LIKE = /^[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\s]*$/;

// Where the string begins that a position of a line stands in, -1 where it stands in none.
function openQuote(before) {
  let open = -1;
  for (let at = 0; at < before.length; at += 1) {
    const character = before[at];
    if (open >= 0 && character === "\\") at += 1;
    else if (open >= 0 && character === before[open]) open = -1;
    else if (open < 0 && (character === '"' || character === "'")) open = at;
    else if (open < 0 && character === "#" && !/<[^<>\s]*$/.test(before.slice(0, at))) return -1;
  }
  return open;
}

// How well a term fits what was typed, lower is better; undefined where it does not.
function fit(term, typed) {
  const local = term.name.slice(term.name.indexOf(":") + 1).toLowerCase();
  if (term.name.toLowerCase().startsWith(typed) || local.startsWith(typed)) return 0;
  if (term.label.toLowerCase().startsWith(typed)) return 1;
  if (local.includes(typed) || term.label.toLowerCase().includes(typed)) return 2;
  return undefined;
}

function termOptions(data, typed, section) {
  const wanted = typed.toLowerCase();
  const fitting = data.terms.map((term, place) => ({ term, place, rank: fit(term, wanted) })).filter((one) => one.rank !== undefined);
  fitting.sort((a, b) => a.rank - b.rank || a.place - b.place);
  return fitting.slice(0, MOST_TERMS).map(({ term }) => ({
    label: term.name,
    detail: [term.label, term.uses].filter(Boolean).join(" · "),
    info: term.about || undefined,
    type: term.kind,
    section,
  }));
}

function prefixOptions(data, typed, section) {
  return Object.entries(data.prefixes)
    .filter(([prefix]) => prefix.startsWith(typed.toLowerCase()))
    .map(([prefix, iri]) => ({ label: `${prefix}:`, detail: iri, type: "namespace", section }));
}

function keywordOptions(data, typed, section) {
  const wanted = typed.toUpperCase();
  return data.keywords
    .filter((word) => word.startsWith(wanted))
    .map((word) => ({ label: word, type: "keyword", section, apply: `${word} ` }));
}

function functionOptions(data, typed, section) {
  const wanted = typed.toUpperCase();
  return data.functions.filter((word) => word.startsWith(wanted)).map((word) => ({ label: `${word}()`, type: "function", section, apply: callOf(word) }));
}

function callOf(word) {
  return (view, _, from, to) => {
    view.dispatch({ changes: { from, to, insert: `${word}()` }, selection: { anchor: from + word.length + 1 } });
  };
}

function variableOptions(state, typed, section) {
  const found = new Map();
  for (const [name] of state.doc.toString().matchAll(/[?$][A-Za-z_][\w]*/g)) found.set(name, (found.get(name) ?? 0) + 1);
  if (found.get(typed) === 1) found.delete(typed); // What is being typed itself.
  return [...found.keys()].filter((name) => name.startsWith(typed)).map((name) => ({ label: name, type: "variable", section }));
}

async function foundNames(context, data, words) {
  const asked = new AbortController();
  context.addEventListener("abort", () => asked.abort());
  try {
    const parameters = new URLSearchParams({ q: words.slice(0, 64), lang: data.language });
    const response = await fetch(`/search?${parameters}`, { signal: asked.signal });
    if (!response.ok) return [];
    const answer = await response.json();
    return (answer.groups ?? []).flatMap((group) => group.hits).filter((hit) => IRI_LIKE.test(hit.id));
  } catch {
    return []; // The words of the vocabulary are offered all the same.
  }
}

function nameOptions(hits, section, write) {
  return hits.map((hit) => {
    const name = hit.name.map(([text]) => text).join("");
    return { label: name, detail: hit.hint, type: "text", section, apply: write(hit, name) };
  });
}

// A label is written with its language; the quotes that are there already are taken along.
function labelWriter(data, quoteAt) {
  return (hit, name) => (view, _, from, to) => {
    const english = data.language === "en" && (hit.kind === "Chain" || hit.kind === "ChainNode");
    const rest = view.state.doc.lineAt(to).text.slice(to - view.state.doc.lineAt(to).from);
    const closing = rest.match(/^["'](?:@[A-Za-z-]+)?/)?.[0].length ?? 0;
    const text = name.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
    const insert = `"${text}"@${english ? "en" : "zh"}`;
    view.dispatch({ changes: { from: quoteAt, to: to + closing, insert }, selection: { anchor: quoteAt + insert.length } });
  };
}

function iriWriter(hit) {
  return `<${hit.id}>`;
}

// The source of completions for CodeMirror; `told` gives the component's newest data. What is whole already is not
// completed unasked: Enter after it begins a new line.
function completions(told) {
  const source = offers(told);
  return async (context) => {
    const found = await source(context);
    if (!found?.options.length) return null;
    const typed = context.state.sliceDoc(found.from, context.pos).toLowerCase();
    return !context.explicit && found.options.some((one) => one.label.toLowerCase() === typed) ? null : found;
  };
}

function offers(told) {
  return async (context) => {
    const data = told();
    const { words } = data;
    const section = (name, rank) => ({ name: words[name], rank });
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const quote = openQuote(before);
    if (quote >= 0) {
      const typed = before.slice(quote + 1);
      if (!typed.trim()) return null;
      const hits = await foundNames(context, data, typed);
      const options = nameOptions(hits, section("names", 0), labelWriter(data, line.from + quote));
      return { from: line.from + quote + 1, options, filter: false };
    }
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) {
      return { from: variable.from, options: variableOptions(context.state, variable.text, section("variables", 0)), filter: false };
    }
    const prefixed = context.matchBefore(/[A-Za-z][\w.-]*:[\w.-]*/);
    if (prefixed) {
      const local = prefixed.text.slice(prefixed.text.indexOf(":"));
      const prefix = prefixed.text.slice(0, -local.length);
      const within = data.terms.filter((term) => term.name.startsWith(`${prefix}:`));
      const options = termOptions({ terms: within }, local.slice(1), section("terms", 0));
      return { from: prefixed.from, options, filter: false };
    }
    const word = context.matchBefore(/[\p{Script=Han}A-Za-z_][\p{Script=Han}\w]*/u);
    if (!word && !context.explicit) return null;
    const typed = word?.text ?? "";
    if (typed === "a" && !context.explicit) return null; // It is a word of its own: rdf:type.
    const hits = typed.length > 1 || /\p{Script=Han}/u.test(typed) ? await foundNames(context, data, typed) : [];
    const options = [
      ...keywordOptions(data, typed, section("keywords", 0)),
      ...prefixOptions(data, typed, section("prefixes", 1)),
      ...termOptions(data, typed, section("terms", 2)),
      ...(typed ? functionOptions(data, typed, section("functions", 3)) : []),
      ...nameOptions(hits, section("names", 4), iriWriter),
    ];
    return { from: word?.from ?? context.pos, options, filter: false };
  };
}
