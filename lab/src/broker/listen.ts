import {
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from "node:net";
import { createServer as createTlsServer } from "node:tls";

export interface Listener {
  readonly port: number;
  stop(): Promise<void>;
}

interface Address {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
}

export const listenPlain = (
  address: Address,
  accept: (socket: Socket) => void,
): Promise<Listener> => listen(createServer(accept), address);

export function listenTls(
  address: Address,
  tls: { readonly key: string; readonly cert: string },
  accept: (socket: Socket) => void,
): Promise<Listener> {
  const server = createTlsServer(tls, accept);
  // A peer that does not speak TLS, or speaks it badly, is none of ours.
  server.on("tlsClientError", (_, socket) => socket.destroy());
  return listen(server, address);
}

async function listen(server: Server, address: Address): Promise<Listener> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(address, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
