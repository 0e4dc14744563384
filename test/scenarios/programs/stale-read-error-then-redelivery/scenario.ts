import type { Scenario } from "../../harness/Scenario.ts";
import { shop } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "A read that could not be verified ends in a StaleReadError; the message comes again when the replicas have caught up.",
  config: shop(undefined, {
    Queues: [{ Name: "orders", Properties: { MaxDeliveryCount: 1_000 } }],
  }),
  producer: "oneOrder",
  async play({ lab, consume, produce, until }) {
    await produce();
    lab.control.freeze({ container: "shop/orders" });
    consume();
    await until("the message is abandoned", (log) =>
      log.some(({ operation }) => operation === "abandon"),
    );
    lab.control.thaw({ container: "shop/orders" });
  },
  reads: [
    {
      file: "consumer",
      call: "item.read",
      says: "protected",
      sees: "downgraded",
      ruleToCome: "require-verified-read",
    },
    { file: "consumer", call: "item.read", says: "protected", sees: "fresh" },
  ],
};
export default scenario;
