import type { IncomingHttpHeaders } from "node:http";
import type { Consistency } from "../../config.ts";
import type { Clock } from "../../replication/clock.ts";
import { LagRules } from "../../replication/LagRules.ts";
import type { ContainerShape } from "../../replication/ReplicatedContainer.ts";
import type { Random } from "../../replication/random.ts";
import { ServiceError } from "../ServiceError.ts";
import {
  Container,
  type ContainerDefinition,
  type ContainerOptions,
} from "./Container.ts";
import { Definitions } from "./Definitions.ts";
import { MergedResults } from "../items/MergedResults.ts";
import { Offers } from "./Offers.ts";
import { Queries } from "./Queries.ts";
import { containerRid, databaseRid } from "./resourceIds.ts";

export interface AccountOptions {
  readonly consistency: Consistency;
  readonly regions: readonly string[];
  readonly clock: Clock;
  readonly random: Random;
  readonly waitBudgetMs: number;
  /** Says of a container that is not there how it can be made. */
  readonly hintForMissing?: (database: string, container: string) => string;
}

export interface AccountCounters {
  readonly containers: number;
  readonly rid: number;
  readonly etags: number;
}

export interface Database {
  readonly id: string;
  readonly rid: string;
  readonly self: string;
  readonly etag: string;
  readonly ts: number;
  readonly containers: Map<string, Container>;
}

/** All that an account holds: databases, containers, regions. */
export class Account {
  readonly id = "cosmos-session-lab";
  readonly consistency: Consistency;
  readonly regions: readonly string[];
  readonly clock: Clock;
  readonly lag = new LagRules();
  readonly queries: Queries;
  readonly offers: Offers;
  readonly merged = new MergedResults();
  readonly definitions: Definitions;
  readonly databases = new Map<string, Database>();
  writeRegion: string;
  /** Grows with whatever changes. */
  revision = 0;
  readonly #options: AccountOptions;
  #containers = 0;
  #rid = 0;

  constructor(options: AccountOptions) {
    this.#options = options;
    this.consistency = options.consistency;
    this.regions = options.regions;
    this.clock = options.clock;
    this.offers = new Offers(() => this.nextEtag());
    this.queries = new Queries(options.clock, options.random);
    this.definitions = new Definitions({
      nextEtag: () => this.nextEtag(),
      nextRid: () => this.#nextRid(),
      timestamp: () => this.timestamp(),
    });
    this.writeRegion = options.regions[0]!;
  }

  createDatabase(id: string): Database {
    if (this.databases.has(id)) {
      throw new ServiceError(
        409,
        `Entity with the specified id already exists in the system: database "${id}".`,
      );
    }
    const rid = databaseRid(this.#nextRid());
    const database: Database = {
      id,
      rid,
      self: `dbs/${rid}/`,
      etag: this.nextEtag(),
      ts: this.timestamp(),
      containers: new Map(),
    };
    this.databases.set(id, database);
    return database;
  }

  createContainer(
    database: Database,
    definition: ContainerDefinition,
    ranges: number,
    headers: IncomingHttpHeaders = {},
  ): Container {
    const { id } = definition;
    if (database.containers.has(id)) {
      throw new ServiceError(
        409,
        `Entity with the specified id already exists in the system: container "${id}" of database "${database.id}".`,
      );
    }
    const { random } = this.#options;
    const container = new Container({
      ...this.#containerOptions(database),
      rid: containerRid(database.rid, this.#nextRid()),
      etag: this.nextEtag(),
      ts: this.timestamp(),
      definition,
      ranges,
      // Far apart, so that a token of another container shows.
      firstLsn:
        this.#containers++ * 1000 +
        Math.floor(random.fork(`${database.id}/${id}`).next() * 100),
    });
    // First what may refuse, so that nothing is there when it does.
    this.offers.add(container, headers);
    database.containers.set(id, container);
    return container;
  }

  /** @throws {ServiceError} 404 */
  deleteDatabase(id: string): void {
    const database = this.database(id);
    for (const owner of [database, ...database.containers.values()]) {
      this.offers.remove(owner);
    }
    this.databases.delete(id);
    this.definitions.deleteBelow(`dbs/${id}/`);
    this.revision++;
  }

  /** @throws {ServiceError} 404 */
  deleteContainer(database: string, id: string): void {
    this.offers.remove(this.container(database, id));
    this.database(database).containers.delete(id);
    this.definitions.deleteBelow(`dbs/${database}/colls/${id}/`);
    this.revision++;
  }

  /** The counters by which names are made, so that none is given twice. */
  get counters(): AccountCounters {
    return { containers: this.#containers, rid: this.#rid, etags: this.#etags };
  }

  set counters({ containers, rid, etags }: AccountCounters) {
    this.#containers = containers;
    this.#rid = rid;
    this.#etags = etags;
  }

  /** Puts back what was there in an earlier life of the lab. */
  restoreDatabase(database: Omit<Database, "containers">): Database {
    const restored = { ...database, containers: new Map<string, Container>() };
    this.databases.set(database.id, restored);
    return restored;
  }

  restoreContainer(
    database: Database,
    kept: Pick<ContainerOptions, "rid" | "etag" | "ts" | "definition"> & {
      readonly shape: ContainerShape;
    },
  ): Container {
    const container = new Container({
      ...this.#containerOptions(database),
      ...kept,
      ranges: 0,
      firstLsn: 0,
    });
    database.containers.set(container.id, container);
    return container;
  }

  #containerOptions(database: Database) {
    const { clock, random, waitBudgetMs } = this.#options;
    return {
      database: database.id,
      databaseRid: database.rid,
      regions: this.regions,
      writeRegion: this.writeRegion,
      lag: this.lag,
      clock,
      random,
      waitBudgetMs,
    };
  }

  /** @throws {ServiceError} 404 */
  database(id: string): Database {
    const database = this.databases.get(id);
    if (database === undefined) {
      throw new ServiceError(
        404,
        `Database "${id}" is not there (known: ${names(this.databases)}). Create it first.`,
      );
    }
    return database;
  }

  /** @throws {ServiceError} 404 */
  container(database: string, id: string): Container {
    const found = this.databases.get(database)?.containers.get(id);
    if (found !== undefined) return found;
    const hint = this.#options.hintForMissing?.(database, id);
    const { containers } =
      hint === undefined
        ? this.database(database)
        : (this.databases.get(database) ?? { containers: new Map() });
    throw new ServiceError(
      404,
      `Container "${id}" of database "${database}" is not there (known: ${names(containers)}). ${hint ?? "Create it first."}`,
      { subStatus: 1003 },
    );
  }

  timestamp(): number {
    return Math.floor(this.clock.now() / 1000);
  }

  #etags = 0;

  nextEtag(): string {
    this.revision++;
    const number = (++this.#etags).toString(16).padStart(8, "0");
    const time = this.timestamp().toString(16).padStart(8, "0");
    return `"${number}-0000-0700-0000-${time}0000"`;
  }

  #nextRid(): number {
    return ++this.#rid;
  }
}

function names(of: ReadonlyMap<string, unknown>): string {
  return of.size === 0
    ? "none"
    : [...of.keys()].map((name) => `"${name}"`).join(", ");
}
