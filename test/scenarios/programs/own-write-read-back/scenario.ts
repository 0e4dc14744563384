import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "A client of level Session reads back what it wrote in the handler: its own token is sent by itself.",
  config: orders,
  producer: "orders",
  exempt:
    "The own write is to the same partition, so that its token covers the message's. The rule does not tell partitions apart, and in another one the own token would not help.",
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "fresh" },
  ],
};
export default scenario;
