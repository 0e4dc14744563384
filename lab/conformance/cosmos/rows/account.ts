import assert from "node:assert/strict";
import type { Row } from "../Row.ts";

export const accountRows: readonly Row[] = [
  {
    method: "client.getDatabaseAccount",
    does: "names the regions and the default consistency",
    outcome: "works",
    async run({ client }) {
      const { resource } = await client.getDatabaseAccount();
      assert.equal(resource?.consistencyPolicy, "Session");
      assert.equal(resource.writableLocations[0]?.name, "Local");
    },
  },
  {
    method: "client.getReadEndpoint",
    does: "is the endpoint that the account names",
    outcome: "works",
    async run({ client, gateway }) {
      const endpoint = await client.getReadEndpoint();
      assert.ok([gateway.endpoint, gateway.httpsEndpoint].includes(endpoint));
    },
  },
  {
    method: "client.getWriteEndpoint",
    does: "is the endpoint that the account names",
    outcome: "works",
    async run({ client, gateway }) {
      const endpoint = await client.getWriteEndpoint();
      assert.ok([gateway.endpoint, gateway.httpsEndpoint].includes(endpoint));
    },
  },
  {
    method: "client.getReadEndpoints",
    does: "has one for each region",
    outcome: "works",
    async run({ client }) {
      assert.equal((await client.getReadEndpoints()).length, 1);
    },
  },
  {
    method: "client.getWriteEndpoints",
    does: "has one",
    outcome: "works",
    async run({ client }) {
      assert.equal((await client.getWriteEndpoints()).length, 1);
    },
  },
];
