import type { SessionToken, TokenPart } from "./SessionToken.ts";
import { SessionTokenError } from "./SessionTokenError.ts";
import { excerptAround, kindOf } from "./words.ts";

/** The service counts in signed 64-bit integers (`long` in the .NET SDK). */
const SMALLEST = -(2n ** 63n);
const LARGEST = 2n ** 63n - 1n;
/** Any number of at most this many digits fits into 64 bits, so it needs no comparison. */
const SAFE_DIGITS = 18;
const LARGEST_REGION = 4294967295;

const ZERO = 48;
const NINE = 57;
const COMMA = 44;
const COLON = 58;
const HASH = 35;
const EQUALS = 61;
const MINUS = 45;

/**
 * Reads a session token as the `x-ms-session-token` header returned it:
 * `0:-1#42`, `0:1#100#1=20#2=5`, several ranges joined by commas, or the old form `0:21`.
 *
 * Strict on purpose, so that `format(parse(text)) === text` and no number is ever guessed: numbers
 * are decimal without leading zeros and fit into 64 bits, and a range or region stands once.
 * Not known to a token, and so not checked: which container it belongs to.
 *
 * @throws {SessionTokenError} `MALFORMED` with `input`, `position`, `expected`; `NOT_TEXT`.
 */
export function parse(text: string): SessionToken {
  if (typeof text !== "string") {
    throw new SessionTokenError(
      "NOT_TEXT",
      `Expected a session token as text, got ${kindOf(text)}. Pass the x-ms-session-token header's value.`,
    );
  }
  return { parts: new Scanner(text).parts() };
}

class Scanner {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  parts(): TokenPart[] {
    const parts: TokenPart[] = [];
    const seen = new Set<string>();
    for (;;) {
      const start = this.at;
      const part = this.part();
      if (seen.has(part.rangeId)) {
        this.fail(
          start,
          `each partition key range once (merge joins two tokens), but range ${part.rangeId} stands twice`,
        );
      }
      seen.add(part.rangeId);
      parts.push(part);
      if (this.at === this.text.length) return parts;
      this.at++;
    }
  }

  /** Leaves `at` on the comma behind the part, or at the end of the text. */
  private part(): TokenPart {
    const rangeId = this.rangeId();
    this.expect(COLON, '":" behind the partition key range id');
    const first = this.integer("LSN");
    if (this.ended()) return { form: "simple", rangeId, globalLsn: first };
    this.expect(HASH, '"#", "," or the end');
    const globalLsn = this.integer("LSN");
    const regions = new Map<number, bigint>();
    while (!this.ended()) {
      this.expect(HASH, '"#", "," or the end');
      const start = this.at;
      const region = this.region();
      if (regions.has(region)) {
        this.fail(start, `each region once, but region ${region} stands twice`);
      }
      this.expect(EQUALS, '"=" behind the region id');
      regions.set(region, this.integer("LSN"));
    }
    return { form: "vector", rangeId, version: first, globalLsn, regions };
  }

  private ended(): boolean {
    return (
      this.at === this.text.length || this.text.charCodeAt(this.at) === COMMA
    );
  }

  private expect(code: number, expected: string): void {
    if (this.text.charCodeAt(this.at) !== code) this.fail(this.at, expected);
    this.at++;
  }

  private rangeId(): string {
    return this.digits("a partition key range id (digits)");
  }

  private region(): number {
    const start = this.at;
    const digits = this.digits("a region id (digits)");
    const region = digits.length > 10 ? Infinity : Number(digits);
    if (region > LARGEST_REGION) {
      this.fail(start, "a region id that fits into 32 bits");
    }
    return region;
  }

  private integer(name: string): bigint {
    const start = this.at;
    const negative = this.text.charCodeAt(start) === MINUS;
    if (negative) this.at++;
    const digits = this.digits(`an integer ${name}`, start);
    if (negative && digits === "0") this.fail(start, "0 without a sign");
    // Checked by length first: BigInt() of a million digits would take seconds.
    if (digits.length > 19) this.fail(start, `a 64-bit ${name}`);
    const value = BigInt(negative ? `-${digits}` : digits);
    if (digits.length > SAFE_DIGITS && (value < SMALLEST || value > LARGEST)) {
      this.fail(start, `a 64-bit ${name}`);
    }
    return value;
  }

  private digits(expected: string, reportAt = this.at): string {
    const start = this.at;
    let code = this.text.charCodeAt(this.at);
    while (code >= ZERO && code <= NINE) code = this.text.charCodeAt(++this.at);
    if (this.at === start) this.fail(reportAt, expected);
    if (this.at - start > 1 && this.text.charCodeAt(start) === ZERO) {
      this.fail(start, `${expected} without leading zeros`);
    }
    return this.text.slice(start, this.at);
  }

  private fail(position: number, expected: string): never {
    const input = this.text;
    throw new SessionTokenError(
      "MALFORMED",
      `Cannot parse session token ${excerptAround(input, position)}: expected ${expected} at position ${position}. ` +
        "Pass the token exactly as the x-ms-session-token header returned it.",
      { input, position, expected },
    );
  }
}
