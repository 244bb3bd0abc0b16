import Mocha from 'mocha';
import { globSync } from '../../scripts/glob.mjs';
import Reporter from '../../scripts/test/reporter.cjs';

/** Called by VS Code inside the extension host. Rejects when a test failed. */
export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 120_000, reporter: Reporter });
  for (const file of globSync(__dirname, /\.test\.cjs$/)) mocha.addFile(file);
  return new Promise((resolve, reject) => {
    mocha.run((failures) => {
      if (failures === 0) resolve();
      else reject(new Error(`${failures} failed`));
    });
  });
}
