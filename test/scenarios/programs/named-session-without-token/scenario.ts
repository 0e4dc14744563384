import type { Scenario } from "../../harness/Scenario.ts";
import { ordersInSessions } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "A handler of one session of Service Bus: its id orders messages, it is no session token.",
  config: ordersInSessions,
  producer: "ordersInSessions",
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
