import assert from "node:assert/strict";
import { row, type Row } from "../Row.ts";

const method = (name: string): string => `ServiceBusSender.${name}`;

export const senderRows: readonly Row[] = [
  row(
    method("sendMessages(message)"),
    "every field of the message arrives as it was sent",
    async (bench) => {
      const sent = {
        body: { id: 7, name: "Ada" },
        messageId: "m-1",
        correlationId: "c-1",
        subject: "greeting",
        to: "someone",
        replyTo: "answers",
        contentType: "application/json",
        partitionKey: "p-1",
        timeToLive: 60_000,
        applicationProperties: {
          text: "x",
          whole: 7,
          large: 2 ** 40,
          broken: 1.5,
          yes: true,
          nothing: null,
          cosmosSessionToken: "0:-1#4",
        },
      };
      await bench.send(sent);
      const message = await bench.receiveOne(bench.receiver());
      const { timeToLive, ...others } = sent;
      for (const [name, value] of Object.entries(others)) {
        assert.deepEqual(message[name as keyof typeof message], value, name);
      }
      assert.equal(message.timeToLive, timeToLive);
      assert.equal(
        message.expiresAtUtc!.getTime(),
        message.enqueuedTimeUtc!.getTime() + timeToLive,
      );
      assert.equal(message.enqueuedTimeUtc!.getTime(), bench.clock.now());
      assert.equal(message.deliveryCount, 0);
      assert.equal(message.sequenceNumber?.toString(), "1");
      assert.equal(message.state, "active");
    },
  ),
  row(
    method("sendMessages(message)"),
    "bodies of text, bytes, null and numbers arrive as the SDK encodes them",
    async (bench) => {
      await bench.send(
        { body: "text" },
        { body: Buffer.from([0, 255]) },
        { body: null },
        { body: 12 },
      );
      const bodies = (await bench.drain(bench.receiver(), 4)).map(
        ({ body }) => body as unknown,
      );
      assert.deepEqual(bodies, ["text", Buffer.from([0, 255]), null, 12]);
    },
  ),
  row(
    method("sendMessages(AmqpAnnotatedMessage)"),
    "value, sequence and data bodies keep their kind, annotations their keys",
    async (bench) => {
      const sender = bench.client.createSender("queue");
      const sent = [
        {
          bodyType: "value" as const,
          body: { a: 1 },
          messageAnnotations: { "x-opt-own": "kept" },
        },
        { bodyType: "sequence" as const, body: [[1, "two"]] },
        { bodyType: "data" as const, body: Buffer.from("raw") },
      ];
      for (const message of sent) await sender.sendMessages(message);
      const raw = (await bench.drain(bench.receiver(), 3)).map(
        (message) => message._rawAmqpMessage,
      );
      assert.deepEqual(
        raw.map(({ bodyType }) => bodyType),
        ["value", "sequence", "data"],
      );
      assert.equal(raw[0]!.messageAnnotations?.["x-opt-own"], "kept");
    },
  ),
  row(
    method("sendMessages(message)"),
    "a message without id gets one",
    async (bench) => {
      await bench.send({ body: 1 }, { body: 2 });
      const ids = (await bench.drain(bench.receiver(), 2)).map(
        ({ messageId }) => messageId,
      );
      assert.equal(new Set(ids).size, 2);
      assert.ok(ids.every((id) => typeof id === "string" && id !== ""));
    },
  ),
  row(
    method("sendMessages(messages)"),
    "all of an array arrive, in order",
    async (bench) => {
      await bench.client
        .createSender("queue")
        .sendMessages([{ body: 1 }, { body: 2 }, { body: 3 }]);
      const bodies = (await bench.drain(bench.receiver(), 3)).map(
        ({ body }) => body as unknown,
      );
      assert.deepEqual(bodies, [1, 2, 3]);
    },
  ),
  row(
    method("createMessageBatch, tryAddMessage, sendMessages(batch)"),
    "takes what fits into 256 KB, and all of it arrives with its own properties",
    async (bench) => {
      const sender = bench.client.createSender("queue");
      const batch = await sender.createMessageBatch();
      assert.equal(batch.maxSizeInBytes, 262_144);
      assert.equal(
        batch.tryAddMessage({ body: "one", applicationProperties: { n: 1 } }),
        true,
      );
      assert.equal(
        batch.tryAddMessage({ body: "two", applicationProperties: { n: 2 } }),
        true,
      );
      assert.equal(batch.tryAddMessage({ body: "x".repeat(262_144) }), false);
      assert.equal(batch.count, 2);
      await sender.sendMessages(batch);
      const messages = await bench.drain(bench.receiver(), 2);
      assert.deepEqual(
        messages.map(({ applicationProperties }) => applicationProperties),
        [{ n: 1 }, { n: 2 }],
      );
    },
  ),
  row(
    method("createMessageBatch(maxSizeInBytes)"),
    "a batch may be made smaller, not larger than the link allows",
    async (bench) => {
      const sender = bench.client.createSender("queue");
      assert.equal(
        (await sender.createMessageBatch({ maxSizeInBytes: 1_024 }))
          .maxSizeInBytes,
        1_024,
      );
      await assert.rejects(
        sender.createMessageBatch({ maxSizeInBytes: 300_000 }),
      );
    },
  ),
  row(
    method("sendMessages(message)"),
    "above 256 KB: MessageSizeExceeded, and the sender goes on working",
    async (bench) => {
      const sender = bench.client.createSender("queue");
      await assert.rejects(sender.sendMessages({ body: "x".repeat(300_000) }), {
        code: "MessageSizeExceeded",
      });
      await sender.sendMessages({ body: "small" });
      assert.equal(bench.counts().active, 1);
    },
  ),
  row(
    method("sendMessages(message)"),
    "250 KB in many frames arrive whole",
    async (bench) => {
      const body = "é".repeat(125_000);
      await bench.send({ body });
      assert.equal((await bench.receiveOne(bench.receiver())).body, body);
    },
  ),
  row(
    method("sendMessages(message)"),
    "a property above 32 KB is refused by its name, and nothing is stored",
    async (bench) => {
      await assert.rejects(
        bench.send({
          body: 1,
          applicationProperties: { huge: "x".repeat(33_000) },
        }),
        ({ message }: Error) => message.includes('"huge"'),
      );
      assert.equal(bench.counts().active, 0);
    },
  ),
  row(
    method("sendMessages"),
    "an entity that is not there: MessagingEntityNotFound",
    async (bench) => {
      await assert.rejects(
        bench.client.createSender("nowhere").sendMessages({ body: 1 }),
        {
          code: "MessagingEntityNotFound",
        },
      );
    },
  ),
  row(
    method("sendMessages"),
    "without session id to an entity with sessions: InvalidOperationError",
    async (bench) => {
      await assert.rejects(
        bench.client.createSender("sessions").sendMessages({ body: 1 }),
        ({ message }: Error) => message.includes("SessionId was not set"),
      );
    },
  ),
  row(
    method("sendMessages"),
    "names of entities know no case",
    async (bench) => {
      await bench.client.createSender("QUEUE").sendMessages({ body: 1 });
      assert.equal(bench.counts().active, 1);
    },
  ),
  row(
    method("sendMessages({ scheduledEnqueueTimeUtc })"),
    "arrives when its time has come, as enqueued then",
    async (bench) => {
      const due = new Date(bench.clock.now() + 5_000);
      await bench.send({ body: "later", scheduledEnqueueTimeUtc: due });
      assert.deepEqual(
        [bench.counts().scheduled, bench.counts().active],
        [1, 0],
      );
      await bench.clock.advance(5_000);
      assert.deepEqual(
        [bench.counts().scheduled, bench.counts().active],
        [0, 1],
      );
      const message = await bench.receiveOne(bench.receiver());
      assert.equal(message.enqueuedTimeUtc!.getTime(), due.getTime());
      assert.equal(message.scheduledEnqueueTimeUtc!.getTime(), due.getTime());
    },
  ),
  row(
    method("scheduleMessages(message)"),
    "answers the sequence number under which a peek finds it as scheduled",
    async (bench) => {
      const sender = bench.client.createSender("queue");
      const [number] = await sender.scheduleMessages(
        { body: "later" },
        new Date(bench.clock.now() + 5_000),
      );
      const [peeked] = await bench
        .receiver()
        .peekMessages(1, { fromSequenceNumber: number! });
      assert.equal(peeked?.state, "scheduled");
      assert.equal(peeked.sequenceNumber?.toString(), number?.toString());
      await bench.clock.advance(5_000);
      const message = await bench.receiveOne(bench.receiver());
      // The service goes on calling it so when it is delivered.
      assert.deepEqual([message.body, message.state], ["later", "scheduled"]);
    },
  ),
  row(
    method("scheduleMessages(messages)"),
    "answers a number for each, in order; above 256 KB: MessageSizeExceeded",
    async (bench) => {
      const sender = bench.client.createSender("queue");
      const numbers = await sender.scheduleMessages(
        [{ body: 1 }, { body: 2 }],
        new Date(bench.clock.now() + 1_000),
      );
      assert.deepEqual(numbers.map(String), ["1", "2"]);
      await assert.rejects(
        sender.scheduleMessages(
          [{ body: "x".repeat(300_000) }],
          new Date(bench.clock.now() + 1_000),
        ),
        { code: "MessageSizeExceeded" },
      );
      assert.equal(bench.counts().scheduled, 2);
    },
  ),
  row(
    method("scheduleMessages"),
    "on a topic: comes to its subscriptions when due",
    async (bench) => {
      await bench.client
        .createSender("topic")
        .scheduleMessages({ body: 1 }, new Date(bench.clock.now() + 1_000));
      assert.equal(bench.counts("topic/sub").active, 0);
      await bench.clock.advance(1_000);
      assert.equal(bench.counts("topic/sub").active, 1);
    },
  ),
  row(
    method("cancelScheduledMessages"),
    "what is cancelled never arrives",
    async (bench) => {
      const sender = bench.client.createSender("queue");
      const numbers = await sender.scheduleMessages(
        [{ body: 1 }, { body: 2 }],
        new Date(bench.clock.now() + 1_000),
      );
      await sender.cancelScheduledMessages(numbers[0]!);
      await bench.clock.advance(1_000);
      assert.deepEqual(
        (await bench.drain(bench.receiver())).map(
          ({ body }) => body as unknown,
        ),
        [2],
      );
    },
  ),
  row(
    method("cancelScheduledMessages"),
    "a number that is not there: MessageNotFound",
    async (bench) => {
      const sender = bench.client.createSender("queue");
      const numbers = await sender.scheduleMessages(
        { body: 1 },
        new Date(bench.clock.now() + 1_000),
      );
      await sender.cancelScheduledMessages(numbers);
      await assert.rejects(sender.cancelScheduledMessages(numbers), {
        code: "MessageNotFound",
      });
    },
  ),
  row(
    method("close, isClosed, entityPath"),
    "a closed sender sends no more",
    async (bench) => {
      const sender = bench.client.createSender("queue");
      await sender.sendMessages({ body: 1 });
      assert.deepEqual([sender.isClosed, sender.entityPath], [false, "queue"]);
      await sender.close();
      assert.equal(sender.isClosed, true);
      await assert.rejects(sender.sendMessages({ body: 2 }));
      assert.equal(bench.counts().active, 1);
    },
  ),
];
