import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "A message without a token makes the text undefined of it, and the service refuses that.",
  config: orders,
  producer: "oneOrderWithoutToken",
  laterProducer: "oneOrder",
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
