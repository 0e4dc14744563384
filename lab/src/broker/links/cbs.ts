import type { ReceivingLink } from "../wire/ReceivingLink.ts";
import { encodeReply } from "../management/encodeReply.ts";
import { readRequest, show } from "../management/readRequest.ts";
import type { ClientConnection } from "./ClientConnection.ts";
import type { LinkContext } from "./LinkContext.ts";

const maxTokenSize = 65_536;

/** Takes the tokens by which a client shows its rights (claims-based security over AMQP). */
export function answerCbs(
  link: ReceivingLink,
  client: ClientConnection,
  context: LinkContext,
): void {
  link.onTransfer = (transfer) => {
    transfer.accept();
    const request = readRequest(transfer.bytes);
    const { operation, type, name } = request.properties;
    let status = 202;
    let description = "Accepted";
    if (operation !== "put-token") {
      context.unknown(`$cbs ${show(operation)}`);
      status = 400;
      description = `The lab knows no operation "${show(operation)}" of $cbs.`;
    } else {
      const refusal = context.refuseToken({
        type: show(type),
        audience: show(name),
        token: typeof request.body === "string" ? request.body : "",
      });
      if (refusal === undefined) client.authorize();
      else {
        status = 401;
        description = refusal;
      }
    }
    client.reply(
      request.replyTo,
      encodeReply(
        request,
        { status, description },
        "status-code",
        "status-description",
      ),
    );
  };
  link.accept(maxTokenSize);
}
