import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileHead } from '../../../src/extension/files/nodeFileHead.ts';

describe('the head of a file', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'head-'))));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('is read without the rest of a long file, and is the whole of a short one', async () => {
    const path = join(folder, 'run.csv');
    writeFileSync(path, 'step,entropy\n1,0.5\n');
    // A sparse file, larger than the largest possible array.
    truncateSync(path, 5 * 2 ** 30);
    const read = async (file: string, bytes: number) =>
      new TextDecoder().decode(await readFileHead({ scheme: 'file', fsPath: file }, bytes));
    assert.equal(await read(path, 12), 'step,entropy');
    const short = join(folder, 'short.csv');
    writeFileSync(short, 'step');
    assert.equal(await read(short, 12), 'step');
    assert.equal(await readFileHead({ scheme: 'vscode-vfs', fsPath: path }, 12), undefined);
  });
});
