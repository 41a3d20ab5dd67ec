import { json } from "@codemirror/lang-json";
import {
  defaultHighlightStyle,
  ensureSyntaxTree,
  HighlightStyle,
  syntaxHighlighting,
  syntaxTree,
} from "@codemirror/language";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { SyntaxNodeRef } from "@lezer/common";
import { basicSetup } from "codemirror";
import { useEffect, useRef } from "react";
import type { FileFinding } from "../../../core/contracts/studio.ts";
import { useLocale } from "../../ui/i18n.ts";

type SyntaxNode = SyntaxNodeRef["node"];

/** The usual colours, lightened where the paper is dark: the share of each colour is a matter of the theme. */
const colours = HighlightStyle.define(
  defaultHighlightStyle.specs.map((spec) =>
    typeof spec.color === "string"
      ? { ...spec, color: `color-mix(in srgb, ${spec.color} var(--studio-ink), white)` }
      : spec,
  ),
);

/** Where a JSON pointer stands in the text: the range of its value, or of the nearest parent that is there. */
export function rangeOfPointer(state: EditorState, pointer: string): { from: number; to: number } {
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  // Only the part on screen is parsed by itself; a finding may stand anywhere.
  const tree = ensureSyntaxTree(state, state.doc.length, 2000) ?? syntaxTree(state);
  let node: SyntaxNode | null = tree.topNode.firstChild;
  for (const step of steps) {
    if (!node) break;
    let next: SyntaxNode | null = null;
    if (node.name === "Object") {
      for (let property: SyntaxNode | null = node.firstChild; property; property = property.nextSibling) {
        if (property.name !== "Property") continue;
        const name = property.getChild("PropertyName");
        if (name && state.sliceDoc(name.from + 1, name.to - 1) === step) next = property.lastChild;
      }
    } else if (node.name === "Array") {
      let at = 0;
      for (let child: SyntaxNode | null = node.firstChild; child; child = child.nextSibling) {
        if (!/^(Object|Array|String|Number|True|False|Null)$/.test(child.name)) continue;
        if (String(at) === step) next = child;
        at += 1;
      }
    }
    if (!next) break;
    node = next;
  }
  if (!node) return { from: 0, to: Math.min(1, state.doc.length) };
  // A whole object would be underlined from end to end: its first line says where it is.
  return { from: node.from, to: Math.min(node.to, state.doc.lineAt(node.from).to) };
}

/**
 * A JSON text editor with findings at their places. The text is given once per `name`; afterwards the editor owns it,
 * so that a save never moves the cursor.
 */
export function JsonEditor({
  name,
  text,
  findings,
  goTo,
  onChange,
}: {
  name: string;
  text: string;
  findings: readonly FileFinding[];
  /** Pointer to show; a new object asks again. */
  goTo: { pointer: string } | null;
  onChange: (text: string) => void;
}) {
  const locale = useLocale();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const change = useRef(onChange);
  change.current = onChange;
  const first = useRef(text);
  first.current = text;
  useEffect(() => {
    if (!host.current) return;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          basicSetup,
          syntaxHighlighting(colours),
          json(),
          lintGutter(),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": name, tabindex: "0" }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) change.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      editor.destroy();
      view.current = null;
    };
  }, [name]);
  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const diagnostics: Diagnostic[] = findings.map((finding) => ({
      ...rangeOfPointer(editor.state, finding.pointer),
      severity: finding.level,
      message: finding.message[locale],
    }));
    editor.dispatch(setDiagnostics(editor.state, diagnostics));
  }, [findings, locale]);
  useEffect(() => {
    const editor = view.current;
    if (!editor || !goTo) return;
    const { from } = rangeOfPointer(editor.state, goTo.pointer);
    editor.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    editor.focus();
  }, [goTo]);
  return <div ref={host} className="studio-editor" />;
}
