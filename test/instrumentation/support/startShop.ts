import { startLab, type Lab, type LabOptions } from "../../../lab/src/index.ts";

/**
 * A lab with what the programs of `fixtures/` ask for: a container `shop/orders` and a queue `orders`.
 * Who reads without a token is answered by a replica that never gets what is written.
 */
export async function startShop(options: LabOptions = {}): Promise<Lab> {
  const lab = await startLab({ config, seed: 1, ...options });
  lab.control.lag({ container: "*", lsn: 1_000_000_000, answer: "stalest" });
  return lab;
}

const config = {
  cosmos: {
    databases: [
      {
        id: "shop",
        containers: [{ id: "orders", partitionKey: "/customerId" }],
      },
    ],
  },
  serviceBus: { Namespaces: [{ Queues: [{ Name: "orders" }] }] },
};
