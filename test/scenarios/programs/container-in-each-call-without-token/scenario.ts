import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "The read makes client and container anew each time, in CommonJS without types.",
  config: orders,
  reads: [
    {
      file: "readOrder",
      call: "item.read",
      says: "unprotected",
      sees: "stale",
    },
  ],
};
export default scenario;
