import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "Reads among the operations of a batch and of a bulk call.",
  config: orders,
  producer: "oneOrder",
  exempt:
    "The primary answers batches and bulk calls, so that their reads are new enough by chance. Where an account takes writes in several regions, the primary of another region may be behind.",
  reads: [
    {
      file: "consumer",
      call: "items.batch",
      says: "unprotected",
      sees: "lucky",
    },
    {
      file: "consumer",
      call: "items.executeBulkOperations",
      says: "unprotected",
      sees: "lucky",
    },
  ],
};
export default scenario;
