import type { AmqpMap } from "../amqp/decode.ts";
import type { ClientConnection } from "../links/ClientConnection.ts";
import type { LinkContext } from "../links/LinkContext.ts";
import type { Reply } from "./encodeReply.ts";

/** A request to the management node of an entity, of one operation. */
export interface ManagementCall {
  /** Of the entity. */
  readonly path: string;
  readonly body: AmqpMap;
  readonly bodyBytes: Buffer;
  readonly client: ClientConnection;
  readonly context: LinkContext;
}

export interface Operation {
  /** Under which name faults and the log know it. */
  readonly faultName: string;
  /** @throws {BrokerError} Becomes the answer. */
  run(call: ManagementCall): Reply;
}

export const ok = (body?: Buffer): Reply => ({
  status: 200,
  description: "OK",
  ...(body && { body }),
});
