import {
  syntaxError,
  unsupported,
  type QueryError,
  type Span,
} from "../QueryError.ts";
import { tokenize, type Token } from "./tokens.ts";

/** How deep parentheses, subqueries and chains of operators may be nested. */
const deepest = 256;

/** Walks over the tokens of a query. */
export class TokenReader {
  protected readonly text: string;
  readonly #tokens: readonly Token[];
  #position = 0;
  #depth = 0;

  constructor(text: string) {
    this.text = text;
    this.#tokens = tokenize(text);
  }

  /** The token that comes next, or one of those behind it. */
  protected peek(ahead = 0): Token {
    const last = this.#tokens.length - 1;
    return this.#tokens[Math.min(this.#position + ahead, last)]!;
  }

  protected next(): Token {
    const token = this.peek();
    this.#position++;
    return token;
  }

  protected isKeyword(word: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "keyword" && token.text === word;
  }

  protected isSymbol(symbol: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "symbol" && token.text === symbol;
  }

  protected takeKeyword(word: string): boolean {
    if (!this.isKeyword(word)) return false;
    this.#position++;
    return true;
  }

  protected takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.#position++;
    return true;
  }

  protected expectKeyword(word: string): void {
    if (!this.takeKeyword(word)) throw this.unexpected();
  }

  protected expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.unexpected();
  }

  protected expectName(): string {
    if (this.peek().kind !== "name") throw this.unexpected();
    return this.next().text;
  }

  protected unexpected(): QueryError {
    return syntaxError(this.text, this.peek());
  }

  /** From `start` to the end of the token taken last. */
  protected spanFrom(start: number): Span {
    return { start, end: this.#tokens[this.#position - 1]?.end ?? start };
  }

  /** Reads something that may hold itself. */
  protected nested<T>(read: () => T): T {
    if (++this.#depth > deepest) {
      throw unsupported(
        `The query is nested more than ${deepest} levels deep.`,
        this.peek(),
      );
    }
    const result = read();
    this.#depth--;
    return result;
  }
}
