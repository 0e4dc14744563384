import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "The handler writes and then reads with the older token of the message, which replaces its own.",
  config: orders,
  producer: "oneOrder",
  exempt:
    "What the lab counts as required is what messages speak of. It does not know that the handler's own write belongs to the flow.",
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "fresh" },
  ],
};
export default scenario;
