import type { RunSettings } from "../settings.ts";

export type Destination =
  | { readonly to: "lab"; readonly port: number }
  | { readonly to: "nowhere"; readonly why: string };

/**
 * Hosts of the cloud. What a program does there would be real, which nobody expects of a program that
 * runs on a lab.
 */
const cloud = [
  "azure.com",
  "azure.net",
  "windows.net",
  "graph.microsoft.com",
  "azurewebsites.net",
  "services.visualstudio.com",
  "azure.cn",
  "chinacloudapi.cn",
  "azure.us",
  "usgovcloudapi.net",
];

/** Where machines of the cloud ask who they are. */
const identityAddress = "169.254.169.254";

/** Where programs sign in. */
const signIn = [
  identityAddress,
  "microsoftonline.com",
  "login.microsoft.com",
  "microsoftonline.cn",
  "microsoftonline.us",
];

/**
 * Where a connection of the program is led.
 *
 * @returns `undefined`: where the program says
 */
export function destinationOf(
  name: string,
  port: number,
  { ports, allow }: Pick<RunSettings, "ports" | "allow">,
): Destination | undefined {
  const host = name.toLowerCase().replace(/\.$/, "");
  if (allow.some((allowed) => matches(host, allowed.toLowerCase()))) {
    return undefined;
  }
  if (/^[^.]+\.documents\.azure\.com$/.test(host)) {
    return {
      to: "lab",
      port: port === 80 ? ports.cosmosHttp : ports.cosmosHttps,
    };
  }
  if (/^[^.]+\.servicebus\.windows\.net$/.test(host)) {
    const at = serviceBusPort(port, ports);
    return at === undefined
      ? {
          to: "nowhere",
          why: `the lab serves Service Bus at the ports 5671, 5672 and 443, not at ${port}`,
        }
      : { to: "lab", port: at };
  }
  if (signIn.some((of) => isWithin(host, of))) {
    return {
      to: "nowhere",
      why: `the program wants to sign in there, which the lab does not need: give it a connection string or key, any will do. To sign in for real, start it with --allow ${host}; the lab takes that token, too`,
    };
  }
  if (cloud.some((of) => isWithin(host, of))) {
    return {
      to: "nowhere",
      why: `it is a host of the cloud. If the program may reach it, start it with --allow ${host}`,
    };
  }
  return undefined;
}

function serviceBusPort(
  port: number,
  ports: RunSettings["ports"],
): number | undefined {
  if (port === 5671) return ports.amqpTls;
  if (port === 5672) return ports.amqp;
  return port === 443 ? ports.administration : undefined;
}

function matches(host: string, allowed: string): boolean {
  return allowed.startsWith("*.")
    ? host.endsWith(allowed.slice(1))
    : host === allowed;
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
