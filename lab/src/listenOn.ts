import type { Server as HttpServer } from "node:http";
import type { AddressInfo, Server } from "node:net";

export interface Listening {
  readonly port: number;
  /** Nobody new gets in. The connections of an HTTP server are cut, others are their owner's to close. */
  stop(): Promise<void>;
}

export interface Address {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
}

/**
 * Resolves when the server takes connections.
 *
 * @throws The error of the system: the port is taken, the host is none of this machine's.
 */
export async function listenOn(
  server: Server | HttpServer,
  { host, port }: Address,
): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
