// What the SPARQL page's editor uses of CodeMirror 6. `npm install && npm run build` makes ../codemirror.min.js of it.
import * as autocomplete from "@codemirror/autocomplete";
import * as commands from "@codemirror/commands";
import * as language from "@codemirror/language";
import * as lint from "@codemirror/lint";
import * as search from "@codemirror/search";
import * as state from "@codemirror/state";
import * as view from "@codemirror/view";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { tags } from "@lezer/highlight";

const {
  acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, completionStatus, startCompletion,
} = autocomplete;
const { defaultKeymap, history, historyKeymap, indentWithTab, toggleTabFocusMode } = commands;
const { HighlightStyle, StreamLanguage, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } = language;
const { lintGutter, lintKeymap, setDiagnostics } = lint;
const { search: searchPanel, searchKeymap } = search;
const { Compartment, EditorState, Prec } = state;
const { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, placeholder } = view;

globalThis.lianpuCodeMirror = {
  acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, completionStatus, startCompletion,
  defaultKeymap, history, historyKeymap, indentWithTab, toggleTabFocusMode,
  HighlightStyle, StreamLanguage, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting,
  lintGutter, lintKeymap, setDiagnostics, searchPanel, searchKeymap,
  Compartment, EditorState, Prec,
  EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, placeholder,
  sparql, tags,
};

// The component itself shows nothing: it brings the library, once.
export default function () {}
