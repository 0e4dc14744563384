import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { destinationOf } from "./destinationOf.ts";

const ports = {
  cosmosHttp: 1,
  cosmosHttps: 2,
  amqp: 3,
  amqpTls: 4,
  administration: 5,
};

function portOf(host: string, port: number): number | undefined {
  const destination = destinationOf(host, port, { ports, allow: [] });
  return destination?.to === "lab" ? destination.port : undefined;
}

describe("where a connection of a program is led", () => {
  it("accounts and namespaces of the cloud are the lab's, whatever their name", () => {
    assert.equal(portOf("shop.documents.azure.com", 443), 2);
    assert.equal(portOf("SHOP-westeurope.documents.azure.com.", 443), 2);
    assert.equal(portOf("shop.documents.azure.com", 80), 1);
    assert.equal(portOf("shop.servicebus.windows.net", 5671), 4);
    assert.equal(portOf("shop.servicebus.windows.net", 5672), 3);
    assert.equal(portOf("shop.servicebus.windows.net", 443), 5);
  });

  it("other hosts of the cloud are refused, with the flag that allows them", () => {
    for (const host of [
      "shop.blob.core.windows.net",
      "shop.vault.azure.net",
      "management.azure.com",
    ]) {
      const destination = destinationOf(host, 443, { ports, allow: [] });
      assert.ok(destination?.to === "nowhere", host);
      assert.ok(destination.why.endsWith(`--allow ${host}`), destination.why);
    }
  });

  it("where programs sign in they are told that the lab needs none", () => {
    for (const host of ["login.microsoftonline.com", "169.254.169.254"]) {
      const destination = destinationOf(host, 443, { ports, allow: [] });
      assert.ok(destination?.to === "nowhere", host);
      assert.match(destination.why, /give it a connection string or key/);
      assert.ok(destination.why.includes(`--allow ${host};`), destination.why);
      assert.equal(
        destinationOf(host, 443, { ports, allow: [host] }),
        undefined,
      );
    }
  });

  it("what is allowed, and what is not of the cloud, goes its own way", () => {
    const allow = ["shop.blob.core.windows.net", "*.vault.azure.net"];
    for (const host of [
      "shop.blob.core.windows.net",
      "a.vault.azure.net",
      "localhost",
      "127.0.0.1",
      "registry.example.com",
      "notazure.com",
      "azure.com.example.org",
    ]) {
      assert.equal(destinationOf(host, 443, { ports, allow }), undefined, host);
    }
  });

  it("an account may be allowed, too: then it is the real one", () => {
    const allow = ["shop.documents.azure.com"];
    const host = "shop.documents.azure.com";
    assert.equal(destinationOf(host, 443, { ports, allow }), undefined);
  });

  it("a port that the lab does not serve is refused, not guessed", () => {
    const destination = destinationOf("shop.servicebus.windows.net", 9093, {
      ports,
      allow: [],
    });
    assert.equal(destination?.to, "nowhere");
  });
});
