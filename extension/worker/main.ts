/** The worker thread of the extension: loads the engine, which the extension host never does. */
import { parentPort } from "node:worker_threads";
import type { ToWorker } from "../src/analysis/protocol.ts";
import { Desk } from "./desk.ts";

const port = parentPort;
if (port === null)
  throw new Error("This file runs as a worker thread of the extension.");
const desk = new Desk((message) => {
  port.postMessage(message);
});
port.on("message", (message: ToWorker) => {
  desk.take(message);
});
