import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { withContainers } from "./containerFlag.ts";

describe("--container", () => {
  it("makes containers of several databases, with plain and hierarchical keys", () => {
    assert.deepEqual(
      withContainers(
        [],
        ["shop/orders:/customer", "shop/users:/tenant,/user/id", "log/all:/id"],
      ),
      [
        {
          id: "shop",
          containers: [
            { id: "orders", partitionKey: ["/customer"] },
            { id: "users", partitionKey: ["/tenant", "/user/id"] },
          ],
        },
        { id: "log", containers: [{ id: "all", partitionKey: ["/id"] }] },
      ],
    );
  });

  it("leaves a container as the configuration says it", () => {
    const orders = { id: "orders", partitionKey: "/customer", ranges: 4 };
    assert.deepEqual(
      withContainers(
        [{ id: "shop", containers: [orders] }],
        ["shop/orders:/other"],
      ),
      [{ id: "shop", containers: [orders] }],
    );
  });

  it("shows the form where it is not kept", () => {
    for (const flag of [
      "orders",
      "shop/orders",
      "shop/orders:key",
      "a/b:/c,",
    ]) {
      assert.throws(() => withContainers([], [flag]), {
        name: "UsageError",
        message: /DB\/COLL:\/KEY; got .* --container shop\/orders:\/customerId/,
      });
    }
  });
});
