import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "A loop over the message iterator queries with fetchAll and gets nothing.",
  config: orders,
  producer: "orders",
  reads: [
    {
      file: "consumer",
      call: "items.query",
      says: "unprotected",
      sees: "stale",
    },
  ],
};
export default scenario;
