import type { Scenario } from "../../harness/Scenario.ts";
import { ordersInSessions } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "The id of the Service Bus session is passed for a session token, and the service refuses it.",
  config: ordersInSessions,
  producer: "ordersInSessions",
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
