// What happens to rows on their way to the output: nothing, an order, or groups.
import { keyOf, order } from "../values.ts";
import type { AggregateUse, Evaluate, Frame } from "./context.ts";
import type { Output } from "./Output.ts";

/** Takes the rows of one run. */
export interface Stage {
  /** @returns True when no more rows are needed. */
  row(frame: Frame): boolean;
  /** After the last row. */
  end(frame: Frame): void;
}

export type CreateStage = (output: Output) => Stage;

export function passing(select: Evaluate): CreateStage {
  return (output) => ({
    row(frame) {
      output.add(select(frame));
      return output.isFull;
    },
    end: () => undefined,
  });
}

export interface SortKey {
  readonly evaluate: Evaluate;
  readonly descending: boolean;
}

/**
 * Rows with the same keys come in the order of their items, or in the opposite one when a key is
 * descending: so does the service, which reads its index backwards then, and so the SDK expects it
 * where it goes on behind a continuation (read in @azure/cosmos 4.10.1, RidSkipCountFilter).
 */
export function sorting(
  select: Evaluate,
  keys: readonly SortKey[],
): CreateStage {
  const isReversed = keys.some(({ descending }) => descending);
  const compare = (
    { keys: left }: SortedRow,
    { keys: right }: SortedRow,
  ): number => {
    for (let index = 0; index < keys.length; index++) {
      const ordered = order(left[index], right[index]);
      if (ordered !== 0) return keys[index]!.descending ? -ordered : ordered;
    }
    return 0;
  };
  return (output) => {
    const rows: SortedRow[] = [];
    return {
      row(frame) {
        rows.push({
          keys: keys.map(({ evaluate }) => evaluate(frame)),
          value: select(frame),
        });
        return false;
      },
      end() {
        if (isReversed) rows.reverse();
        rows.sort(compare);
        for (const { value } of rows) output.add(value);
      },
    };
  };
}

interface SortedRow {
  readonly keys: readonly unknown[];
  readonly value: unknown;
}

export interface GroupKey {
  readonly evaluate: Evaluate;
  /** Where SELECT finds it. */
  readonly slot: number;
}

/** Groups come in the order of their first rows. Without GROUP BY all rows are one, also none. */
export function grouping(
  select: Evaluate,
  keys: readonly GroupKey[],
  aggregates: readonly AggregateUse[],
): CreateStage {
  const create = (values: readonly unknown[]): Group => ({
    values,
    aggregators: aggregates.map((aggregate) => aggregate.create()),
  });
  return (output) => {
    const groups = new Map<string, Group>();
    if (keys.length === 0) groups.set("", create([]));
    return {
      row(frame) {
        const values = keys.map(({ evaluate }) => evaluate(frame));
        const id = values.map(keyOf).join();
        let group = groups.get(id);
        if (group === undefined) groups.set(id, (group = create(values)));
        aggregates.forEach(({ argument }, index) =>
          group.aggregators[index]!.add(argument(frame)),
        );
        return false;
      },
      end(frame) {
        for (const { values, aggregators } of groups.values()) {
          keys.forEach(({ slot }, index) => (frame[slot] = values[index]));
          aggregates.forEach(
            ({ slot }, index) => (frame[slot] = aggregators[index]!.result()),
          );
          output.add(select(frame));
        }
      },
    };
  };
}

interface Group {
  readonly values: readonly unknown[];
  readonly aggregators: readonly ReturnType<AggregateUse["create"]>[];
}
