// `npm run demo`: the problem and its cure, on two real programs, with nothing but Node and npm.
//
// node scripts/demo.mjs           on a copy that is deleted at the end
// node scripts/demo.mjs --keep    the copy stays, to look around in
//
// This file and what it imports use Node alone: they run before anything is installed.
import { parseArgs } from "node:util";
import { copySample } from "./demo/copySample.mjs";
import { run, UnexpectedEnd } from "./demo/run.mjs";
import { runPair } from "./demo/runPair.mjs";
import { setUp } from "./demo/setUp.mjs";
import { paint, say, showLines, title } from "./demo/words.mjs";

/** How many orders the producer places. */
const orders = 100;

const { values } = parseArgs({ options: { keep: { type: "boolean" } } });

try {
  setUp();
  const copy = copySample("orders");
  try {
    await tellStory(copy.folder);
  } finally {
    if (values.keep) say(`The copy stays in ${copy.folder}`);
    else copy.remove();
  }
  sayWhatIsNext();
} catch (error) {
  if (!(error instanceof UnexpectedEnd)) throw error;
  console.error(paint("red", `The demo stopped. ${error.message}`));
  console.error(
    'Please run "npm test": it names what is broken and the command that repairs it.',
  );
  process.exitCode = 1;
}

/** @param {string} folder */
async function tellStory(folder) {
  title("1. Two programs");
  say(
    "The producer writes an order to Cosmos DB and sends a Service Bus message that names it. " +
      "The consumer gets the message and reads the order.",
  );
  say(
    "Cosmos DB keeps several copies of the data, and the consumer's read may be answered by one that has " +
      "not heard of the order yet. The consumer then sees an old version, or no order at all, and no error.",
  );
  say(
    "The cure is a short text, the session token. Cosmos DB answers each write with one, and a read that " +
      "passes it on says: not older than this. The producer already puts it into its message. " +
      "Does the consumer use it?",
  );

  title("2. What happens");
  say(
    `A lab on this machine plays both services, with replicas that lag as those in the cloud do. ` +
      `The producer places ${orders} orders, and the consumer is at work.`,
  );
  const before = await runPair(folder, orders);
  showStaleRead(before);
  say(
    `${paint("red", `${before.stale} of ${before.reads} reads were stale`)}: answered with less than the sender of the message had written. ` +
      "A handler that finds no order fails, and its message comes again" +
      (before.givenUp === 0
        ? "."
        : `; ${before.givenUp} of ${orders} messages failed ten times and were given up.`),
  );

  title("3. ESLint, with the recommended config");
  const findings = run({
    folder,
    shown: "npx eslint .",
    command: ["eslint", "eslint", "."],
    exitCode: 1,
  });
  expectFindings(findings, 2);
  say(
    "The consumer does not use the token, in two places. The first read stands in the handler itself. The second is two files away, " +
      "and the arrows show how the handler gets there.",
  );

  title("4. Mend it");
  say(
    "Where the read stands in the handler, your editor offers the change. Across files, one command makes it:",
  );
  run({
    folder,
    shown: "npx cosmos-session fix",
    command: ["eslint-plugin-cosmos-session", "cosmos-session", "fix"],
    isDiff: true,
    exitCode: 0,
  });
  say(
    "The token is taken from the message and passed on to both reads. A message without a token still works: " +
      "the read is then what it was before.",
  );

  title("5. Does it still compile, and is ESLint content?");
  run({
    folder,
    shown: "npx tsc --noEmit",
    command: ["typescript", "tsc", "--noEmit"],
    exitCode: 0,
  });
  const left = run({
    folder,
    shown: "npx eslint .",
    command: ["eslint", "eslint", "."],
    exitCode: 0,
  });
  expectFindings(left, 0);
  console.log();
  say(paint("green", "Yes to both: no errors, no reports."));

  title("6. The same again");
  const after = await runPair(folder, orders);
  if (after.stale > 0) {
    throw new UnexpectedEnd(
      `${after.stale} of ${after.reads} reads of the mended consumer were stale.`,
    );
  }
  showLines([
    "reads       before    after",
    `stale       ${String(before.stale).padStart(6)}   ${String(after.stale).padStart(6)}`,
    `in all      ${String(before.reads).padStart(6)}   ${String(after.reads).padStart(6)}`,
  ]);
  say(
    paint(
      "green",
      `No read was stale: the ${orders} messages needed ${after.reads} reads instead of ${before.reads}, for none had to come again.`,
    ),
  );
}

/**
 * @param {import("./demo/runPair.mjs").Seen} seen
 */
function showStaleRead({ example }) {
  if (example === undefined) {
    throw new UnexpectedEnd(
      "No read of the consumer was stale on the lab, which should not happen.",
    );
  }
  say("One of its reads, as the lab saw it:");
  showLines([
    `the message carried      ${example.required}`,
    `the read asked with      ${example.sent ?? "nothing"}`,
    `the replica answered at  ${example.served}, with status ${example.status}`,
  ]);
}

function sayWhatIsNext() {
  title("What to do next");
  say(
    "Try it in a project of yours: README.md says how to install the plugin, and the one line for " +
      "eslint.config.js is cosmosSession.configs.recommended.",
  );
  say(
    "The two programs are in test/samples/orders. `npm run demo -- --keep` leaves you the mended copy. " +
      "What else JavaScript users are not told about session tokens: docs/guides.",
  );
}

/**
 * @param {string} output of ESLint
 * @param {number} expected
 */
function expectFindings(output, expected) {
  const found = output.match(/cosmos-session\/require-session-token\b/g) ?? [];
  if (found.length === expected) return;
  throw new UnexpectedEnd(
    `ESLint should have reported ${expected} reads without a token, but reported ${found.length}.`,
  );
}
