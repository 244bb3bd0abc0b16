// Mocha's own `spec` reporter, which besides leaves its counts in the file that TALLY_FILE names, so
// that the counts of several runs, one of them inside an extension host, can be added up.
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class extends reporters.Spec {
  /**
   * @param {import('mocha').Runner} runner
   * @param {import('mocha').MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { TALLY_FILE } = process.env;
      const { passes, failures, pending } = this.stats;
      const tally = { passed: passes, failed: failures, skipped: pending };
      if (TALLY_FILE) writeFileSync(TALLY_FILE, JSON.stringify(tally));
    });
  }
};
