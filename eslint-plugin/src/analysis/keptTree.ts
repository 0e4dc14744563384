/**
 * The tree of the file that is being linted, so that its edits need not parse it a second time. One tree, held weakly:
 * such a reference lives until the turn ends in which it was made, and ESLint's work on one file is one turn. An editor
 * that asks for the edits later finds the tree, or parses again.
 */
import type * as t from "@babel/types";

let kept:
  | { readonly path: string; readonly text: string; tree: WeakRef<t.File> }
  | undefined;

export function keepTree(path: string, text: string, tree: t.File): void {
  kept = { path, text, tree: new WeakRef(tree) };
}

/** With tokens. `undefined` where it was not kept, or is gone. */
export function keptTree(path: string, text: string): t.File | undefined {
  return kept?.path === path && kept.text === text
    ? kept.tree.deref()
    : undefined;
}
