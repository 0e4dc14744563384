import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { build } from "esbuild";
import { panelHtml } from "../src/flows/show/panelHtml.ts";

const panel = path.join(import.meta.dirname, "../panel");

/** The panel's page as a browser gets it without VS Code: with its own policy, from this machine. */
export async function servePanel(): Promise<{
  url: string;
  stop: () => Promise<void>;
}> {
  const built = await build({
    entryPoints: [path.join(panel, "main.ts")],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    write: false,
  });
  const script = built.outputFiles[0]!.text;
  const style = readFileSync(path.join(panel, "panel.css"), "utf8");
  const server = createServer((request, response) => {
    const nonce = randomBytes(16).toString("base64");
    const [type, text] =
      request.url === "/panel.js"
        ? ["text/javascript", script]
        : request.url === "/panel.css"
          ? ["text/css", style]
          : [
              "text/html",
              panelHtml({
                nonce,
                cspSource: "'self'",
                scriptUri: "/panel.js",
                styleUri: "/panel.css",
              }),
            ];
    response
      .writeHead(200, { "content-type": `${type}; charset=utf-8` })
      .end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
