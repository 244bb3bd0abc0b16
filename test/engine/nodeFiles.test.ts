import assert from 'node:assert/strict';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileKeys, isThere, replaceFile } from '../../src/engine/nodeFiles.ts';

describe('local files', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fold-complex-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const inFolder = (...names: string[]): string => [folder, ...names].join('/');
  const bytes = (text: string): Uint8Array[] => [Buffer.from(text)];
  const shareKey = (a: string, b: string): boolean =>
    fileKeys(a).some((key) => fileKeys(b).includes(key));

  it('have a key in common under all their names', () => {
    const file = inFolder('net.json');
    writeFileSync(file, '{}');
    mkdirSync(inFolder('sub'));
    symlinkSync('net.json', inFolder('link.json'));
    symlinkSync(folder, inFolder('sub', 'back'));
    linkSync(file, inFolder('hard.json'));
    for (const name of [
      inFolder('NET.json'),
      inFolder('sub', '..', 'net.json'),
      inFolder('link.json'),
      inFolder('hard.json'),
      inFolder('sub', 'back', 'net.json'),
      // The folder of `sub/back/..` is that of the file's folder.
      inFolder('sub', 'back', 'sub', '..', 'Net.json'),
    ])
      assert.ok(shareKey(file, name), name);
    for (const name of [inFolder('net.svg'), inFolder('sub', 'net.json'), `${file}.bak`])
      assert.ok(!shareKey(file, name), name);
  });

  it('have keys before they exist, also through a link to nothing', () => {
    symlinkSync('new.svg', inFolder('link.svg'));
    assert.ok(shareKey(inFolder('new.svg'), inFolder('link.svg')));
    assert.ok(!shareKey(inFolder('new.svg'), inFolder('other.svg')));
    assert.deepEqual(fileKeys(inFolder('missing', 'a.svg')), []);
    symlinkSync('loop', inFolder('loop'));
    assert.ok(!isThere(inFolder('loop')));
  });

  it('are replaced where their links lead, and keep their permissions', () => {
    mkdirSync(inFolder('real'));
    writeFileSync(inFolder('real', 'a.svg'), 'old', { mode: 0o640 });
    chmodSync(inFolder('real', 'a.svg'), 0o640);
    symlinkSync('real/a.svg', inFolder('a.svg'));
    replaceFile(inFolder('a.svg'), bytes('new'));
    assert.ok(lstatSync(inFolder('a.svg')).isSymbolicLink());
    assert.equal(readFileSync(inFolder('real', 'a.svg'), 'utf8'), 'new');
    assert.equal(statSync(inFolder('a.svg')).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(inFolder('real')), ['a.svg']);
    assert.deepEqual(readdirSync(folder).sort(), ['a.svg', 'real']);
  });

  it('stay as they are if writing fails, without anything left behind', () => {
    writeFileSync(inFolder('a.svg'), 'old');
    const failing = [Buffer.from('new'), undefined as unknown as Uint8Array];
    assert.throws(() => {
      replaceFile(inFolder('a.svg'), failing);
    });
    assert.equal(readFileSync(inFolder('a.svg'), 'utf8'), 'old');
    mkdirSync(inFolder('taken'));
    assert.throws(() => {
      replaceFile(inFolder('taken'), bytes('new'));
    }, /EISDIR/);
    assert.throws(() => {
      replaceFile(inFolder('missing', 'a.svg'), bytes('new'));
    }, /ENOENT/);
    assert.deepEqual(readdirSync(folder).sort(), ['a.svg', 'taken']);
  });

  it('are not replaced if they are read-only', function () {
    if (process.getuid?.() === 0) {
      this.test!.title += ' (skipped: the administrator may write everything)';
      this.skip();
    }
    writeFileSync(inFolder('a.svg'), 'old');
    chmodSync(inFolder('a.svg'), 0o444);
    assert.throws(() => {
      replaceFile(inFolder('a.svg'), bytes('new'));
    }, /EACCES/);
    assert.deepEqual(readdirSync(folder), ['a.svg']);
  });

  it('may be devices, which are written directly', () => {
    replaceFile('/dev/null', bytes('gone'));
    assert.deepEqual(fileKeys('/dev/null'), []);
    assert.ok(statSync('/dev/null').isCharacterDevice());
  });
});
