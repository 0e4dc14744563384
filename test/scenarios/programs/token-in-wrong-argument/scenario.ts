import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "The token is given with the query instead of its options, where nothing looks at it.",
  config: orders,
  producer: "oneOrder",
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
