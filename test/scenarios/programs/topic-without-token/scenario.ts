import type { Scenario } from "../../harness/Scenario.ts";
import { orderEvents } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "A subscription of a topic.",
  config: orderEvents,
  producer: "orderEvents",
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
