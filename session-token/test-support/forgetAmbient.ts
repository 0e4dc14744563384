/** Forgets every protected container, as a new process would. */
export function forgetAmbient(): void {
  Reflect.deleteProperty(
    globalThis,
    Symbol.for("cosmos-session-token/ambient/1"),
  );
}
