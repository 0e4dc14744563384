// Formatter of the measured runs: what was found, as counts.
/** @param {import("eslint").ESLint.LintResult[]} results */
module.exports = (results) => {
  /** @type {Record<string, number>} */
  const rules = {};
  let unparsed = 0;
  for (const { messages } of results) {
    for (const { ruleId, fatal } of messages) {
      if (fatal) unparsed += 1;
      else rules[ruleId ?? "none"] = (rules[ruleId ?? "none"] ?? 0) + 1;
    }
  }
  return JSON.stringify({ files: results.length, unparsed, rules });
};
