import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "A query is read page by page with for await.",
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
