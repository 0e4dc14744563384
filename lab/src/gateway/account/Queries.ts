import type { Clock } from "../../replication/clock.ts";
import type { Random } from "../../replication/random.ts";
import { compileQuery } from "../query/compileQuery.ts";
import type { Query, QueryPlan, QuerySpec } from "../query/Query.ts";
import { QueryError } from "../query/QueryError.ts";
import { ServiceError } from "../ServiceError.ts";

/** The SDK asks for the plan and the results of one query at the same time, then page by page. */
const KEPT = 100;

/** The queries of an account, made ready to run. */
export class Queries {
  readonly #surroundings: { now: () => number; random: () => number };
  readonly #compiled = new Map<string, Query>();

  constructor(clock: Clock, random: Random) {
    const chances = random.fork("queries");
    this.#surroundings = {
      now: () => clock.now(),
      random: () => chances.next(),
    };
  }

  /** @throws {ServiceError} 400 when it is no query that the lab understands. */
  compile(spec: QuerySpec): Query {
    const text = JSON.stringify([spec.query, spec.parameters]);
    const known = this.#compiled.get(text);
    if (known !== undefined) return known;
    const query = this.#compileNew(spec);
    if (this.#compiled.size >= KEPT) {
      const [oldest] = this.#compiled.keys();
      this.#compiled.delete(oldest!);
    }
    this.#compiled.set(text, query);
    return query;
  }

  /** @throws {ServiceError} 400, also for queries that cannot be merged over ranges. */
  plan(spec: QuerySpec): QueryPlan {
    const query = this.compile(spec);
    return refusing(() => query.plan);
  }

  #compileNew(spec: QuerySpec): Query {
    return refusing(() => compileQuery(spec, this.#surroundings));
  }
}

function refusing<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new ServiceError(400, `Message: ${error.errors}`);
  }
}

/** @throws {ServiceError} 400 unless the body is `{ query, parameters }`. */
export function readQuerySpec(body: Buffer): QuerySpec {
  let sent: unknown;
  try {
    sent = JSON.parse(body.toString());
  } catch {
    sent = undefined;
  }
  const { query, parameters } = (sent ?? {}) as Partial<
    Record<keyof QuerySpec, unknown>
  >;
  const areGood =
    parameters === undefined ||
    (Array.isArray(parameters) &&
      parameters.every(
        (each) => typeof (each as { name?: unknown } | null)?.name === "string",
      ));
  if (typeof query !== "string" || !areGood) {
    throw new ServiceError(
      400,
      'The body of a query is invalid: it takes {"query": "SELECT ...", "parameters": [{"name": "@a", "value": 1}]}.',
    );
  }
  return {
    query,
    ...(parameters !== undefined && {
      parameters: parameters as NonNullable<QuerySpec["parameters"]>,
    }),
  };
}
