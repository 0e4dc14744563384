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
    indexingPolicy: {
      indexingMode: "consistent",
      automatic: true,
      includedPaths: [{ path: "/*" }],
      excludedPaths: [{ path: '/"_etag"/?' }],
    },
    conflictResolutionPolicy: {
      mode: "LastWriterWins",
      conflictResolutionPath: "/_ts",
      conflictResolutionProcedure: "",
    },
    geospatialConfig: { type: "Geography" },
    ...definition,
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
