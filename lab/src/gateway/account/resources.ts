// Databases and containers as they stand in answers.
import type { Item } from "../query/Query.ts";
import type { Database } from "./Account.ts";
import type { Container } from "./Container.ts";

export function databaseResource(database: Database): Item {
  return {
    id: database.id,
    _rid: database.rid,
    _self: `dbs/${database.rid}/`,
    _etag: database.etag,
    _colls: "colls/",
    _users: "users/",
    _ts: database.ts,
  };
}

export function containerResource(container: Container): Item {
  const { definition } = container;
  return {
    conflictResolutionPolicy: {
      mode: "LastWriterWins",
      conflictResolutionPath: "/_ts",
      conflictResolutionProcedure: "",
    },
    geospatialConfig: { type: "Geography" },
    ...definition,
    indexingPolicy: indexingPolicyOf(definition.indexingPolicy),
    _rid: container.rid,
    _ts: container.ts,
    _self: container.self,
    _etag: container.etag,
    _docs: "docs/",
    _sprocs: "sprocs/",
    _triggers: "triggers/",
    _udfs: "udfs/",
    _conflicts: "conflicts/",
  };
}

const ETAG = '/"_etag"/?';

/** What was asked for, with what the service adds: it never indexes the etag. */
function indexingPolicyOf(asked: unknown): unknown {
  const policy = (asked ?? {}) as {
    readonly indexingMode?: string;
    readonly excludedPaths?: readonly { readonly path?: string }[];
  };
  if (policy.indexingMode?.toLowerCase() === "none") {
    return {
      automatic: false,
      includedPaths: [],
      excludedPaths: [],
      ...policy,
    };
  }
  const excluded = policy.excludedPaths ?? [];
  return {
    indexingMode: "consistent",
    automatic: true,
    includedPaths: [{ path: "/*" }],
    ...policy,
    excludedPaths: excluded.some(({ path }) => path === ETAG)
      ? excluded
      : [...excluded, { path: ETAG }],
  };
}
