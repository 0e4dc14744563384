import type { Scenario } from "../../harness/Scenario.ts";
import { shop } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "What is not found is abandoned; the next delivery comes at once and finds nothing either.",
  config: shop(undefined, {
    Queues: [{ Name: "orders", Properties: { MaxDeliveryCount: 3 } }],
  }),
  producer: "oneOrder",
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
