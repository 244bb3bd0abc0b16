import assert from 'node:assert/strict';
import { placeKey, writeConflicts } from '../../src/engine/writeConflicts.ts';

describe('conflicts of files to write', () => {
  const known = (name: string, ...keys: string[]) => ({
    name,
    keys: keys.length > 0 ? keys : [name],
  });
  const target = (name: string, ...keys: string[]) => ({
    ...known(name, ...keys),
    exists: false,
    isSecondary: false,
  });

  it('are none between different files', () => {
    assert.deepEqual(writeConflicts([target('a'), target('b')], [known('c')]), []);
  });

  it('name the source and the first target, under any name that they share', () => {
    const files = [target('b', 'place b', 'file 7'), target('c'), target('d', 'c')];
    const source = known('a', 'place a', 'file 7');
    assert.deepEqual(writeConflicts(files, [known('other'), source]), [
      { kind: 'source', file: files[0], source },
      { kind: 'twice', file: files[2], first: files[1] },
    ]);
  });

  it('ask only for secondary files that exist', () => {
    const all = [false, true].flatMap((exists) =>
      [false, true].map((isSecondary) => ({
        ...known(`${exists} ${isSecondary}`),
        exists,
        isSecondary,
      })),
    );
    assert.deepEqual(writeConflicts(all, []), [{ kind: 'exists', file: all[3] }]);
  });

  it('do not concern devices, which have no keys', () => {
    const device = { name: '/dev/null', keys: [], exists: true, isSecondary: false };
    assert.deepEqual(writeConflicts([device, device], []), []);
  });

  it('see through letter case and composed accents', () => {
    for (const [one, other] of [
      ['net.fold.json', 'Net.FOLD.json'],
      ['größe', 'GRÖSSE'],
      ['gro\u0308ße', 'größe'],
      ['网络', '网络'],
    ])
      assert.equal(placeKey('f', one), placeKey('f', other));
    assert.notEqual(placeKey('f', 'a'), placeKey('g', 'a'));
    assert.notEqual(placeKey('f', 'a'), placeKey('f', 'b'));
  });
});
