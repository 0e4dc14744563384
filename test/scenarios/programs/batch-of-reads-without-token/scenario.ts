import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "Reads among the operations of a batch and of a bulk call.",
  config: orders,
  producer: "oneOrder",
  exempt:
    "Batches and bulk calls count as writes in the lab, and its primary answers them. Where an account takes writes in several regions, the primary of another region may be behind.",
  reads: [
    {
      file: "consumer",
      call: "items.batch",
      says: "unprotected",
      sees: "none",
    },
    {
      file: "consumer",
      call: "items.executeBulkOperations",
      says: "unprotected",
      sees: "none",
    },
  ],
};
export default scenario;
