// `npm run print -w instrumentation [-- PORT]`: prints each read that a program with the preload reports,
// with its verdict, its line and the reason. To look at it without the extension.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Span } from "./src/otlp/Span.ts";

interface Request {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (part: string) => (body += part));
  request.on("end", () => {
    response.end("{}");
    const { resourceSpans } = JSON.parse(body) as Request;
    for (const { scopeSpans } of resourceSpans) {
      for (const { spans } of scopeSpans) spans.forEach(print);
    }
  });
});

const wanted = Number(process.argv[2] ?? 4318);

server.on("error", (error: NodeJS.ErrnoException) => {
  console.error(
    error.code === "EADDRINUSE"
      ? `Port ${wanted} is taken by another program. Choose another one here and in the second terminal:
  npm run print -w instrumentation -- 4319
  export COSMOS_SESSION_OTLP_ENDPOINT=http://127.0.0.1:4319`
      : error.message,
  );
  process.exitCode = 1;
});

server.listen(wanted, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  console.log(`Waiting for reads at http://127.0.0.1:${port}`);
});

function print({ name, attributes }: Span): void {
  const valueOf = (key: string): string =>
    String(
      Object.values(
        attributes.find((one) => one.key === `cosmos_session.${key}`)?.value ??
          {},
      )[0] ?? "",
    );
  const verdict = valueOf("verdict");
  if (verdict === "") return;
  console.log(`${verdict}: ${name}  ${valueOf("call_site")}`);
  console.log(`  ${valueOf("reason")}`);
}
