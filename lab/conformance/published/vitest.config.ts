// Runs a published suite as it is, but on the package from the registry instead of the sources beside
// it. Vitest is installed beside the suites, not here, so nothing of it is imported.
import path from "node:path";
import {
  fullyQualifiedNamespace,
  serviceBusConnectionString,
} from "./namespace.ts";
import { placesOf, suiteOf } from "./suites.ts";

const chosen = suiteOf(process.env["PUBLISHED_SUITE"]);
const { suite, published } = placesOf(
  chosen,
  process.env["PUBLISHED_FOLDER"] ?? "",
);

/** Parts of the SDKs' own workspace that are not published. */
const shims = new Map([
  ["@azure-tools/test-credential", "testCredential.ts"],
  ["@azure-tools/test-utils-vitest", "testUtils.ts"],
]);

/** `../../src/index.js` of a test is the same file in the published package. */
function resolveId(source: string): string | undefined {
  const shim = shims.get(source);
  if (shim !== undefined) return path.join(import.meta.dirname, "shims", shim);
  if (source === chosen.packageName) return path.join(published, "index.js");
  const parts = /^(?:\.\.\/)+src(?<file>\/.*)?$/.exec(source)?.groups;
  if (parts === undefined) return undefined;
  const file: string | undefined = parts["file"];
  return path.join(
    published,
    file?.endsWith(".js") === true ? file : `${file ?? ""}/index.js`,
  );
}

export default {
  root: suite,
  plugins: [{ name: "published-package", enforce: "pre" as const, resolveId }],
  test: {
    // They share one account, and some delete all that is in it.
    fileParallelism: false,
    watch: false,
    include: ["test/**/*.spec.ts"],
    exclude: [
      "**/browser/**",
      "**/stress/**",
      "test/snippets.spec.ts",
      ...chosen.exclude,
    ],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fakeTimers: { toFake: ["setTimeout", "Date"] },
    // What the suite's own set-up asks the cloud for.
    provide: {
      TEST_MODE: "live",
      SERVICEBUS_FQDN: fullyQualifiedNamespace,
      SERVICEBUS_FQDN_PREMIUM: fullyQualifiedNamespace,
      SERVICEBUS_CONNECTION_STRING: serviceBusConnectionString,
      SERVICEBUS_CONNECTION_STRING_PREMIUM: serviceBusConnectionString,
    },
  },
};
