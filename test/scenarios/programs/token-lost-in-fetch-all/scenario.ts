import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "The producer looks for the token in the answer of fetchAll, which has none.",
  config: orders,
  producer: "tokenFromFetchAll",
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
