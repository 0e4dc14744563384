import type { Guarantee, Operation, State, Violation } from "./Operation.ts";

/** Tells the shortest history that shows a violation, in plain words. */
export function describeViolation(violation: Violation): string {
  const { guarantee, earlier, later, earlierState, laterState } = violation;
  return [
    `${capitalise(guarantee)} does not hold for "${later.session}":`,
    `  1. line ${earlier.line}: it ${didEarlier(violation)}${whatOf(earlier)}, ${atState(earlierState, violation)}.`,
    `  2. line ${later.line}: it ${didLater[guarantee]}${whatOf(later)}, ${atState(laterState, violation)}.`,
    `  The second is ${behind(earlierState, laterState)}, ${meaning[guarantee]}.`,
    "",
  ].join("\n");
}

function didEarlier({ earlier, isByData }: Violation): string {
  if (earlier.kind === "write") return "wrote ";
  return isByData ? "saw the data of " : "read ";
}

const didLater: Readonly<Record<Guarantee, string>> = {
  "read your writes": "read ",
  "monotonic reads": "read ",
  "monotonic writes": "wrote ",
  "writes follow reads": "wrote ",
};

const meaning: Readonly<Record<Guarantee, string>> = {
  "read your writes": "so it did not see what it had written itself",
  "monotonic reads": "so it saw older data than it had seen before",
  "monotonic writes": "so its writes count in another order than it made them",
  "writes follow reads":
    "so what it wrote counts as older than what it had read before",
};

function whatOf({ item, container, states }: Operation): string {
  if (item === undefined) {
    return `${container} by a query over range ${states.map(({ range }) => range).join(", ")}`;
  }
  const [, partitionKey = "", id = ""] = item.split("\0");
  return `item "${id}" ${partitionKey} of ${container}`;
}

function atState({ range, version, lsn }: State, violation: Violation): string {
  const what = violation.isByData ? "data of " : "";
  return `${what}range ${range} at LSN ${lsn}${version >= 0n ? `, version ${version}` : ""}`;
}

function behind(earlier: State, later: State): string {
  return earlier.version === later.version
    ? `${earlier.lsn - later.lsn} behind`
    : `of version ${later.version}, behind version ${earlier.version}`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
