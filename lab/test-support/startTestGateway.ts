import type { CosmosConfig } from "../src/config.ts";
import type { Gateway, GatewayOptions } from "../src/gateway/Gateway.ts";
import { startGateway } from "../src/gateway/startGateway.ts";
import type { CosmosAttempt } from "../src/observe/observation.ts";
import { realClock } from "../src/replication/clock.ts";
import { testCertificate } from "./testCertificate.ts";

export interface TestGateway {
  readonly gateway: Gateway;
  /** All attempts so far, with those of metadata. */
  readonly attempts: CosmosAttempt[];
}

/** A gateway with one container `shop/orders` (key `/customer`) unless told otherwise. */
export async function startTestGateway(
  config: CosmosConfig = {},
  options: Partial<GatewayOptions> = {},
): Promise<TestGateway> {
  const attempts: CosmosAttempt[] = [];
  const gateway = await startGateway({
    config: {
      databases: [
        {
          id: "shop",
          containers: [{ id: "orders", partitionKey: "/customer" }],
        },
      ],
      ...config,
    },
    clock: realClock,
    seed: 1,
    observer: {
      cosmos: (attempt) => attempts.push(attempt),
      serviceBus: () => undefined,
    },
    host: "127.0.0.1",
    port: 0,
    tls: testCertificate,
    waitBudgetMs: 200,
    ...options,
  });
  return { gateway, attempts };
}
