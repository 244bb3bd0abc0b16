import assert from 'node:assert/strict';
import {
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Uri } from 'vscode';
import { engineInProcess } from '../../../src/engine/inProcess.ts';
import { fileKeys, replaceFile } from '../../../src/engine/nodeFiles.ts';
import { Saver } from '../../../src/extension/files/saver.ts';
import * as vscode from '../../fakes/vscode.ts';

const spec = [
  'layers: [{ weights: [[1, 0]] }]',
  'checkpoints: [{ name: one, file: sub/one.json }]',
  'training: { data: { file: points.csv } }',
].join('\n');
const content = Buffer.from('new');

describe('saving', () => {
  const { fs } = vscode.workspace;
  beforeEach(() => {
    fs.files.clear();
    fs.missing.clear();
    fs.isFull = false;
    fs.cannotRename = false;
    vscode.window.warned = [];
    vscode.window.answer = undefined;
  });
  const engine = engineInProcess();

  describe('in a virtual file system', () => {
    const saver = new Saver(engine, undefined);
    const uri = (path: string): Uri =>
      vscode.Uri.from({ scheme: 'memfs', path: `/f/${path}` }) as unknown as Uri;
    const put = (path: string, text: string): Uri => {
      fs.files.set(`/f/${path}`, Buffer.from(text));
      return uri(path);
    };
    const textOf = (path: string): string => String(fs.files.get(`/f/${path}`));

    it('replaces the file that the user has named, and leaves nothing else', async () => {
      put('a.svg', 'old');
      assert.ok(await saver.save([{ uri: uri('a.svg'), content }], [put('a.fold.yaml', spec)]));
      assert.equal(textOf('a.svg'), 'new');
      assert.deepEqual([...fs.files.keys()].sort(), ['/f/a.fold.yaml', '/f/a.svg']);
      assert.deepEqual(vscode.window.warned, []);
    });

    it('refuses the spec and the files that it names, in any letter case', async () => {
      const source = put('a.fold.yaml', spec);
      for (const name of ['a.fold.yaml', 'A.Fold.yaml', 'sub/one.json', 'points.CSV'])
        await assert.rejects(
          saver.save([{ uri: uri(name), content }], [source]),
          /must not replace it/,
        );
      assert.deepEqual([...fs.files.keys()], ['/f/a.fold.yaml']);
      assert.equal(textOf('a.fold.yaml'), spec);
      await assert.rejects(
        saver.save([{ uri: uri('run.csv'), content }], [put('run.csv', 'step,entropy')]),
        /made from run\.csv and must not replace it/,
      );
    });

    it('asks before it replaces a file that the user has not named, by its name', async () => {
      const files = ['a.obj', 'a.mtl'].map((name) => ({ uri: uri(name), content }));
      put('a.mtl', 'mine');
      assert.equal(await saver.save(files, []), false);
      assert.deepEqual(vscode.window.warned.slice(0, 1), ['Replace a.mtl?']);
      assert.equal((vscode.window.warned[1] as { modal: boolean }).modal, true);
      assert.deepEqual([...fs.files.keys()], ['/f/a.mtl']);
      vscode.window.answer = 'Replace';
      assert.equal(await saver.save(files, []), true);
      assert.deepEqual([textOf('a.obj'), textOf('a.mtl')], ['new', 'new']);
    });

    it('does not ask when there is nothing to replace', async () => {
      fs.missing.add('/f/a.mtl');
      const files = ['a.obj', 'a.mtl'].map((name) => ({ uri: uri(name), content }));
      assert.equal(await saver.save(files, []), true);
      assert.deepEqual(vscode.window.warned, []);
    });

    it('keeps the old file if writing fails, and writes without renaming where it must', async () => {
      put('a.svg', 'old');
      fs.isFull = true;
      await assert.rejects(saver.save([{ uri: uri('a.svg'), content }], []));
      assert.equal(textOf('a.svg'), 'old');
      fs.isFull = false;
      fs.cannotRename = true;
      await saver.save([{ uri: uri('a.svg'), content }], []);
      assert.equal(textOf('a.svg'), 'new');
      assert.deepEqual([...fs.files.keys()], ['/f/a.svg']);
    });
  });

  describe('on a disk', () => {
    let folder = '';
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'fold-complex-'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));
    const saver = new Saver(engine, { keysOf: fileKeys, replace: replaceFile });
    const uri = (name: string): Uri => vscode.Uri.file(join(folder, name)) as unknown as Uri;

    it('sees through links', async () => {
      writeFileSync(join(folder, 'a.fold.yaml'), spec);
      writeFileSync(join(folder, 'points.csv'), 'x,y');
      // The fake reads files of the disk relative to the repository.
      fs.files.set(join(folder, 'a.fold.yaml'), Buffer.from(spec));
      symlinkSync('a.fold.yaml', join(folder, 'link.svg'));
      linkSync(join(folder, 'points.csv'), join(folder, 'hard.svg'));
      for (const name of ['link.svg', 'hard.svg'])
        await assert.rejects(
          saver.save([{ uri: uri(name), content }], [uri('a.fold.yaml')]),
          /must not replace it/,
        );
      assert.equal(readFileSync(join(folder, 'a.fold.yaml'), 'utf8'), spec);
      assert.ok(await saver.save([{ uri: uri('a.svg'), content }], [uri('a.fold.yaml')]));
      assert.equal(readFileSync(join(folder, 'a.svg'), 'utf8'), 'new');
      assert.ok(readdirSync(folder).every((name) => !name.endsWith('.tmp')));
    });
  });
});
