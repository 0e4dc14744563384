import type { Scenario } from "../../harness/Scenario.ts";
import { shop } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "What is not found is left locked; the delivery after the lock ended finds nothing either.",
  config: shop(undefined, {
    // As short as the service allows.
    Queues: [{ Name: "orders", Properties: { LockDuration: "PT5S" } }],
  }),
  producer: "oneOrder",
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
