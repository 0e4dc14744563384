import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "The token is made JSON before it is passed, and the service refuses it.",
  config: orders,
  producer: "oneOrder",
  reads: [
    {
      file: "consumer",
      call: "item.read",
      says: "unprotected",
      sees: "foreign",
    },
  ],
};
export default scenario;
