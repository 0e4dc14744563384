import assert from "node:assert/strict";
import { Socket } from "node:net";
import { mock } from "node:test";
import { afterEach, beforeEach, describe, it } from "mocha";
import rhea, { type Connection } from "rhea";
import { RawPeer, amqpHeader } from "../../../test-support/rawPeer.ts";
import {
  startTestBroker,
  type TestBroker,
} from "../../../test-support/serviceBus.ts";
import { FrameReader } from "./FrameReader.ts";

const fourMinutes = 240_000;

// The time that a peer may be silent is the machine's, also where the lab's clock is held, because its
// signs of life come by the machine's time. So the machine's timers are held here, those of client and
// broker alike.
describe("a broker and peers that say nothing", function () {
  this.timeout(120_000);
  let test: TestBroker;
  let connection: Connection | undefined;

  beforeEach(async () => {
    test = await startTestBroker({ namespace: { Queues: [{ Name: "q" }] } });
    mock.timers.enable({ apis: ["setTimeout"] });
  });

  afterEach(async () => {
    mock.timers.reset();
    (connection as unknown as { socket: Socket } | undefined)?.socket.destroy();
    connection = undefined;
    await test.stop();
  });

  async function open(): Promise<{ socket: Socket; errors: string[] }> {
    const opened = rhea.create_container().connect({
      port: test.broker.port,
      host: "127.0.0.1",
      reconnect: false,
    });
    connection = opened;
    const errors: string[] = [];
    opened.on("connection_error", () => {
      const { condition } = opened.error as { readonly condition: string };
      errors.push(condition);
    });
    opened.on("disconnected", () => undefined);
    await new Promise((resolve) => opened.once("connection_open", resolve));
    const { socket } = opened as unknown as { readonly socket: Socket };
    return { socket, errors };
  }

  async function turns(isDone: () => boolean, most: number): Promise<void> {
    for (let turn = 0; turn < most && !isDone(); turn++)
      await new Promise((resolve) => setImmediate(resolve));
  }

  const never = (): boolean => false;
  /** More than any machine needs. */
  const enough = 10_000_000;

  it("drops one that has been silent for four minutes, and says why", async () => {
    const { socket, errors } = await open();
    // As if the network had gone: what the client writes reaches nobody.
    socket.write = () => true;
    mock.timers.tick(fourMinutes - 1);
    await turns(never, 200);
    assert.deepEqual([errors, socket.destroyed], [[], false]);
    mock.timers.tick(1);
    await turns(() => errors.length > 0, enough);
    assert.deepEqual(errors, ["amqp:resource-limit-exceeded"]);
    // It does not answer to that, either.
    mock.timers.tick(1_000);
    await turns(() => socket.destroyed, enough);
    assert.equal(socket.destroyed, true);
  });

  it("keeps one that gives a sign of life each minute", async () => {
    const { socket, errors } = await open();
    const read = mock.method(FrameReader.prototype, "read");
    try {
      for (let minute = 1; minute <= 20; minute++) {
        mock.timers.tick(60_000);
        await turns(() => read.mock.callCount() >= minute, enough);
        assert.equal(read.mock.callCount(), minute);
      }
    } finally {
      read.mock.restore();
    }
    assert.deepEqual([errors, socket.destroyed], [[], false]);
  });

  for (const [what, bytes] of [
    ["not even the name of the protocol", undefined],
    ["only the name of the protocol", amqpHeader],
  ] as const) {
    it(`drops one that says ${what} for four minutes`, async () => {
      const accepted = mock.method(Socket.prototype, "setNoDelay");
      const peer = new RawPeer(test.broker.port);
      if (bytes !== undefined) peer.write(bytes);
      await turns(() => accepted.mock.callCount() > 0, enough);
      accepted.mock.restore();
      mock.timers.tick(fourMinutes - 1);
      await turns(never, 200);
      assert.equal(peer.closed, false);
      mock.timers.tick(1);
      await turns(() => peer.closed, enough);
      assert.equal(peer.closed, true);
    });
  }
});
