import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import * as tls from "node:tls";
import { describe, it } from "mocha";
import { createCertificates } from "./createCertificates.ts";

describe("certificates of a start", () => {
  it("are trusted by a client that trusts the CA, under each name that a program may use", async () => {
    const { ca, cert, key } = createCertificates();
    const server = tls.createServer({ cert, key }, (socket) => socket.end());
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    try {
      for (const servername of [
        "localhost",
        "orders.documents.azure.com",
        "orders.servicebus.windows.net",
      ]) {
        const socket = tls.connect({ port, host: "127.0.0.1", ca, servername });
        await once(socket, "secureConnect");
        assert.equal(socket.authorized, true, servername);
        socket.destroy();
      }
    } finally {
      server.close();
    }
  });

  it("name what else was asked for, hosts and addresses", () => {
    const { cert } = createCertificates(["lab.test", "10.0.0.7"]);
    const { subjectAltName } = new X509Certificate(cert);
    assert.equal(
      subjectAltName,
      "DNS:localhost, DNS:*.documents.azure.com, DNS:*.servicebus.windows.net, IP Address:127.0.0.1, DNS:lab.test, IP Address:10.0.0.7",
    );
  });

  it("are others at each start, and the CA signed the server's", () => {
    const first = createCertificates();
    const second = createCertificates();
    const server = new X509Certificate(first.cert);
    assert.equal(server.checkIssued(new X509Certificate(first.ca)), true);
    assert.equal(server.verify(new X509Certificate(first.ca).publicKey), true);
    assert.equal(
      server.verify(new X509Certificate(second.ca).publicKey),
      false,
    );
  });

  it("hold today and for a year, and only the CA may sign others", () => {
    const { ca, cert } = createCertificates();
    const server = new X509Certificate(cert);
    const days = (Date.parse(server.validTo) - Date.now()) / 86_400_000;
    assert.ok(Date.parse(server.validFrom) < Date.now());
    assert.ok(days > 364 && days < 366);
    assert.deepEqual([new X509Certificate(ca).ca, server.ca], [true, false]);
  });
});
