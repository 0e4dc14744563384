// Draws the pictures of the README: `node docs/pictures/draw.mjs`. A test compares them with what is
// committed. Each picture brings its own background in light and dark, so that it can be read wherever
// it is shown.
import { writeFileSync } from "node:fs";
import path from "node:path";

/**
 * @typedef {object} Flow
 * @property {string} title one sentence, read aloud by screen readers
 * @property {string[]} message lines on the message
 * @property {"late" | "current"} answeredBy the replica that answers
 * @property {string[]} outcome lines below the consumer
 * @property {"bad" | "good"} mood
 */

/** @type {Record<string, Flow>} */
const flows = {
  "broken-flow": {
    title:
      "The consumer reads without the session token and is answered by a replica that has not got the write yet: 404 or an old version, and no error.",
    message: ["order 42"],
    answeredBy: "late",
    outcome: ["404, or an old version.", "And no error."],
    mood: "bad",
  },
  "mended-flow": {
    title:
      "The message carries the session token of the write, the consumer passes it to the read, and only a replica that has got the write may answer.",
    message: ["order 42", "token 0:-1#7"],
    answeredBy: "current",
    outcome: ["The order, as it was written."],
    mood: "good",
  },
};

/** @returns {Record<string, string>} file name to text */
export function drawAll() {
  return Object.fromEntries(
    Object.entries(flows).map(([name, flow]) => [`${name}.svg`, draw(flow)]),
  );
}

/** @param {Flow} flow */
function draw({ title, message, answeredBy, outcome, mood }) {
  const carries = message.length > 1;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 780 330" role="img" aria-labelledby="title">
<title id="title">${title}</title>
<style>
${palette(light)}
@media (prefers-color-scheme: dark) {
${palette(dark)}
}
text { font: 14px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.name, .bad, .good { font-weight: 600; }
.soft, .good { font-size: 13px; }
.middle { text-anchor: middle; }
.end { text-anchor: end; }
.arrow { fill: none; stroke-width: 1.6; }
</style>
<rect class="page" width="780" height="330" rx="12" />
${box(24, 66, 130, 64)}
${text(89, 94, "Producer", "name middle")}
${text(89, 115, "process A", "soft middle")}
${box(290, 24, 200, 186)}
${text(390, 50, "Cosmos DB", "name middle")}
${box(306, 66, 168, 58)}
${text(390, 91, "replica 1", "middle")}
${text(390, 111, "order 42, just written", "soft middle")}
${box(306, 136, 168, 58)}
${text(390, 161, "replica 2", "middle")}
${text(390, 181, "has not got it yet", "soft middle")}
${box(626, 66, 130, 64)}
${text(691, 94, "Consumer", "name middle")}
${text(691, 115, "process B", "soft middle")}
${arrow("plain", [154, 86], [306, 86])}
${text(222, 78, "1. write order 42", "soft middle")}
${arrow(carries ? "good" : "plain", [306, 108], [154, 108])}
${text(222, 126, "token 0:-1#7", carries ? "good middle" : "soft middle")}
${arrow("plain", [89, 130], [89, 270], [290, 270])}
${box(290, 232, 200, carries ? 74 : 60)}
${text(390, 256, "Service Bus message", "name middle")}
${message.map((line, index) => text(390, 276 + index * 18, line, index === 0 ? "soft middle" : "good middle")).join("\n")}
${text(190, 262, "2. send", "soft middle")}
${arrow("plain", [490, 270], [720, 270], [720, 130])}
${text(600, 262, "3. receive", "soft middle")}
${reads(answeredBy, carries)}
${outcome.map((line, index) => text(756, 296 + index * 19, line, `${mood} end`)).join("\n")}
</svg>
`;
}

/**
 * The read and its answer. Without a token any replica may answer.
 *
 * @param {"late" | "current"} answeredBy
 * @param {boolean} carries
 */
function reads(answeredBy, carries) {
  if (answeredBy === "late") {
    return [
      arrow("plain", [626, 110], [550, 110], [550, 154], [474, 154]),
      text(558, 100, "4. read order 42", "soft middle"),
      arrow("bad", [474, 176], [662, 176], [662, 130]),
      text(568, 195, "answer of replica 2", "bad middle"),
    ].join("\n");
  }
  return [
    arrow("plain", [626, 86], [474, 86]),
    text(558, 78, "4. read order 42", "soft middle"),
    ...(carries ? [text(558, 60, "token 0:-1#7", "good middle")] : []),
    arrow("good", [474, 108], [626, 108]),
    text(558, 126, "its answer", "good middle"),
  ].join("\n");
}

/** @typedef {{ page: string, box: string, line: string, ink: string, soft: string, bad: string, good: string }} Colours */

/** @type {Colours} */
const light = {
  page: "#ffffff",
  box: "#f3f5f7",
  line: "#8c959f",
  ink: "#1f2328",
  soft: "#59636e",
  bad: "#c1121f",
  good: "#1a7f37",
};

/** @type {Colours} */
const dark = {
  page: "#161b22",
  box: "#222a34",
  line: "#7d8590",
  ink: "#e6edf3",
  soft: "#a3adb8",
  bad: "#ff8078",
  good: "#56d364",
};

/** @param {Colours} colours */
function palette({ page, box, line, ink, soft, bad, good }) {
  return [
    `.page { fill: ${page}; stroke: ${line}; }`,
    `.box { fill: ${box}; stroke: ${line}; }`,
    `text, .head.plain { fill: ${ink}; }`,
    `.soft { fill: ${soft}; }`,
    `.arrow.plain { stroke: ${ink}; }`,
    `.bad { fill: ${bad}; }`,
    `.good { fill: ${good}; }`,
    `.arrow.bad { fill: none; stroke: ${bad}; }`,
    `.arrow.good { fill: none; stroke: ${good}; }`,
    `.arrow.plain { fill: none; }`,
  ].join("\n");
}

/** @param {number} x @param {number} y @param {number} width @param {number} height */
function box(x, y, width, height) {
  return `<rect class="box" x="${x}" y="${y}" width="${width}" height="${height}" rx="8" />`;
}

/** @param {number} x @param {number} y @param {string} content @param {string} classes */
function text(x, y, content, classes) {
  return `<text class="${classes}" x="${x}" y="${y}">${content}</text>`;
}

/**
 * Lines from point to point, and a head at the last one.
 *
 * @param {"plain" | "bad" | "good"} mood
 * @param {...[x: number, y: number]} points
 */
function arrow(mood, ...points) {
  const [x, y] = points.at(-1) ?? [0, 0];
  const [fromX, fromY] = points.at(-2) ?? [0, 0];
  const turn = (Math.atan2(y - fromY, x - fromX) * 180) / Math.PI;
  return [
    `<polyline class="arrow ${mood}" points="${points.map((point) => point.join(",")).join(" ")}" />`,
    `<path class="head ${mood}" d="M0,0 -10,-5 -10,5 Z" transform="translate(${x},${y}) rotate(${turn})" />`,
  ].join("\n");
}

if (process.argv[1] === import.meta.filename) {
  for (const [name, svg] of Object.entries(drawAll())) {
    writeFileSync(path.join(import.meta.dirname, name), svg);
  }
}
