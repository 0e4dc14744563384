const src = "eslint-plugin/src";

/**
 * @typedef {object} Insertion
 * @property {RegExp} before The text goes in front of the group that ends the match.
 * @property {string} text
 */

/**
 * Where the code base lists its rules, by file.
 *
 * @param {string} name `require-something`
 * @param {string} variable `requireSomething`
 * @returns {Record<string, Insertion[]>}
 */
export function insertions(name, variable) {
  return {
    [`${src}/analysis/finding.ts`]: [
      { before: /export type RuleName =[^;]*(;)/, text: `\n  | "${name}"` },
    ],
    [`${src}/rules/index.ts`]: [
      {
        before: /(\nexport const rules\b)/,
        text: `import { ${variable} } from "./${name}.ts";\n`,
      },
      {
        before: /export const rules\b.*?\n(\};)/s,
        text: `  "${name}": ${variable},\n`,
      },
    ],
    [`${src}/messages/texts.ts`]: [
      {
        before: /(\/\*\* Texts by rule and id\. \*\/)/,
        text: `export const ${variable}Texts = {\n  found: "Say what happens to {{ read }}, where, and what to do.",\n} as const;\n\n`,
      },
      {
        before: /export const texts = \{.*?\n(\} as const;)/s,
        text: `  "${name}": ${variable}Texts,\n`,
      },
    ],
    [`${src}/messages/index.ts`]: [
      {
        before: /export \{[^}]*(\} from "\.\/texts\.ts";)/,
        text: `  ${variable}Texts,\n`,
      },
    ],
    [`${src}/messages/describeFinding.ts`]: [
      {
        before: /switch \(finding\.rule\) \{.*?(\n {2}\})/s,
        text: `\n    case "${name}":\n      return { messageId: finding.messageId, data: finding.data };`,
      },
    ],
  };
}
