import type { Expression, QueryNode } from "../ast.ts";
import { QueryError, type Span } from "../QueryError.ts";
import type { Aggregator } from "./aggregates.ts";

/**
 * Where a running query keeps what its names stand for, one place a name. The first place holds the
 * items of the container.
 */
export type Frame = unknown[];

export type Evaluate = (frame: Frame) => unknown;

/** Results of an inner query, `most` of them where more do not matter. */
export type Results = (frame: Frame, most?: number) => readonly unknown[];

/** A function of the language. What it gets may be undefined; what it answers too. */
export interface BuiltIn {
  readonly least: number;
  readonly most: number;
  readonly apply: (...args: never) => unknown;
}

/** What a query is compiled with. */
export interface Context {
  readonly scope: Scope;
  readonly parameters: ReadonlyMap<string, unknown>;
  /** By its name in capitals. */
  readonly findFunction: (name: string) => BuiltIn | undefined;
  readonly compileInner: (query: QueryNode, context: Context) => Results;
  /** Set where aggregates may stand: in SELECT. */
  readonly grouping: Grouping | undefined;
}

/** What SELECT of a query with aggregates or GROUP BY may use. */
export interface Grouping {
  /** By the printed expressions of GROUP BY: where the group's value stands. */
  readonly keys: ReadonlyMap<string, number>;
  readonly aggregates: AggregateUse[];
}

export interface AggregateUse {
  readonly create: () => Aggregator;
  readonly argument: Evaluate;
  readonly slot: number;
}

/** Names of FROM and JOIN, with those of the queries around. */
export class Scope {
  /** Inside of SELECT of a grouped query: names of rows cannot be used. */
  isClosed = false;
  readonly #parent: Scope | undefined;
  readonly #names = new Map<string, number>();
  readonly #slots: { count: number };

  constructor(parent?: Scope) {
    this.#parent = parent;
    this.#slots = parent === undefined ? { count: 1 } : parent.#slots;
  }

  /** Places of a frame so far. */
  get size(): number {
    return this.#slots.count;
  }

  reserve(): number {
    return this.#slots.count++;
  }

  declare(name: string, at: Span): number {
    if (this.#names.has(name)) {
      throw new QueryError(
        "SC9000",
        `The input alias '${name}' is specified more than once in the FROM clause.`,
        at,
      );
    }
    const slot = this.reserve();
    this.#names.set(name, slot);
    return slot;
  }

  /** Of this query only. */
  get names(): ReadonlyMap<string, number> {
    return this.#names;
  }

  find(name: string): { slot: number; scope: Scope } | undefined {
    const slot = this.#names.get(name);
    return slot === undefined
      ? this.#parent?.find(name)
      : { slot, scope: this };
  }

  /** Neither this query nor one around has names. */
  get isEmpty(): boolean {
    return this.#names.size === 0 && (this.#parent?.isEmpty ?? true);
  }
}

export function unresolved(name: string, at: Span): QueryError {
  return new QueryError(
    "SC2001",
    `Identifier '${name}' could not be resolved.`,
    at,
  );
}

/** @returns The value of an expression that is the same for every row, in an array; else undefined. */
export function constantOf(
  node: Expression,
  parameters: ReadonlyMap<string, unknown>,
): readonly [unknown] | undefined {
  if (node.kind === "literal") return [node.value];
  if (node.kind === "parameter") return [parameterOf(node, parameters)];
  if (
    node.kind === "unary" &&
    node.operator === "-" &&
    node.operand.kind === "literal" &&
    typeof node.operand.value === "number"
  ) {
    return [-node.operand.value];
  }
  return undefined;
}

export function parameterOf(
  node: { readonly name: string } & Span,
  parameters: ReadonlyMap<string, unknown>,
): unknown {
  if (!parameters.has(node.name)) {
    throw new QueryError(
      "SC9000",
      `The query uses the parameter '${node.name}', and the request has no value for it.`,
      node,
    );
  }
  return parameters.get(node.name);
}
