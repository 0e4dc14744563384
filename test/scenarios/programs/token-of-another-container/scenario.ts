import type { Scenario } from "../../harness/Scenario.ts";
import { ordersAndCustomers } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "The token of the order is passed to a read of the customer.",
  config: ordersAndCustomers,
  producer: "orderAndCustomer",
  reads: [
    {
      file: "consumer",
      call: "item.read",
      says: "protected",
      sees: "foreign",
      ruleToCome: "no-foreign-session-token",
    },
  ],
};
export default scenario;
