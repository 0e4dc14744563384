import { onRequestHead } from "../../../../../instrumentation/src/cosmos/onRequestHead.ts";

let isTold = false;

/** AMQP over WebSockets fails at the lab without a word that would explain it. */
export function tellOfWebSockets(): void {
  onRequestHead(({ host, path }) => {
    // The path of the service (measured with @azure/service-bus 7.9.5).
    if (isTold || path !== "/$servicebus/websocket") return;
    isTold = true;
    process.stderr.write(
      `[cosmos-session-lab] ${host} is asked for over WebSockets, which the lab does not serve: start the program without webSocketOptions.\n`,
    );
  });
}
