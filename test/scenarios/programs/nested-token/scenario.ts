import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "The token stands deep in an envelope that is parsed from text.",
  config: orders,
  producer: "orderInEnvelope",
  reads: [
    { file: "consumer", call: "item.read", says: "protected", sees: "fresh" },
  ],
};
export default scenario;
