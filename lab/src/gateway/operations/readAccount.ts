import { MAX_STALENESS } from "../items/consistency.ts";
import { jsonAnswer } from "../jsonAnswer.ts";
import type { Operation } from "../Operation.ts";

export const readAccount: Operation = {
  name: "account.read",
  kind: "other",
  method: "GET",
  path: "/",
  run({ account, endpointOf }) {
    const location = (name: string) => ({
      name,
      databaseAccountEndpoint: endpointOf(name),
    });
    const { regions, writeRegion } = account;
    const readers = regions.filter((region) => region !== writeRegion);
    return jsonAnswer(200, {
      _self: "",
      id: account.id,
      _rid: `${account.id}.lab`,
      media: "//media/",
      addresses: "//addresses/",
      _dbs: "//dbs/",
      writableLocations: [location(writeRegion)],
      readableLocations: [writeRegion, ...readers].map(location),
      enableMultipleWriteLocations: false,
      userReplicationPolicy: {
        asyncReplication: false,
        minReplicaSetSize: 3,
        maxReplicasetSize: 4,
      },
      userConsistencyPolicy: {
        defaultConsistencyLevel: account.consistency,
        maxStalenessPrefix: MAX_STALENESS.prefix,
        maxStalenessIntervalInSeconds: MAX_STALENESS.seconds,
      },
      systemReplicationPolicy: { minReplicaSetSize: 3, maxReplicasetSize: 4 },
      readPolicy: { primaryReadCoefficient: 1, secondaryReadCoefficient: 1 },
    });
  },
};
