import net from "node:net";
import tls from "node:tls";
import type { RunSettings } from "../settings.ts";
import { destinationOf } from "./destinationOf.ts";
import { refuse } from "./refuse.ts";

type Connect = (...args: unknown[]) => net.Socket;
interface Options {
  readonly host?: unknown;
  readonly port?: unknown;
  readonly path?: unknown;
  readonly servername?: unknown;
  readonly [other: string]: unknown;
}

/** Also exported by Node, for its own parts: options and callback of any form of `connect`. */
const { _normalizeArgs } = net as unknown as {
  _normalizeArgs: (args: readonly unknown[]) => [Options, unknown];
};

/**
 * Leads connections for the cloud to the lab. All of Node's clients, whoever calls them, end in these
 * two functions: `net.Socket.prototype.connect` opens the connection, and `tls.connect` chooses whom
 * to trust.
 */
export function redirect(settings: RunSettings): void {
  redirectSockets(settings);
  trustLab(settings);
}

function redirectSockets(settings: RunSettings): void {
  const prototype = net.Socket.prototype as unknown as { connect: Connect };
  const original = prototype.connect;
  prototype.connect = function (this: net.Socket, ...args): net.Socket {
    const [options, callback] = Array.isArray(args[0])
      ? (args[0] as [Options, unknown])
      : _normalizeArgs(args);
    const { host } = options;
    if (typeof host !== "string" || options.path != null) {
      return original.apply(this, args);
    }
    const destination = destinationOf(host, Number(options.port), settings);
    if (destination === undefined) return original.apply(this, args);
    if (destination.to === "nowhere") {
      return refuse(this, host, Number(options.port), destination.why);
    }
    // TLS keeps the options it was given, and holds the certificate against the name in them.
    const led = {
      ...options,
      host: settings.host,
      port: destination.port,
      // An address needs no look-up, and no interface of its own.
      lookup: undefined,
      family: undefined,
      localAddress: undefined,
      localPort: undefined,
    };
    return original.call(this, led, callback);
  };
}

function trustLab(settings: RunSettings): void {
  const original = tls.connect as unknown as Connect;
  (tls as { connect: unknown }).connect = function (
    this: unknown,
    ...args: unknown[]
  ): net.Socket {
    const [options, callback] = normalizeTlsArgs(args);
    const trusted = trustedCa(options, settings);
    return trusted === undefined
      ? original.apply(this, args)
      : original.call(
          this,
          // A context made before would trust others.
          { ...options, ca: trusted, secureContext: undefined },
          callback,
        );
  };
}

/** `tls.connect` takes its options behind port and host, too. */
function normalizeTlsArgs(args: readonly unknown[]): [Options, unknown] {
  const [options, callback] = _normalizeArgs(args);
  const behind = [args[1], args[2]].find(
    (arg) => typeof arg === "object" && arg !== null,
  ) as Options | undefined;
  return [{ ...options, ...behind }, callback];
}

/**
 * Whom to trust on this connection; `undefined`: whom the program trusts. The lab's account names
 * addresses of this machine, with which the SDK goes on; other servers there keep their own trust.
 */
function trustedCa(
  options: Options,
  settings: RunSettings,
): readonly unknown[] | undefined {
  const name = options.servername || options.host;
  if (typeof name !== "string" || options.path != null) return undefined;
  const port = Number(options.port ?? 443);
  if (destinationOf(name, port, settings)?.to === "lab") return [settings.ca];
  if (name !== settings.host || options.secureContext != null) return undefined;
  return Object.values(settings.ports).includes(port)
    ? [settings.ca]
    : [options.ca ?? tls.rootCertificates, settings.ca].flat();
}
