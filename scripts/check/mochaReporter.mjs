// Dots on the screen and Mocha's JSON report in a file. Mocha itself takes one reporter only.
import { writeFileSync } from "node:fs";
import Mocha from "mocha";

const { EVENT_RUN_END, EVENT_TEST_BEGIN, EVENT_TEST_FAIL } =
  Mocha.Runner.constants;

export default class DotsAndReport extends Mocha.reporters.Dot {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions & { reporterOption: { output: string } }} options `output`: the file
   */
  constructor(runner, options) {
    super(runner, options);
    const json = new Mocha.reporters.JSON(runner, options);
    const { output } = options.reporterOption;
    let current = "before the first test";
    let ended = false;
    /** @type {{ fullTitle: string, err: { message: string } }[]} */
    const failures = [];
    runner.on(EVENT_TEST_FAIL, (test, { message }) => {
      failures.push({ fullTitle: test.fullTitle(), err: { message } });
    });
    runner.on(EVENT_TEST_BEGIN, (test) => {
      current = `in or after "${test.fullTitle()}"`;
    });
    runner.once(EVENT_RUN_END, () => {
      ended = true;
    });
    // A crash or a call of process.exit() gets no end of run. What was counted until then is kept.
    process.once("exit", () => {
      if (ended) return;
      writeFileSync(
        output,
        JSON.stringify({ stats: json.stats, failures, diedAt: current }),
      );
    });
  }
}
