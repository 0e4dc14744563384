import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "The producer takes the token from a property that the answer of a write does not have.",
  config: orders,
  producer: "tokenFromResponse",
  reads: [
    {
      file: "consumer",
      call: "item.read",
      says: "protected",
      sees: "stale",
      lostIn: "producer",
    },
  ],
};
export default scenario;
