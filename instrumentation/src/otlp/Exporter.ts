import { spawnSync } from "node:child_process";
import { Agent as HttpAgent, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { Socket } from "node:net";
import { threadId } from "node:worker_threads";
import { quietly } from "../quietly.ts";
import type { Settings } from "../settings.ts";
import { serviceName } from "./serviceName.ts";
import { attributesOf, type Span } from "./Span.ts";

/** Below a receiver's usual limit of some megabytes: a span has about two kilobytes. */
const BATCH = 512;
const MOST_WAITING = 8192;
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
  #waiting: Span[] = [];
  #dropped = 0;
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
    const options = { keepAlive: true, maxSockets: 1 };
    this.#agent =
      settings.url.protocol === "https:"
        ? new HttpsAgent(options)
        : new HttpAgent(options);
    process.on("beforeExit", () => {
      this.#isEnding = true;
      this.#socket?.ref();
      this.#flush();
    });
    process.on("exit", () => quietly(() => this.#sendLast()));
  }

  /** Of spans that were not sent: the receiver was away, or too slow. */
  get dropped(): number {
    return this.#dropped;
  }

  add(span: Span): void {
    this.wake();
    this.#waiting.push(span);
    if (this.#waiting.length <= MOST_WAITING) return;
    // By many at a time, so that the moving of the rest costs nothing a span.
    this.#dropped += this.#waiting.splice(0, BATCH).length;
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
    if (this.#isSending || this.#waiting.length === 0) return;
    if (Date.now() < this.#pausedUntil) {
      if (!this.#isEnding) this.wake();
      return;
    }
    const batch = this.#waiting.splice(0, BATCH);
    this.#isSending = true;
    quietly(() =>
      this.#post(this.#bodyOf(batch), (isTaken) => {
        this.#isSending = false;
        if (!isTaken) {
          this.#dropped += batch.length;
          this.#pausedUntil = Date.now() + PAUSE_MS;
        }
        if (this.#waiting.length === 0) return;
        if (this.#isEnding || this.#waiting.length >= BATCH) this.#flush();
        else this.wake();
      }),
    );
  }

  #post(body: string, done: (isTaken: boolean) => void): void {
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
        "content-length": Buffer.byteLength(body),
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

  /**
   * After `process.exit()` nothing runs any more but what is synchronous, and Node has no synchronous
   * request. A process of its own sends what is left.
   */
  #sendLast(): void {
    this.#beforeFlush(true);
    if (this.#waiting.length === 0 || Date.now() < this.#pausedUntil) return;
    const { url, headers } = this.#settings;
    spawnSync(process.execPath, ["-e", SEND_INPUT], {
      input: JSON.stringify({
        url: url.href,
        headers: { ...headers, "content-type": "application/json" },
        body: this.#bodyOf(this.#waiting),
      }),
      stdio: ["pipe", "ignore", "ignore"],
      timeout: LAST_MS,
      windowsHide: true,
      env: { ...process.env, NODE_OPTIONS: "" },
    });
  }

  #bodyOf(spans: readonly Span[]): string {
    const scope = {
      name: "cosmos-session-instrumentation",
      attributes: attributesOf({ "cosmos_session.dropped": this.#dropped }),
    };
    return JSON.stringify({
      resourceSpans: [{ resource: resource(), scopeSpans: [{ scope, spans }] }],
    });
  }
}

const SEND_INPUT = `
let text = "";
process.stdin.on("data", (part) => (text += part)).on("end", () => {
  const { url, headers, body } = JSON.parse(text);
  fetch(url, { method: "POST", headers, body }).catch(() => {});
});`;

function resource(): object {
  return {
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
  };
}
