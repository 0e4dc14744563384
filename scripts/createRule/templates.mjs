/**
 * The files of a new rule. createRule.test.mjs compiles, lints and runs them.
 *
 * @param {string} name `require-something`
 * @param {string} variable `requireSomething`
 * @returns {Record<string, string>} text by file
 */
export function templates(name, variable) {
  return {
    [`eslint-plugin/src/rules/${name}.ts`]: rule(name, variable),
    [`eslint-plugin/src/rules/${name}.test.ts`]: test(name, variable),
    [`eslint-plugin/docs/rules/${name}.md`]: page(name),
  };
}

/**
 * @param {string} name
 * @param {string} variable
 */
function rule(name, variable) {
  return `import type { Rule } from "eslint";
import { ${variable}Texts } from "../messages/index.ts";
import { docsUrl } from "./ownPackage.ts";
import { reportFindings } from "./reportFindings.ts";

/** Findings are the engine's; options stand in \`settings["cosmos-session"]\`, for all rules alike. */
export const ${variable}: Rule.RuleModule = {
  meta: {
    type: "problem",
    docs: {
      description: "require what the name of this rule says",
      url: docsUrl("${name}"),
      recommended: false,
    },
    // Silent elsewhere: a config without \`files\` must not end a run that lints JSON or CSS, too.
    languages: ["*"],
    schema: [],
    messages: ${variable}Texts,
  },
  create: (context) => reportFindings(context, "${name}"),
};
`;
}

/**
 * @param {string} name
 * @param {string} variable
 */
function test(name, variable) {
  return `import { ${variable} } from "./${name}.ts";
import { createRuleTester, inProject } from "./testProject.ts";

createRuleTester().run("${name}", ${variable}, {
  valid: [
    {
      name: "a program that receives no message is left alone",
      ...inProject({ "src/a.ts": "console.log(1);" }),
    },
  ],
  invalid: [
    {
      name: "the program that this rule is for is reported",
      ...inProject({ "src/a.ts": "console.log(2);" }),
      errors: [
        { messageId: "found", line: 1, column: 1, endLine: 1, endColumn: 15 },
      ],
    },
  ],
});
`;
}

/** @param {string} name */
function page(name) {
  return `# cosmos-session/${name}

📝 Require what the name of this rule says.

💼 This rule is enabled in the configs \`recommended\` and \`strict\`.

<!-- end auto-generated rule header -->

## The problem

Two processes, one stale read, five lines.

## Incorrect

\`\`\`ts
// The smallest program that is reported.
\`\`\`

## Correct

\`\`\`ts
// The same program, mended.
\`\`\`

## Options

None. What is set for all rules stands in \`settings["cosmos-session"]\`.

## When not to use it

Name the system in which this rule only costs.

## Limits

What is missed, as code, and what is reported wrongly, as far as we know.

## Further reading

- Source: \`src/rules/${name}.ts\`, and the analysis in \`src/analysis/\`
`;
}
