import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { afterEach, beforeEach, describe, it } from "mocha";
import rhea, { type Connection } from "rhea";
import {
  startTestBroker,
  type TestBroker,
} from "../../../test-support/serviceBus.ts";

const entities = 60;
const nameOf = (number: number): string => `queue-${number % entities}`;

interface Client {
  readonly connection: Connection;
  readonly got: unknown[];
}

describe("a broker with many clients, and with slow ones", function () {
  this.timeout(120_000);
  let test: TestBroker;
  let connections: Connection[];

  beforeEach(async () => {
    connections = [];
    test = await startTestBroker({
      namespace: {
        Queues: Array.from({ length: entities }, (_, number) => ({
          Name: nameOf(number),
        })),
      },
    });
  });

  afterEach(async () => {
    for (const connection of connections) connection.close();
    await test.stop();
  });

  /** A client that has put a token and receives without end. */
  async function receive(
    queue: string,
    credit: number,
    options: { readonly idle_time_out?: number } = {},
  ): Promise<Client> {
    const got: unknown[] = [];
    const connection = rhea.create_container().connect({
      port: test.broker.port,
      host: "127.0.0.1",
      reconnect: false,
      ...options,
    });
    connections.push(connection);
    const cbs = connection.open_sender({ target: { address: "$cbs" } });
    const replies = connection.open_receiver({
      source: { address: "$cbs" },
      target: { address: "replies" },
    });
    cbs.once("sendable", () => {
      cbs.send({
        message_id: "1",
        reply_to: "replies",
        application_properties: {
          operation: "put-token",
          type: "jwt",
          name: queue,
        },
        body: "token",
      });
    });
    await new Promise((resolve) => replies.once("message", resolve));
    const receiver = connection.open_receiver({
      source: { address: queue },
      credit_window: 0,
      autoaccept: true,
    });
    receiver.on("message", ({ message }) => {
      const { message_id: id } = message as { readonly message_id: unknown };
      got.push(id);
    });
    receiver.add_credit(credit);
    await new Promise((resolve) => receiver.once("receiver_open", resolve));
    return { connection, got };
  }

  async function until(what: string, isSo: () => boolean): Promise<void> {
    for (let turn = 0; turn < 6_000; turn++) {
      if (isSo()) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`After a minute still not: ${what}.`);
  }

  it("serves 1,000 that have put a token, on 60 entities, each its messages", async () => {
    const clients: Client[] = [];
    for (let start = 0; start < 1_000; start += 50) {
      const some = Array.from({ length: 50 }, (_, index) =>
        receive(nameOf(start + index), 1),
      );
      clients.push(...(await Promise.all(some)));
    }
    const client = test.connect();
    // 1,000 clients on 60 queues: 16 or 17 on each, and each has room for one message.
    for (let number = 0; number < entities; number++) {
      const count = clients.filter(
        (_, index) => nameOf(index) === nameOf(number),
      ).length;
      const sender = client.createSender(nameOf(number));
      await sender.sendMessages(
        Array.from({ length: count }, (_, index) => ({
          body: 1,
          messageId: `${nameOf(number)} ${index}`,
        })),
      );
      await sender.close();
    }
    await until("each has got one", () =>
      clients.every(({ got }) => got.length === 1),
    );
    assert.equal(new Set(clients.flatMap(({ got }) => got)).size, 1_000);
    await until("each is completed", () =>
      test.broker
        .state()
        .queues.every(({ active, locked }) => active + locked === 0),
    );
  });

  it("holds back what a client that does not read has room for, and others get it", async () => {
    const total = 200;
    const slow = await receive("queue-0", total);
    const { socket } = slow.connection as unknown as { socket: Socket };
    socket.pause();
    const client = test.connect();
    const sender = client.createSender("queue-0");
    for (let number = 0; number < total; number++) {
      await sender.sendMessages({
        body: "x".repeat(200_000),
        messageId: String(number),
      });
    }
    const { active } = test.broker.state().queues[0]!;
    assert.ok(
      active > 0,
      "everything was written to a client that reads nothing",
    );
    const others = client.createReceiver("queue-0", {
      receiveMode: "receiveAndDelete",
    });
    const taken: unknown[] = [];
    while (taken.length < active) {
      const some = await others.receiveMessages(active - taken.length, {
        maxWaitTimeInMs: 2_000,
      });
      assert.notEqual(some.length, 0);
      taken.push(...some.map(({ messageId }) => messageId));
    }
    socket.resume();
    await until(
      "the slow one has got the rest",
      () => slow.got.length === total - active,
    );
    const ids = [...slow.got, ...taken];
    assert.deepEqual([ids.length, new Set(ids).size], [total, total]);
  });

  it("keeps a silent client that asks for a sign of life every half second", async () => {
    const client = await receive("queue-1", 1, { idle_time_out: 500 });
    let isLost = false;
    client.connection.on("disconnected", () => (isLost = true));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await test
      .connect()
      .createSender("queue-1")
      .sendMessages({ body: "still" });
    await until("the message is there", () => client.got.length === 1);
    assert.equal(isLost, false);
  });
});
