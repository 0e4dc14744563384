// FROM and JOIN: which rows a query sees.
import type { PathNode, SourceNode } from "../ast.ts";
import {
  unresolved,
  type Context,
  type Evaluate,
  type Frame,
} from "./context.ts";
import { compileMember } from "./member.ts";

/**
 * Puts one row after the other into the frame and calls `visit` for each, until that answers true.
 *
 * @returns Whether it was stopped.
 */
export type Rows = (frame: Frame, visit: (frame: Frame) => boolean) => boolean;

/** The rows that one item of the container gives. */
export type RowsOfItem = (
  item: unknown,
  frame: Frame,
  visit: (frame: Frame) => boolean,
) => boolean;

/** Where the items of the container stand in a frame. */
export const containerSlot = 0;

export interface CompiledSource {
  /** Each row of it, then whatever comes behind. */
  readonly over: (rest: Rows) => Rows;
  /** Set when it goes over the items of the container. */
  readonly overItem: ((rest: Rows) => RowsOfItem) | undefined;
  /** Set when its rows are those items themselves: where they are put. */
  readonly itemSlot: number | undefined;
}

/** Declares the names of a source in the scope of the context. */
export function compileSource(
  source: SourceNode,
  context: Context,
): CompiledSource {
  const { collection, iterates } = source;
  if (collection.kind === "subquery") {
    const results = context.compileInner(collection.query, context);
    // A list written down, as documented for joins with reference data: its elements are the rows.
    const isList = iterates && collection.query.sources.length === 0;
    const slot = declare(source, context);
    return {
      over: (rest) => (frame, visit) => {
        const rows = results(frame);
        const list = isList && Array.isArray(rows[0]) ? rows[0] : rows;
        return each(list, slot, frame, rest, visit);
      },
      overItem: undefined,
      itemSlot: undefined,
    };
  }
  const root = context.scope.find(collection.root);
  if (root === undefined && !context.scope.isEmpty) {
    throw unresolved(collection.root, collection);
  }
  const rootSlot = root?.slot ?? context.scope.reserve();
  const path = compilePath(collection, rootSlot);
  const slot = declare(source, context);
  const rowsOfRoot =
    (rest: Rows): Rows =>
    (frame, visit) => {
      const value = path(frame);
      if (iterates) {
        return Array.isArray(value) && each(value, slot, frame, rest, visit);
      }
      if (value === undefined) return false;
      frame[slot] = value;
      return rest(frame, visit);
    };
  if (root !== undefined) {
    return { over: rowsOfRoot, overItem: undefined, itemSlot: undefined };
  }
  const isItem = !iterates && collection.steps.length === 0;
  return {
    itemSlot: isItem ? slot : undefined,
    over: (rest) => {
      const inner = rowsOfRoot(rest);
      return (frame, visit) =>
        each(frame[containerSlot] as unknown[], rootSlot, frame, inner, visit);
    },
    overItem: (rest) => {
      const inner = rowsOfRoot(rest);
      return (item, frame, visit) => {
        frame[rootSlot] = item;
        return inner(frame, visit);
      };
    },
  };
}

function each(
  values: readonly unknown[],
  slot: number,
  frame: Frame,
  rest: Rows,
  visit: (frame: Frame) => boolean,
): boolean {
  for (const value of values) {
    if (value === undefined) continue;
    frame[slot] = value;
    if (rest(frame, visit)) return true;
  }
  return false;
}

function declare(source: SourceNode, { scope }: Context): number {
  const name = source.alias ?? impliedAlias(source);
  return name === undefined ? scope.reserve() : scope.declare(name, source);
}

/** `FROM c` is known as c, `FROM c.children` as children. */
export function impliedAlias({ collection }: SourceNode): string | undefined {
  if (collection.kind === "subquery") return undefined;
  const name = collection.steps.at(-1) ?? collection.root;
  return typeof name === "string" ? name : undefined;
}

function compilePath({ steps }: PathNode, rootSlot: number): Evaluate {
  const [first, ...others] = steps;
  if (first === undefined) return (frame) => frame[rootSlot];
  return others.reduce(
    (inner: Evaluate, step) => compileMember(inner, step),
    compileMember(rootSlot, first),
  );
}
