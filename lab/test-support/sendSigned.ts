import { createHmac } from "node:crypto";
import { request as send, type IncomingHttpHeaders } from "node:http";
import type { Gateway } from "../src/gateway/Gateway.ts";

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A request that no SDK would make, rightly signed. */
export function sendSigned(
  gateway: Gateway,
  { method, path, headers = {}, body }: RawRequest,
): Promise<RawAnswer> {
  const date = new Date().toUTCString();
  const options = {
    method,
    path,
    host: "127.0.0.1",
    port: new URL(gateway.endpoint).port,
    headers: {
      ...headers,
      "x-ms-date": date,
      authorization: sign(gateway.key, method, path, date),
    },
    agent: false as const,
  };
  return new Promise((resolve, reject) => {
    const request = send(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode!,
          headers: answer.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}

function sign(key: string, method: string, path: string, date: string): string {
  const segments = path.split("/").filter((part) => part !== "");
  const isFeed = segments.length % 2 === 1;
  const type = (isFeed ? segments.at(-1) : segments.at(-2)) ?? "";
  const link = segments
    .slice(0, isFeed ? -1 : undefined)
    .map(decode)
    .join("/");
  const resource = segments[0] === "offers" ? (segments[1] ?? "") : link;
  const text = `${method.toLowerCase()}\n${type}\n${resource}\n${date.toLowerCase()}\n\n`;
  const signature = createHmac("sha256", Buffer.from(key, "base64"))
    .update(text)
    .digest("base64");
  return encodeURIComponent(`type=master&ver=1.0&sig=${signature}`);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
