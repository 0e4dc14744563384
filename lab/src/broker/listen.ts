import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { listenOn, type Address, type Listening } from "../listenOn.ts";

export const listenPlain = (
  address: Address,
  accept: (socket: Socket) => void,
): Promise<Listening> => listenOn(createServer(accept), address);

export function listenTls(
  address: Address,
  tls: { readonly key: string; readonly cert: string },
  accept: (socket: Socket) => void,
): Promise<Listening> {
  const server = createTlsServer(tls, accept);
  // A peer that does not speak TLS, or speaks it badly, is none of ours.
  server.on("tlsClientError", (_, socket) => socket.destroy());
  return listenOn(server, address);
}
