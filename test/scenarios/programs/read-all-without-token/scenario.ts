import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "The handler lists the whole container with for await.",
  config: orders,
  producer: "oneOrder",
  reads: [
    {
      file: "consumer",
      call: "items.readAll",
      says: "unprotected",
      sees: "stale",
    },
  ],
};
export default scenario;
