import type { HostOfTests } from "./prepareHost.ts";

/**
 * Where VS Code or a browser cannot be installed, the tests are passed over, with the reason.
 *
 * @returns the browser's path
 */
export async function hostOrSkip(
  context: Mocha.Context,
  find: () => Promise<HostOfTests>,
): Promise<string> {
  const host = await find();
  if ("browser" in host) return host.browser;
  console.log(`    passed over: ${host.missing}`);
  return context.skip();
}
