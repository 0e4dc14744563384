import type { Scenario } from "../../harness/Scenario.ts";
import { orderEvents } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "A function on a subscription, its handler a function of the file.",
  config: orderEvents,
  producer: "orderEvents",
  host: "functions",
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
