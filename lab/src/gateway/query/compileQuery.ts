import { checkOrder } from "./compile/checkOrder.ts";
import {
  compileInner,
  compileNode,
  type DirectQuery,
} from "./compile/compileNode.ts";
import { Scope, type Context, type Frame } from "./compile/context.ts";
import { containerSlot } from "./compile/sources.ts";
import { equalitiesOf } from "./equalities.ts";
import { builtIns, type Surroundings } from "./functions/builtIns.ts";
import { orderPathsOf } from "./orderPaths.ts";
import { parseQuery } from "./parse/parseQuery.ts";
import { needsMerge, planOf } from "./plan.ts";
import type { Item, Query, QuerySpec } from "./Query.ts";

/** From here on a filter of its own for the query pays for being made. */
const manyItems = 1000;

/**
 * Makes a query ready to run.
 *
 * @param surroundings Clock and chance, for functions like GetCurrentDateTime and Rand.
 * @throws {QueryError} When the service would refuse it, or the lab leaves out what it asks for.
 */
export function compileQuery(
  spec: QuerySpec,
  surroundings: Surroundings = { now: Date.now, random: Math.random },
): Query {
  const node = parseQuery(spec.query);
  checkOrder(node);
  const parameters = new Map(
    spec.parameters?.map(({ name, value }) => [name, value]),
  );
  let started = surroundings.now();
  const scope = new Scope();
  const context: Context = {
    scope,
    parameters,
    findFunction: builtIns(surroundings, () => started),
    compileInner,
    grouping: undefined,
  };
  const compiled = compileNode(node, context);
  const createFrame = (items: readonly unknown[]): Frame => {
    started = surroundings.now();
    const frame = new Array<unknown>(scope.size).fill(undefined);
    frame[containerSlot] = items;
    return frame;
  };
  const { rows, rowsOfItem, direct, createStage, createOutput, counts } =
    compiled;

  function* runDirect(
    items: Iterable<Item>,
    { slot, condition, generate, select }: DirectQuery,
  ): Generator {
    const frame = createFrame([]);
    let filter = (_: unknown, row: Frame): boolean => condition(row) === true;
    let seen = 0;
    for (const item of items) {
      if (++seen === manyItems) filter = generate();
      frame[slot] = item;
      if (!filter(item, frame)) continue;
      const result = select(frame);
      if (result !== undefined) yield result;
    }
  }

  function* runStages(items: Iterable<Item>): Generator {
    const output = createOutput();
    const stage = createStage(output);
    const visit = (row: Frame): boolean => stage.row(row);
    if (rowsOfItem === undefined) {
      const frame = createFrame([...items]);
      if (!output.isFull) rows(frame, visit);
      stage.end(frame);
      yield* output.take();
      return;
    }
    const frame = createFrame([]);
    for (const item of items) {
      if (output.isFull) break;
      const isDone = rowsOfItem(item, frame, visit);
      if (output.results.length > 0) yield* output.take();
      if (isDone) break;
    }
    stage.end(frame);
    yield* output.take();
  }

  return {
    run: (items) =>
      direct === undefined ? runStages(items) : runDirect(items, direct),
    concerns(item) {
      const frame = createFrame([item]);
      return rows(frame, () => true);
    },
    needsMerge: needsMerge(node),
    get plan() {
      return planOf(node, counts);
    },
    equalities: equalitiesOf(node, parameters),
    order: orderPathsOf(node),
  };
}
