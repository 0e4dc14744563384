import type * as t from "@babel/types";
import type { Span } from "../analysis/ir.ts";
import { keptTree } from "../analysis/keptTree.ts";
import { treeFromBabel } from "../analysis/parse-babel.ts";
import {
  contains,
  isCall,
  isFunction,
  walk,
  type CallNode,
  type FunctionNode,
  type Node,
} from "./nodes.ts";
import { Refusal } from "./proposal.ts";

interface Token {
  readonly start: number;
  readonly end: number;
}

/** A file's text with its tree, its tokens and the habits of its writer. */
export class Source {
  readonly file: string;
  readonly text: string;
  readonly isTypeScript: boolean;
  readonly program: t.Program & { start: number; end: number };
  readonly nodes: readonly Node[];
  readonly #parents = new Map<t.Node, Node>();
  readonly #identifiers = new Map<string, (Node & t.Identifier)[]>();
  readonly #tokens: readonly Token[];
  #habits: Habits | undefined;

  /** @throws {Refusal} where the text does not parse. */
  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    this.isTypeScript = /\.[mc]?tsx?$/i.test(file);
    const ast = parseText(file, text);
    this.program = ast.program as Source["program"];
    this.#tokens = ((ast.tokens ?? []) as (Token & { type: unknown })[]).filter(
      // Comments are tokens too; theirs is the only type that is a text.
      (token) => typeof token.type !== "string",
    );
    const nodes: Node[] = [];
    walk(this.program, (node, parent) => {
      nodes.push(node);
      if (parent !== undefined) this.#parents.set(node, parent);
      if (node.type !== "Identifier") return;
      const list = this.#identifiers.get(node.name);
      if (list === undefined) this.#identifiers.set(node.name, [node]);
      else list.push(node);
    });
    this.nodes = nodes;
  }

  /** All identifiers of this name, whatever they name, in the order of `nodes`. */
  identifiers(name: string): readonly (Node & t.Identifier)[] {
    return this.#identifiers.get(name) ?? [];
  }

  slice(node: { start?: number | null; end?: number | null }): string {
    return this.text.slice(node.start ?? 0, node.end ?? 0);
  }

  parent(node: t.Node): Node | undefined {
    return this.#parents.get(node);
  }

  /** The nodes around a node, nearest first. */
  *ancestors(node: t.Node): Generator<Node> {
    for (let at = this.parent(node); at !== undefined; at = this.parent(at)) {
      yield at;
    }
  }

  /** The function (or the module) directly around a node. */
  functionAround(node: t.Node): FunctionNode | Source["program"] {
    for (const outer of this.ancestors(node))
      if (isFunction(outer)) return outer;
    return this.program;
  }

  /** First token that starts at or behind an offset. */
  tokenAfter(offset: number): Token {
    return (
      this.#tokens[this.#indexOf(offset)] ?? {
        start: this.text.length,
        end: this.text.length,
      }
    );
  }

  /** Last token that ends at or before an offset. */
  tokenBefore(offset: number): Token {
    let index = this.#indexOf(offset) - 1;
    while (index >= 0 && this.#tokens[index]!.end > offset) index--;
    return this.#tokens[index] ?? { start: 0, end: 0 };
  }

  #indexOf(offset: number): number {
    let low = 0;
    let high = this.#tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#tokens[middle]!.start < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  tokenText(token: Token): string {
    return this.text.slice(token.start, token.end);
  }

  /** The function at a span; parsers differ in where a method begins, so the end decides. `undefined`: the module. */
  functionAt(span: Span): FunctionNode | undefined {
    let best: FunctionNode | undefined;
    for (const node of this.nodes) {
      if (!isFunction(node) || node.end !== span.end) continue;
      if (
        best === undefined ||
        Math.abs(node.start - span.start) < Math.abs(best.start - span.start)
      ) {
        best = node;
      }
    }
    return best;
  }

  /** The call at a span, else the largest one inside it (a span may include `await`). */
  callAt(span: Span): CallNode | undefined {
    let best: CallNode | undefined;
    for (const node of this.nodes) {
      if (!isCall(node) || !contains(span, node)) continue;
      if (best === undefined || node.end - node.start > best.end - best.start) {
        best = node;
      }
    }
    return best;
  }

  get habits(): Habits {
    return (this.#habits ??= habitsOf(this));
  }

  /** White space at the start of the line of an offset. */
  indentAt(offset: number): string {
    const lineStart = this.text.lastIndexOf("\n", offset - 1) + 1;
    return /^[ \t]*/.exec(this.text.slice(lineStart))?.[0] ?? "";
  }

  quote(text: string, quote: string = this.habits.quote): string {
    return (
      quote +
      JSON.stringify(text)
        .slice(1, -1)
        .replaceAll('\\"', '"')
        .replaceAll(quote, `\\${quote}`) +
      quote
    );
  }

  line(offset: number): number {
    let line = 1;
    for (
      let i = this.text.indexOf("\n");
      i !== -1 && i < offset;
      i = this.text.indexOf("\n", i + 1)
    )
      line++;
    return line;
  }
}

/** What the writer of a file does, so that new text looks like the old. */
export interface Habits {
  readonly eol: "\n" | "\r\n";
  readonly quote: '"' | "'";
  readonly semicolon: ";" | "";
  readonly indent: string;
}

function habitsOf(source: Source): Habits {
  let double = 0;
  let single = 0;
  let withSemicolon = 0;
  let without = 0;
  for (const node of source.nodes) {
    if (node.type === "StringLiteral") {
      const first = source.text[node.start];
      if (first === '"') double++;
      else if (first === "'") single++;
    } else if (
      node.type === "ExpressionStatement" ||
      node.type === "ImportDeclaration" ||
      node.type === "ReturnStatement" ||
      node.type === "VariableDeclaration"
    ) {
      const parent = source.parent(node);
      if (parent !== undefined && parent.type.startsWith("For")) continue;
      if (source.text[node.end - 1] === ";") withSemicolon++;
      else without++;
    }
  }
  const indents = source.text.match(/^(?:\t|[ ]{2,8})(?=\S)/gm) ?? [];
  const shortest = indents.reduce<string | undefined>(
    (best, indent) =>
      best === undefined || indent.length < best.length ? indent : best,
    undefined,
  );
  return {
    eol: source.text.includes("\r\n") ? "\r\n" : "\n",
    quote: single > double ? "'" : '"',
    semicolon: without > withSemicolon ? "" : ";",
    indent: shortest ?? "  ",
  };
}

function parseText(file: string, text: string): t.File {
  try {
    return keptTree(file, text) ?? treeFromBabel(file, text, { tokens: true });
  } catch (error) {
    throw new Refusal(
      `\`${file}\` does not parse (${error instanceof Error ? error.message : String(error)}). Correct it, then try again.`,
    );
  }
}
