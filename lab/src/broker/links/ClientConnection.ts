import { BrokerError } from "../entities/BrokerError.ts";
import type { ReceivingLink } from "../wire/ReceivingLink.ts";
import type { SendingLink } from "../wire/SendingLink.ts";
import type {
  ConnectionHandler,
  WireConnection,
} from "../wire/WireConnection.ts";
import { answerCbs } from "./cbs.ts";
import type { LinkContext } from "./LinkContext.ts";
import { serveManagement } from "../management/serveManagement.ts";
import { ReplyLink } from "./ReplyLink.ts";
import { serveReceiver } from "./serveReceiver.ts";
import { serveSender } from "./serveSender.ts";

const managementSuffix = /\/\$management$/i;
const cbsAddress = "$cbs";

/** Leads each link of a connection to what answers at its address. */
export class ClientConnection implements ConnectionHandler {
  readonly wire: WireConnection;
  readonly #context: LinkContext;
  /** By the name of the link and by its target, of which a request names one as `reply-to`. */
  readonly #replies = new Map<string, ReplyLink>();
  #authorized = false;

  constructor(wire: WireConnection, context: LinkContext) {
    this.wire = wire;
    this.#context = context;
  }

  get id(): number {
    return this.wire.id;
  }

  sends(link: ReceivingLink): void {
    const address = entityPath(link.target);
    if (address === cbsAddress) {
      answerCbs(link, this, this.#context);
      return;
    }
    this.#orRefuse(link, () => {
      if (managementSuffix.test(address)) {
        serveManagement(
          link,
          address.replace(managementSuffix, ""),
          this,
          this.#context,
        );
      } else serveSender(link, address, this, this.#context);
    });
  }

  receives(link: SendingLink): void {
    const address = entityPath(link.source);
    if (address === cbsAddress || managementSuffix.test(address)) {
      this.#addReplyLink(link);
      return;
    }
    this.#orRefuse(link, () =>
      serveReceiver(link, address, this, this.#context),
    );
  }

  closed(): void {
    this.#replies.clear();
    this.#context.connections.delete(this);
  }

  authorize(): void {
    this.#authorized = true;
  }

  reply(to: string, bytes: Buffer): void {
    this.#replies.get(to)?.send(bytes);
  }

  #addReplyLink(link: SendingLink): void {
    const reply = new ReplyLink(link);
    for (const name of [link.name, link.target]) this.#replies.set(name, reply);
    link.onClose = () => {
      for (const name of [link.name, link.target]) {
        if (this.#replies.get(name) === reply) this.#replies.delete(name);
      }
    };
    link.accept();
  }

  #orRefuse(link: ReceivingLink | SendingLink, run: () => void): void {
    try {
      if (!this.#authorized) {
        throw new BrokerError(
          "amqp:unauthorized-access",
          "Unauthorized access: no token was put to $cbs on this connection.",
          401,
        );
      }
      run();
    } catch (cause) {
      if (!(cause instanceof BrokerError)) throw cause;
      link.refuse(cause);
    }
  }
}

/** Some clients send the whole address, `amqps://host/orders`, or a slash in front. */
function entityPath(address: string): string {
  return address.replace(/^\w+:\/\/[^/]*/, "").replace(/^\//, "");
}
