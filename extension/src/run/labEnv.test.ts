import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { labEnv } from "./labEnv.ts";

describe("a program that is started while the lab runs", () => {
  it("finds the lab's connections in its environment, whole and in parts", () => {
    const serviceBus = "Endpoint=sb://localhost:1;UseDevelopmentEmulator=true;";
    const cosmos = "AccountEndpoint=http://127.0.0.1:2/;AccountKey=a2V5cw==;";
    assert.deepEqual(
      labEnv({
        serviceBus: {
          connectionString: serviceBus,
          administrationConnectionString: "",
        },
        cosmos: { connectionString: cosmos },
      }),
      {
        COSMOS_CONNECTION_STRING: cosmos,
        COSMOS_ENDPOINT: "http://127.0.0.1:2/",
        COSMOS_KEY: "a2V5cw==",
        SERVICE_BUS_CONNECTION_STRING: serviceBus,
        SERVICEBUS_CONNECTION_STRING: serviceBus,
      },
    );
  });
});
