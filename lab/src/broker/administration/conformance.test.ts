import { ServiceBusAdministrationClient } from "@azure/service-bus";
import { ServiceBusAdministrationClient as OldClient } from "service-bus-7.7";

import { administrationRows } from "../../../test-support/conformance/administration.ts";
import {
  startTestBroker,
  type TestBroker,
} from "../../../test-support/serviceBus.ts";
import { testCertificate } from "../../../test-support/testCertificate.ts";

let test: TestBroker;

before(async () => {
  test = await startTestBroker({
    namespace: {
      Name: "ns",
      Queues: [{ Name: "q" }],
      Topics: [{ Name: "t", Subscriptions: [{ Name: "s" }] }],
    },
  });
});

beforeEach(() => test.broker.reset());

after(() => test.stop());

for (const [version, Client] of [
  ["7.9.5", ServiceBusAdministrationClient],
  ["7.7.0", OldClient],
] as const) {
  describe(`ServiceBusAdministrationClient ${version} on a broker`, () => {
    for (const [method, row] of Object.entries(administrationRows)) {
      it(`${method} ${row.does}`, async () => {
        const { administrationPort, keyName, key } = test.broker;
        const client = new Client(
          `Endpoint=sb://localhost:${administrationPort};SharedAccessKeyName=${keyName};SharedAccessKey=${key}`,
          {
            tlsOptions: { ca: testCertificate.cert },
            retryOptions: { maxRetries: 0 },
          },
        );
        // The two versions have types of their own, alike in all that is used.
        await row.run(client as ServiceBusAdministrationClient);
      });
    }
  });
}
