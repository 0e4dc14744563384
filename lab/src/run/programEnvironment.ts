import { readFileSync } from "node:fs";
import type { Lab } from "../startLab.ts";
import { settingsVariable, type RunSettings } from "./preload/settings.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Environment of a program that is led to the lab: the preload, and what it has to know. Child
 * processes inherit it, `npm start` passes it on.
 */
export function programEnvironment(
  lab: Lab,
  allow: readonly string[],
  preload: string,
  inherited: Environment = process.env,
): Environment {
  return {
    ...inherited,
    ...withoutProxy(inherited),
    NODE_OPTIONS: withPreload(inherited.NODE_OPTIONS, preload),
    [settingsVariable]: JSON.stringify(settingsOf(lab, allow)),
  };
}

/** @returns `NODE_OPTIONS` that have Node load the file first, whatever blanks are in its path */
export function withPreload(
  options: string | undefined,
  preload: string,
): string {
  const quoted = `"${preload.replaceAll(/[\\"]/g, "\\$&")}"`;
  return [options, `--require ${quoted}`].filter(Boolean).join(" ");
}

function settingsOf(lab: Lab, allow: readonly string[]): RunSettings {
  const port = (address: string): number => Number(new URL(address).port);
  const endpoint = (connectionString: string): string =>
    /Endpoint=(sb:[^;]+)/.exec(connectionString)![1]!;
  const { cosmos, serviceBus } = lab;
  return {
    host: new URL(cosmos.endpoint).hostname.replaceAll(/[[\]]/g, ""),
    ports: {
      cosmosHttp: port(cosmos.endpoint),
      cosmosHttps: port(cosmos.httpsEndpoint),
      amqp: port(endpoint(serviceBus.connectionString)),
      amqpTls: port(serviceBus.tlsEndpoint),
      administration: port(endpoint(serviceBus.administrationConnectionString)),
    },
    ca: readFileSync(lab.caFile, "utf8"),
    allow,
  };
}

/** A proxy would resolve the name, and ask the cloud. The SDKs honour `NO_PROXY`. */
function withoutProxy(inherited: Environment): Environment {
  const proxies = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];
  if (proxies.every((name) => !inherited[name])) return {};
  const hosts = [
    inherited.NO_PROXY ?? inherited.no_proxy,
    ".documents.azure.com",
    ".servicebus.windows.net",
    "127.0.0.1",
  ]
    .filter(Boolean)
    .join(",");
  return { NO_PROXY: hosts, no_proxy: hosts };
}
