/** As much of `vscode.authentication.getSession` as is used; the first provider is Microsoft's. */
export type GetSession = (
  scopes: readonly string[],
  options: { readonly createIfNone: boolean } | { readonly silent: true },
) => PromiseLike<{ readonly accessToken: string } | undefined>;

/** Nobody is signed in, and asking for it in the background would be rude. */
class SignInError extends Error {
  override readonly name = "SignInError";
  readonly code = "SignInNeeded";

  constructor() {
    super("Nobody is signed in with Microsoft for this. Press Retry.");
  }
}

/** When a token says nothing about its end: shorter than any that the service makes. */
const UNKNOWN_LIFE_MS = 5 * 60_000;

/**
 * The `TokenCredential` of the Azure SDKs, by VS Code's own sign-in. It asks the person only where
 * `signIn` was called; refreshing tokens is VS Code's.
 */
export class MicrosoftCredential {
  readonly #getSession: GetSession;
  readonly #tenant: string | undefined;
  #mayAsk = false;

  constructor(getSession: GetSession, tenant?: string) {
    this.#getSession = getSession;
    this.#tenant = tenant;
  }

  /** The next token may be asked of the person: after Connect and Retry. */
  allowAsking(): void {
    this.#mayAsk = true;
  }

  /** @throws {SignInError} where nobody is signed in */
  async getToken(
    scopes: string | string[],
  ): Promise<{ token: string; expiresOnTimestamp: number }> {
    const asked = [scopes].flat();
    // A pseudo scope of VS Code's provider, not sent to Microsoft (read in its source, 1.139.1).
    if (this.#tenant !== undefined) asked.push(`VSCODE_TENANT:${this.#tenant}`);
    const mayAsk = this.#mayAsk;
    this.#mayAsk = false;
    const session = await this.#getSession(
      asked,
      mayAsk ? { createIfNone: true } : { silent: true },
    );
    if (session === undefined) throw new SignInError();
    const { accessToken } = session;
    return { token: accessToken, expiresOnTimestamp: expiryOf(accessToken) };
  }
}

/** `exp` of a JSON web token, in milliseconds. */
function expiryOf(token: string): number {
  try {
    const [, payload = ""] = token.split(".");
    const claims: unknown = JSON.parse(
      Buffer.from(payload, "base64url").toString(),
    );
    if (typeof claims === "object" && claims !== null && "exp" in claims) {
      const { exp } = claims;
      if (typeof exp === "number" && Number.isFinite(exp)) return exp * 1000;
    }
  } catch {
    // No JSON web token: VS Code does not promise one.
  }
  return Date.now() + UNKNOWN_LIFE_MS;
}
