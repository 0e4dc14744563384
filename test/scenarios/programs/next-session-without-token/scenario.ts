import type { Scenario } from "../../harness/Scenario.ts";
import { ordersInSessions } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "Whichever session comes next is received from, and its messages are read about without a token.",
  config: ordersInSessions,
  producer: "ordersInSessions",
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
