import type { Scenario } from "../../harness/Scenario.ts";
import { ordersAndCustomers } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "The message speaks of an order and its customer, each with a token of its own container; neither is passed.",
  config: ordersAndCustomers,
  producer: "orderAndCustomer",
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
