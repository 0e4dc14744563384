import {
  guarantees,
  isBefore,
  type Guarantee,
  type Operation,
  type State,
} from "../src/check/Operation.ts";

/** The guarantees as their definitions say, by looking at each pair. For tests: it is quadratic. */
export function checkNaively(
  operations: readonly Operation[],
): Record<Guarantee, number> {
  const broken = Object.fromEntries(
    guarantees.map((guarantee) => [guarantee, 0]),
  ) as Record<Guarantee, number>;
  for (const later of operations) {
    const before = operations.filter(
      (earlier) =>
        earlier.session === later.session && earlier.n <= later.after,
    );
    for (const guarantee of guarantees) {
      if (before.some((earlier) => breaks(guarantee, earlier, later))) {
        broken[guarantee]++;
      }
    }
  }
  return broken;
}

function breaks(
  guarantee: Guarantee,
  earlier: Operation,
  later: Operation,
): boolean {
  switch (guarantee) {
    case "read your writes":
      return (
        earlier.kind === "write" &&
        later.kind === "read" &&
        (reads(later, earlier) || sees(later, earlier.states))
      );
    case "monotonic reads":
      return (
        earlier.kind === "read" &&
        later.kind === "read" &&
        (reads(later, earlier) ||
          (earlier.seen !== undefined && sees(later, [earlier.seen])))
      );
    case "monotonic writes":
      return (
        earlier.kind === "write" &&
        later.kind === "write" &&
        sameRangeOlder(later, earlier)
      );
    case "writes follow reads":
      return (
        earlier.kind === "read" &&
        later.kind === "write" &&
        sameRangeOlder(later, earlier)
      );
  }

  function sees(read: Operation, states: readonly State[]): boolean {
    const { seen } = read;
    return (
      seen !== undefined &&
      read.item !== undefined &&
      read.item === earlier.item &&
      states.some((state) => isBefore(seen, state))
    );
  }
}

/** Answered from an older state than one that concerns the same data. */
function reads(later: Operation, earlier: Operation): boolean {
  if (later.item !== undefined && earlier.item !== undefined) {
    return (
      later.item === earlier.item &&
      later.states.some((state) =>
        earlier.states.some((other) => isBefore(state, other)),
      )
    );
  }
  return sameRangeOlder(later, earlier);
}

function sameRangeOlder(later: Operation, earlier: Operation): boolean {
  return (
    later.container === earlier.container &&
    later.states.some((state) =>
      earlier.states.some(
        (other) => other.range === state.range && isBefore(state, other),
      ),
    )
  );
}
