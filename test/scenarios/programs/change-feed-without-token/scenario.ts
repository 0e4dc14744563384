import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "The handler asks the change feed what is new, and is told: nothing.",
  config: orders,
  producer: "oneOrder",
  reads: [
    {
      file: "consumer",
      call: "items.getChangeFeedIterator",
      says: "unprotected",
      sees: "stale",
    },
  ],
};
export default scenario;
