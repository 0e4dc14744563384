// An account as lines of JSON, one for each thing, so that a broken file says where it is broken.
import type { ContainerShape } from "../../replication/ReplicatedContainer.ts";
import { restoredItem } from "../items/StoredItem.ts";
import type { Item } from "../query/Query.ts";
import type { Account, AccountCounters, Database } from "./Account.ts";
import type { Container, ContainerDefinition } from "./Container.ts";

/** Grows when what follows is read in another way. */
const FORMAT = 1;

type Line =
  | {
      readonly kind: "account";
      readonly format: number;
      readonly regions: readonly string[];
      readonly writeRegion: string;
      readonly counters: AccountCounters;
    }
  | (Omit<Database, "containers"> & { readonly kind: "database" })
  | {
      readonly kind: "container";
      readonly database: string;
      readonly rid: string;
      readonly rids: number;
      readonly etag: string;
      readonly ts: number;
      readonly definition: ContainerDefinition;
      readonly shape: ContainerShape;
    }
  /** Of the container before it: range, LSN, partition, item. */
  | readonly ["item", string, number, string, Item]
  | { readonly kind: "offer"; readonly offer: Item }
  /** Users, permissions, scripts. */
  | {
      readonly kind: "definition";
      readonly feed: string;
      readonly resource: Item;
    };

export function* linesOf(account: Account): Generator<string> {
  const { regions, writeRegion, counters } = account;
  const first: Line = {
    kind: "account",
    format: FORMAT,
    regions,
    writeRegion,
    counters,
  };
  yield JSON.stringify(first);
  for (const { containers, ...database } of account.databases.values()) {
    yield JSON.stringify({ kind: "database", ...database } satisfies Line);
    for (const container of containers.values()) {
      yield* linesOfContainer(container);
    }
  }
  for (const offer of account.offers.all()) {
    yield JSON.stringify({ kind: "offer", offer } satisfies Line);
  }
  for (const definition of account.definitions.all()) {
    yield JSON.stringify({ kind: "definition", ...definition } satisfies Line);
  }
}

function* linesOfContainer(container: Container): Generator<string> {
  const { database, rid, rids, etag, ts, definition, data } = container;
  const line: Line = {
    kind: "container",
    database,
    rid,
    rids,
    etag,
    ts,
    definition,
    shape: data.shape(),
  };
  yield JSON.stringify(line);
  for (const range of data.ranges) {
    for (const { version, partition } of range.store.changes(-1, range.lsn)) {
      const { lsn, value } = version;
      const item: Line = ["item", range.id, lsn, partition, value!.body];
      yield JSON.stringify(item);
    }
  }
}

/** @throws {Error} That names the line and what is wrong with it. */
export function restoreAccount(account: Account, text: string): void {
  const lines = text.split("\n");
  let container: Container | undefined;
  for (const [index, line] of lines.entries()) {
    if (line === "" && index === lines.length - 1) return;
    try {
      container = restoreLine(account, container, JSON.parse(line) as Line);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`line ${index + 1}: ${why}`, { cause });
    }
  }
}

function restoreLine(
  account: Account,
  container: Container | undefined,
  line: Line,
): Container | undefined {
  if ("length" in line) {
    const [, range, lsn, partition, body] = line;
    const id = String(body["id"]);
    const value = restoredItem(container!, body);
    const changes = [{ partition, id, value }];
    container!.uniqueKeys?.committed(changes, () => undefined);
    container!.data.restore(range, lsn, changes);
    return container;
  }
  switch (line.kind) {
    case "account":
      checkAccount(account, line);
      account.writeRegion = line.writeRegion;
      account.counters = line.counters;
      return undefined;
    case "database": {
      const { id, rid, self, etag, ts } = line;
      account.restoreDatabase({ id, rid, self, etag, ts });
      return undefined;
    }
    case "container": {
      const database = account.database(line.database);
      const restored = account.restoreContainer(database, line);
      restored.rids = line.rids;
      return restored;
    }
    case "offer":
      account.offers.restore(line.offer);
      return undefined;
    case "definition":
      account.definitions.restore(line.feed, line.resource);
      return undefined;
    default:
      throw new Error("it is of no kind that this version of the lab knows");
  }
}

function checkAccount(
  account: Account,
  { format, regions }: { format: number; regions: readonly string[] },
): void {
  if (format !== FORMAT) {
    throw new Error(
      `it was written in format ${format}; this version of the lab reads ${FORMAT}`,
    );
  }
  if (regions.join() !== account.regions.join()) {
    throw new Error(
      `it was written by an account with the regions ${regions.join(", ")}; this one has ${account.regions.join(", ")}`,
    );
  }
}
