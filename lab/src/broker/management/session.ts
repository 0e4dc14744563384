import { binary, map, nothing, string, timestamp } from "../amqp/encode.ts";
import { sessionLockLost } from "../entities/BrokerError.ts";
import type { Queue } from "../entities/Queue.ts";
import type { Session } from "../entities/Session.ts";
import { ok, type ManagementCall, type Operation } from "./Operation.ts";
import { readText } from "./read.ts";

/** @throws {BrokerError} When the session is not held on this connection. */
export function assertSessionHeld(
  queue: Queue,
  id: string,
  connection: number,
): Session {
  const session = queue.sessions.locked(id);
  if (session.holder?.connection !== connection) throw sessionLockLost(id);
  return session;
}

function held({ path, body, client, context }: ManagementCall): {
  readonly queue: Queue;
  readonly session: Session;
} {
  const queue = context.namespace().source(path);
  return {
    queue,
    session: assertSessionHeld(queue, readText(body, "session-id"), client.id),
  };
}

function reportSession(
  call: ManagementCall,
  operation: string,
  { queue, session }: ReturnType<typeof held>,
): void {
  call.context.report({
    operation,
    entity: queue.path,
    connection: call.client.id,
    sessionId: session.id,
  });
}

export const renewSessionLock: Operation = {
  faultName: "renewSessionLock",
  run(call) {
    const found = held(call);
    reportSession(call, "renewSessionLock", found);
    const expiration = found.queue.sessions.renew(found.session.id);
    return ok(map([[string("expiration"), timestamp(expiration)]]));
  },
};

export const getSessionState: Operation = {
  faultName: "getSessionState",
  run(call) {
    const found = held(call);
    reportSession(call, "getSessionState", found);
    const { state } = found.session;
    return ok(
      map([
        [
          string("session-state"),
          state === undefined ? nothing : binary(state),
        ],
      ]),
    );
  },
};

export const setSessionState: Operation = {
  faultName: "setSessionState",
  run(call) {
    const found = held(call);
    reportSession(call, "setSessionState", found);
    const state = call.body.get("session-state");
    found.session.state = Buffer.isBuffer(state)
      ? Buffer.from(state)
      : undefined;
    call.context.journal?.touch();
    return ok();
  },
};
