import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "The team has a name of its own for the property, and both sides keep to it.",
  config: orders,
  producer: "orderWithOwnName",
  reads: [
    { file: "consumer", call: "item.read", says: "protected", sees: "fresh" },
  ],
};
export default scenario;
