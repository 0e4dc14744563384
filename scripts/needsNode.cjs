// Loaded before a script (`node -r`): an older Node would end in an error that does not say why.
"use strict";

// eslint-disable-next-line @typescript-eslint/no-require-imports -- a Node without import has to get here, too
const { engines } = require("../package.json");

/**
 * @param {string} version As `process.versions.node`.
 * @param {string} wanted As `engines` in package.json: ">=20.19".
 */
function isTooOld(version, wanted) {
  const numbersOf = (/** @type {string} */ text) =>
    (text.match(/\d+/g) || []).map(Number);
  const [major = 0, minor = 0] = numbersOf(version);
  const [wantedMajor = 0, wantedMinor = 0] = numbersOf(wanted);
  return major === wantedMajor ? minor < wantedMinor : major < wantedMajor;
}

if (isTooOld(process.versions.node, engines.node)) {
  console.error(
    `This needs Node ${engines.node.replace(">=", "")} or later, and runs on ${process.versions.node}. Get a newer one (https://nodejs.org) and run the same again.`,
  );
  process.exit(1);
}

module.exports = { isTooOld };
