import type { Scenario } from "../../harness/Scenario.ts";
import { shop } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "A query over all partitions of a container with four ranges misses what was just written to one of them.",
  config: shop([{ id: "orders", partitionKey: "/customerId", ranges: 4 }]),
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
