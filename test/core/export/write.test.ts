import assert from 'node:assert/strict';
import { batched } from '../../../src/core/export/chunks.ts';
import { fileNameFor, kindsFor, write } from '../../../src/core/export/write.ts';
import { awkwardSubject, graphSubject } from './subjects.ts';

const look = { style: 'light', colouring: 'region' } as const;

describe('exports', () => {
  it('have distinct names derived from their spec', () => {
    assert.equal(fileNameFor('xor.fold.yaml', 'svg'), 'xor.svg');
    assert.equal(fileNameFor('xor.FOLD.JSON', 'regions'), 'xor.regions.csv');
    assert.equal(fileNameFor('net.v2.yml', 'markdown'), 'net.v2.md');
    assert.equal(fileNameFor('Untitled-1', 'glb'), 'Untitled-1.glb');
    const names = kindsFor(awkwardSubject()).map((kind) => fileNameFor('a.fold.json', kind));
    assert.equal(new Set([...names, 'a.fold.json']).size, names.length + 1);
  });

  for (const subject of [awkwardSubject(), graphSubject()])
    it(`come in every available kind for ${subject.inputNames.length} inputs`, () => {
      const kinds = kindsFor(subject);
      assert.ok(kinds.includes('svg') && kinds.includes('regions'));
      for (const kind of kinds) {
        const [first, ...rest] = write(subject, kind, 'name.obj', look);
        assert.equal(first.name, 'name.obj');
        assert.deepEqual(
          rest.map(({ name }) => name),
          kind === 'obj' ? ['name.mtl'] : [],
        );
        const length =
          first.content instanceof Uint8Array
            ? first.content.length
            : [...first.content].join('').length;
        assert.ok(length > 100);
      }
    });

  it('accept every kind that they offer, and reject all others', () => {
    const graph = graphSubject();
    const missing = kindsFor(awkwardSubject()).filter((kind) => !kindsFor(graph).includes(kind));
    assert.deepEqual(missing, ['surface', 'glb', 'obj', 'edges', 'boundaries', 'levels']);
    for (const kind of missing)
      assert.throws(() => {
        for (const { content } of write(graph, kind, 'a', look))
          if (!(content instanceof Uint8Array)) [...content].join('');
      }, /one input/);
  });

  it('are written in a few long chunks', () => {
    const texts = Array.from({ length: 30_000 }, (_, i) => `${i},`);
    const chunks = [...batched(texts)];
    assert.equal(chunks.join(''), texts.join(''));
    assert.ok(chunks.length < 5);
    assert.deepEqual([...batched([])], []);
  });
});
