// One record for each thread of what our code cost there. See timeRules.mjs.

/**
 * @typedef {object} InsideTimes
 * @property {number} loadMs wall time in which the plugin was loaded
 * @property {number} rulesMs wall time inside `create` and the visitors that it made
 * @property {number} cpuMs CPU time of the whole process meanwhile, both parts; garbage collection counts
 * @property {number} calls how often a rule was entered
 * @property {number} longestMs the longest of these calls: the one that analyses the project
 */

/** @type {InsideTimes} */
export const insideTimes = {
  loadMs: 0,
  rulesMs: 0,
  cpuMs: 0,
  calls: 0,
  longestMs: 0,
};

/** @param {NodeJS.CpuUsage} since */
export function cpuMsSince(since) {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}
