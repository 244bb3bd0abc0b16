import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** @type {Tally} */
export const nothing = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {Tally} a
 * @param {Tally} b
 * @returns {Tally}
 */
export function add(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

/** @param {Tally} tally */
export function tallyText({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed` + (skipped > 0 ? `, ${skipped} skipped` : '');
}

/**
 * The counts written to a file by the mocha reporter during `run`, which returns whether it succeeded. A
 * failure not reflected in the counts, such as a crash before the first test, counts as one failure, as
 * does a run without tests.
 * @param {string} name
 * @param {(file: string) => Promise<boolean>} run
 * @returns {Promise<Tally>}
 */
export async function tallyOf(name, run) {
  const dir = join(root, 'out/tally');
  const file = join(dir, `${name}.json`);
  mkdirSync(dir, { recursive: true });
  rmSync(file, { force: true });
  const endedWell = await run(file);
  const oneFailure = { ...nothing, failed: 1 };
  if (!existsSync(file)) return oneFailure;
  const tally = /** @type {Tally} */ (JSON.parse(readFileSync(file, 'utf8')));
  const ran = tally.passed + tally.skipped > 0;
  return (endedWell && ran) || tally.failed > 0 ? tally : add(tally, oneFailure);
}
