import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "A loop around receiveMessages queries page by page through a class field.",
  config: orders,
  producer: "orders",
  reads: [
    {
      file: "orderStore",
      call: "items.query",
      says: "unprotected",
      sees: "stale",
    },
  ],
};
export default scenario;
