// npm run create-rule -- require-something: a new rule with its test and its page.
import path from "node:path";
import { runOrThrow, tool } from "./check/command.mjs";
import { root } from "./check/paths.mjs";
import { createRule } from "./createRule/createRule.mjs";

const [name, ...others] = process.argv.slice(2);
if (name === undefined || others.length > 0) {
  console.error('Say the name of one rule: "npm run create-rule require-x".');
  process.exit(1);
}
try {
  const files = createRule(root, name);
  runOrThrow(
    tool("prettier", "prettier", "--log-level=warn", "--write", ...files),
  );
  console.log(`Made or changed:\n${files.map((file) => `  ${file}`).join("\n")}

Its test is red, as it should be. What is left:
  1. Write the program that the rule is for into the test and the page.
  2. Let src/analysis/ find it: findings with rule "${name}".
  3. Say it in src/messages/texts.ts.
  4. Put the rule into a configuration, in ${path.join("eslint-plugin", "src", "index.ts")}.
  5. npx changeset`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
