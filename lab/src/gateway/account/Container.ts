import type {
  HashKind,
  KeyComponent,
} from "../../replication/partitionHash.ts";
import { partitionOfKey } from "../../replication/partitionName.ts";
import {
  ReplicatedContainer,
  type ReplicatedContainerOptions,
} from "../../replication/ReplicatedContainer.ts";
import { UniqueKeys } from "../items/UniqueKeys.ts";
import type { StoredItem } from "../items/StoredItem.ts";
import { childRid } from "./resourceIds.ts";

export interface ContainerDefinition {
  readonly id: string;
  readonly partitionKey: {
    readonly paths: readonly string[];
    readonly kind: "Hash" | "MultiHash";
    readonly version: 1 | 2;
    /** Of a container that an SDK of before 2018-12-31 made without a key. */
    readonly systemKey?: true;
  };
  readonly indexingPolicy?: unknown;
  readonly uniqueKeyPolicy?: {
    readonly uniqueKeys: readonly { readonly paths: readonly string[] }[];
  };
  readonly conflictResolutionPolicy?: unknown;
  /** Seconds; -1: only items that say so themselves expire. */
  readonly defaultTtl?: number;
}

export interface ContainerOptions extends Omit<
  ReplicatedContainerOptions,
  "name" | "hash"
> {
  readonly database: string;
  readonly databaseRid: string;
  readonly rid: string;
  readonly etag: string;
  readonly ts: number;
  readonly definition: ContainerDefinition;
}

/** A container as the service describes it, and its data. */
export class Container {
  readonly database: string;
  readonly databaseRid: string;
  readonly rid: string;
  readonly data: ReplicatedContainer<StoredItem>;
  definition: ContainerDefinition;
  etag: string;
  ts: number;
  /** Where each component of the partition key stands in an item. */
  readonly keyPaths: readonly (readonly string[])[];
  /** `undefined` where the container has none. */
  readonly uniqueKeys: UniqueKeys | undefined;
  #rids = 0;

  constructor(options: ContainerOptions) {
    this.database = options.database;
    this.databaseRid = options.databaseRid;
    this.rid = options.rid;
    this.definition = options.definition;
    this.etag = options.etag;
    this.ts = options.ts;
    this.keyPaths = this.definition.partitionKey.paths.map(splitPath);
    const uniqueKeys = this.definition.uniqueKeyPolicy?.uniqueKeys ?? [];
    this.uniqueKeys =
      uniqueKeys.length === 0
        ? undefined
        : new UniqueKeys(uniqueKeys.map(({ paths }) => paths.map(splitPath)));
    this.data = new ReplicatedContainer({
      ...options,
      name: `${options.database}/${this.definition.id}`,
      hash: hashKindOf(this.definition.partitionKey),
    });
  }

  /** `database/container` */
  get name(): string {
    return this.data.name;
  }

  get self(): string {
    return `dbs/${this.databaseRid}/colls/${this.rid}/`;
  }

  /** Of the last name in its path. */
  get id(): string {
    return this.definition.id;
  }

  nextItemRid(): string {
    return childRid(this.rid, ++this.#rids);
  }

  /** How many items ever were made, so that no `_rid` is given twice. */
  get rids(): number {
    return this.#rids;
  }

  set rids(count: number) {
    this.#rids = count;
  }

  /** The partition key that an item has. */
  keyOf(item: Readonly<Record<string, unknown>>): KeyComponent[] {
    return this.keyPaths.map((path) => componentAt(item, path));
  }

  partitionOf(item: Readonly<Record<string, unknown>>): string {
    return partitionOfKey(this.keyOf(item));
  }
}

function hashKindOf(key: ContainerDefinition["partitionKey"]): HashKind {
  if (key.kind === "MultiHash") return "multi-hash";
  return key.version === 2 ? "hash-2" : "hash-1";
}

/** `/address/"zip code"` is `address`, `zip code`. */
function splitPath(path: string): string[] {
  const names = path.match(/"(?:[^"\\]|\\.)*"|[^/]+/g) ?? [];
  return names.map((name) =>
    name.startsWith('"') ? name.slice(1, -1).replaceAll('\\"', '"') : name,
  );
}

/** A value that is no text, number or boolean and not null counts as missing, as on the service. */
function componentAt(
  item: Readonly<Record<string, unknown>>,
  path: readonly string[],
): KeyComponent {
  let value: unknown = item;
  for (const name of path) {
    if (typeof value !== "object" || value === null) return undefined;
    if (!Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    default:
      return value === null ? null : undefined;
  }
}
