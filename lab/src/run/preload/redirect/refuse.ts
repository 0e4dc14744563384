import type net from "node:net";

const told = new Set<string>();

/** Fails a connection as if nobody listened there, and says once for each host why. */
export function refuse(
  socket: net.Socket,
  host: string,
  port: number,
  why: string,
): net.Socket {
  const message = `[cosmos-session-lab] Refused a connection to ${host}:${port}: ${why}.`;
  if (!told.has(host)) {
    told.add(host);
    process.stderr.write(`${message}\n`);
  }
  const error = Object.assign(new Error(message), {
    code: "ECONNREFUSED",
    syscall: "connect",
    hostname: host,
    port,
  });
  // What is written before the failure waits for it.
  (socket as { connecting: boolean }).connecting = true;
  process.nextTick(() => socket.destroy(error));
  return socket;
}
