// Runs one stage of the tests and writes its counts to the file named by STAGE_TALLY_FILE.
import { writeFileSync } from 'node:fs';
import { PlainError } from '../project.mjs';
import { stages } from './stages.mjs';
import { nothing } from './tally.mjs';

const { STAGE_TALLY_FILE = '' } = process.env;
const stage = stages.find(({ name }) => name === process.argv[2]);
if (!stage) throw new Error(`There is no stage "${process.argv[2]}".`);
const tally = await stage.run().catch((/** @type {unknown} */ error) => {
  console.error(error instanceof PlainError ? error.message : error);
  return { ...nothing, failed: 1 };
});
writeFileSync(STAGE_TALLY_FILE, JSON.stringify(tally));
