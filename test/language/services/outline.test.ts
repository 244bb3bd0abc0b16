import fc from 'fast-check';
import assert from 'node:assert/strict';
import { parseSpec } from '../../../src/language/parse.ts';
import { type OutlineItem, shiftRange } from '../../../src/language/services/outline.ts';
import { placeAt } from '../../../src/language/services/place.ts';
import { numbersIn } from '../../../src/language/text/fragment.ts';
import { draws } from '../../draws.ts';
import { arbitrarySpec, mutate } from '../arbitrarySpec.ts';

describe('the outline of a spec', () => {
  it('nests names in ranges, even where the spec is broken', () => {
    const place = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 5 });
    const by = fc.constantFrom(undefined, null, 'x', 3, [], {}, [[]]);
    const isNested = ({ range, head, children }: OutlineItem): boolean =>
      range.start <= head.start && head.end <= range.end && children.every(isNested);
    fc.assert(
      fc.property(arbitrarySpec, place, by, (value, choices, broken) => {
        const text = JSON.stringify(mutate(value, choices, broken) ?? value, null, 1);
        const { outline } = parseSpec(text, 'json');
        assert.ok(text.startsWith('{') ? outline && isNested(outline) : !outline, text);
      }),
      { numRuns: draws(100) },
    );
  });

  it('keeps names inside where one comes from a merge key', () => {
    const { outline } = parseSpec('x: &a { name: far }\nlayers: [{ <<: *a, units: 2 }]\n', 'yaml');
    const layer = outline?.children[0];
    assert.equal(layer?.name, 'far');
    assert.deepEqual(layer.head, { start: layer.range.start, end: layer.range.start });
  });
});

describe('a range after an edit', () => {
  const range = { start: 4, end: 8 };
  it('moves with edits before it, and grows with insertions inside it', () => {
    assert.deepEqual(shiftRange(range, { offset: 0, removed: 1, inserted: 3 }), {
      start: 6,
      end: 10,
    });
    assert.deepEqual(shiftRange(range, { offset: 5, removed: 1, inserted: 3 }), {
      start: 4,
      end: 10,
    });
    assert.deepEqual(shiftRange(range, { offset: 9, removed: 1, inserted: 3 }), range);
  });
  it('keeps its remaining part, and never has its end before its start', () => {
    assert.deepEqual(shiftRange(range, { offset: 2, removed: 4, inserted: 0 }), {
      start: 2,
      end: 4,
    });
    assert.deepEqual(shiftRange(range, { offset: 6, removed: 9, inserted: 0 }), {
      start: 4,
      end: 6,
    });
    assert.deepEqual(shiftRange(range, { offset: 0, removed: 9, inserted: 1 }), {
      start: 0,
      end: 0,
    });
  });
});

describe('a position in a spec', () => {
  const text = `slice: { origin: [0, 0, 0], u: [1, 0, 0], v: [0, 1, 0] }
input: { domain: [[0, 1], [0, 1]] }
layers:
  - weights:
      - - 1
        - 2
        - 3
    bias: [7]
    activation: relu
  - weights: [[1]]
`;
  const { spec } = parseSpec(text, 'yaml');
  const at = (what: string) => spec && placeAt(spec.source, text.indexOf(what));

  it('maps to the smallest part of the network there, counting the slice', () => {
    assert.equal(at('[[0, 1]')?.kind, 'domain');
    assert.deepEqual(at('- 2'), { ...at('- 1'), kind: 'neuron', layer: 1, neuron: 0 });
    assert.deepEqual(at('7'), { ...at('7'), kind: 'bias', layer: 1, neuron: 0 });
    assert.deepEqual(at('activation'), { ...at('activation'), kind: 'layer', layer: 1 });
    assert.equal(at('origin'), undefined);
  });

  it('maps to the numbers of a row, in lines or in brackets, and of a bias', () => {
    const row = at('- 2')?.range;
    assert.ok(row);
    assert.deepEqual(numbersIn(text.slice(row.start, row.end), 8, 'yaml'), [1, 2, 3]);
    assert.deepEqual(numbersIn('[1, -2.5e1, .5]', 3, 'yaml'), [1, -25, 0.5]);
    assert.deepEqual(numbersIn('7', 3, 'json'), [7]);
    assert.equal(numbersIn('*row', 3, 'yaml'), undefined);
    assert.equal(numbersIn('[1, a]', 3, 'yaml'), undefined);
  });
});
