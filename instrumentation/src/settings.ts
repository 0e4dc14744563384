/** Where spans go, and what is sent along so that they are taken. */
export interface Settings {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Shared by all programs that report to one place; keys the digests of message bodies. */
  readonly sharedKey: string;
}

const endpointVariable = "COSMOS_SESSION_OTLP_ENDPOINT";
/** `name=value,name=value`, values percent-encoded: the form of OTEL_EXPORTER_OTLP_HEADERS. */
const headersVariable = "COSMOS_SESSION_OTLP_HEADERS";

/**
 * @returns `undefined` where nothing is asked for, or the address is none: then the preload does
 *   nothing at all
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): Settings | undefined {
  const address = environment[endpointVariable];
  if (address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  if (url.pathname === "/") url.pathname = "/v1/traces";
  const sharedKey = environment[headersVariable] ?? "";
  return { url, headers: readHeaders(sharedKey), sharedKey };
}

function readHeaders(text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const pair of text.split(",")) {
    const [, name, value] = /^\s*([^=\s]+)\s*=(.*)$/.exec(pair) ?? [];
    if (name !== undefined && value !== undefined) {
      headers[name.toLowerCase()] = decode(value.trim());
    }
  }
  return headers;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
