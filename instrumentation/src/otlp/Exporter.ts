import { spawnSync } from "node:child_process";
import { Agent as HttpAgent, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { Socket } from "node:net";
import { threadId } from "node:worker_threads";
import { quietly } from "../quietly.ts";
import type { Settings } from "../settings.ts";
import { Batches, type Batch } from "./Batches.ts";
import { asciiJson } from "./fields.ts";
import { serviceName } from "./serviceName.ts";
import { attributesOf } from "./Span.ts";

const EVERY_MS = 200;
/** After a failure: a receiver that is away is not knocked at all the time. */
const PAUSE_MS = 5000;
const TIMEOUT_MS = 5000;
/** How long the end of the program may take for what is left. */
const LAST_MS = 1000;

/**
 * Sends spans by OTLP/HTTP in JSON. The program never waits for it, nor is it kept alive by it; what
 * nobody takes is dropped and counted.
 */
export class Exporter {
  readonly #settings: Settings;
  /** Reports what waited for its end, such as reads that the SDK may repeat. */
  readonly #beforeFlush: (isLast: boolean) => void;
  readonly #agent: HttpAgent;
  readonly #batches: Batches;
  /** Spans that the receiver did not take. */
  #refused = 0;
  #isSending = false;
  /** Nothing else keeps the program alive any more. */
  #isEnding = false;
  #socket: Socket | undefined;
  #pausedUntil = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    settings: Settings,
    beforeFlush: (isLast: boolean) => void = () => undefined,
  ) {
    this.#settings = settings;
    this.#beforeFlush = beforeFlush;
    this.#batches = new Batches(bodyStart, LONGEST_END);
    const options = { keepAlive: true, maxSockets: 1 };
    this.#agent =
      settings.url.protocol === "https:"
        ? new HttpsAgent(options)
        : new HttpAgent(options);
  }

  /** Of spans that were not sent: the receiver was away, or too slow. */
  get dropped(): number {
    return this.#refused + this.#batches.dropped;
  }

  /** @param span as JSON in ASCII */
  add(span: string): void {
    this.wake();
    this.#batches.add(span);
  }

  /** There is, or will be, something to send. */
  wake(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#flush();
    }, EVERY_MS);
    this.#timer.unref();
  }

  #flush(): void {
    quietly(() => this.#beforeFlush(this.#isEnding));
    if (this.#isSending || this.#batches.isEmpty) return;
    if (Date.now() < this.#pausedUntil) {
      if (!this.#isEnding) this.wake();
      return;
    }
    const batch = this.#batches.take()!;
    this.#isSending = true;
    quietly(() =>
      this.#post(this.#bodyOf(batch), (isTaken) => {
        this.#isSending = false;
        if (isTaken) this.#batches.giveBack(batch);
        else {
          this.#refused += batch.spans;
          this.#pausedUntil = Date.now() + PAUSE_MS;
        }
        if (this.#batches.isEmpty) return;
        if (this.#isEnding || this.#batches.hasFull) this.#flush();
        else this.wake();
      }),
    );
  }

  #post(body: Buffer, done: (isTaken: boolean) => void): void {
    const { url, headers } = this.#settings;
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    let isDone = false;
    const end = (isTaken: boolean): void => {
      if (isDone) return;
      isDone = true;
      this.#socket = undefined;
      done(isTaken);
    };
    const request = send(url, {
      method: "POST",
      agent: this.#agent,
      timeout: this.#isEnding ? LAST_MS : TIMEOUT_MS,
      headers: {
        ...headers,
        "content-type": "application/json",
        "content-length": body.length,
      },
    });
    request.on("socket", (socket) => {
      this.#socket = socket;
      if (this.#isEnding) socket.ref();
      else socket.unref();
    });
    request.on("response", (response) => {
      response.resume();
      response.on("end", () => end((response.statusCode ?? 500) < 300));
      response.on("close", () => end(false));
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => end(false));
    request.end(body);
  }

  /** Nothing else keeps the program alive: it waits until all is sent, and no longer. */
  finish(): void {
    this.#isEnding = true;
    this.#socket?.ref();
    this.#flush();
  }

  /**
   * After `process.exit()` nothing runs any more but what is synchronous, and Node has no synchronous
   * request. A process of its own sends what is left.
   */
  sendLast(): void {
    this.#beforeFlush(true);
    if (this.#batches.isEmpty || Date.now() < this.#pausedUntil) return;
    const bodies: string[] = [];
    for (
      let batch = this.#batches.take();
      batch;
      batch = this.#batches.take()
    ) {
      bodies.push(this.#bodyOf(batch).toString());
    }
    const { url, headers } = this.#settings;
    spawnSync(process.execPath, ["-e", SEND_INPUT], {
      input: JSON.stringify({
        url: url.href,
        headers: { ...headers, "content-type": "application/json" },
        bodies,
      }),
      stdio: ["pipe", "ignore", "ignore"],
      timeout: LAST_MS,
      windowsHide: true,
      env: { ...process.env, NODE_OPTIONS: "" },
    });
  }

  #bodyOf({ bytes, length }: Batch): Buffer {
    const end = bodyEnd(this.dropped);
    return bytes.subarray(0, length + bytes.write(end, length));
  }
}

const SEND_INPUT = `
let text = "";
process.stdin.on("data", (part) => (text += part)).on("end", () => {
  const { url, headers, bodies } = JSON.parse(text);
  for (const body of bodies) fetch(url, { method: "POST", headers, body }).catch(() => {});
});`;

function bodyStart(): string {
  const resource = asciiJson({
    attributes: attributesOf({
      "service.name": serviceName({
        env: process.env,
        cwd: process.cwd(),
        script: process.argv[1],
      }),
      "process.pid": process.pid,
      "process.runtime.version": process.versions.node,
      "thread.id": threadId,
    }),
  });
  return `{"resourceSpans":[{"resource":${resource},"scopeSpans":[{"spans":[`;
}

function bodyEnd(dropped: number): string {
  const scope = JSON.stringify({
    name: "cosmos-session-instrumentation",
    attributes: attributesOf({ "cosmos_session.dropped": dropped }),
  });
  return `],"scope":${scope}}]}]}`;
}

const LONGEST_END = Buffer.byteLength(bodyEnd(Number.MAX_SAFE_INTEGER));
