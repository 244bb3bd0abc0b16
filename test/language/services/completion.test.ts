import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Caret, caretAt } from '../../../src/language/text/caret.ts';
import { completionsAt } from '../../../src/language/services/completion.ts';
import { parseSpec } from '../../../src/language/parse.ts';
import { descriptionAt, type Schema } from '../../../src/language/text/schema.ts';
import { draws } from '../../draws.ts';

const schema = JSON.parse(readFileSync('schemas/network.schema.json', 'utf8')) as Schema;

/** The caret at ¦. */
function caretIn(marked: string): Caret | undefined {
  return caretAt(marked.replace('¦', ''), marked.indexOf('¦'));
}

function labelsIn(marked: string): string[] {
  const caret = caretIn(marked);
  assert.ok(caret, marked);
  return completionsAt(caret, schema, undefined).map(({ label }) => label);
}

function pathIn(marked: string): string {
  const caret = caretIn(marked);
  return caret ? `${caret.kind} ${caret.path.join('.')}` : 'none';
}

describe('the caret in a YAML text', () => {
  it('knows its path in blocks', () => {
    assert.equal(pathIn('¦'), 'key ');
    assert.equal(pathIn('na¦'), 'key ');
    assert.equal(pathIn('name: ¦'), 'value name');
    assert.equal(pathIn('layers:\n  ¦'), 'key layers');
    assert.equal(pathIn('layers:\n  - ¦'), 'key layers.[]');
    assert.equal(pathIn('layers:\n- ¦'), 'key layers.[]');
    assert.equal(pathIn('layers:\n  - units: 1\n    act¦'), 'key layers.[]');
    assert.equal(pathIn('layers:\n  - units: 1\n    init:\n      ¦'), 'key layers.[].init');
    assert.equal(pathIn('layers:\n  - units: 1\n    activation: ¦'), 'value layers.[].activation');
    assert.equal(pathIn('layers:\n  - units: 1\n  - ¦'), 'key layers.[]');
    assert.equal(pathIn('layers:\n  - units: 1\n¦'), 'key ');
    assert.equal(
      pathIn('layers:\n  - "units": 1\n    activation: re¦'),
      'value layers.[].activation',
    );
  });

  it('knows its path in brackets, over several lines', () => {
    assert.equal(pathIn('input: { ¦'), 'key input');
    assert.equal(pathIn('input: { dim: 2, na¦ }'), 'key input');
    assert.equal(pathIn('input: { dim: ¦ }'), 'value input.dim');
    assert.equal(pathIn('layers: [{ activation: ¦'), 'value layers.[].activation');
    assert.equal(pathIn('layers: [\n  { units: 1 },\n  { ¦'), 'key layers.[]');
    assert.equal(pathIn('layers:\n  - activation: { ¦'), 'key layers.[].activation');
    assert.equal(pathIn('layers:\n  - { units: 1 }\n  - ¦'), 'key layers.[]');
    assert.equal(pathIn("input: { names: ['}', x], ¦"), 'key input');
  });

  it('has no path in comments, quotes and block scalars', () => {
    assert.equal(pathIn('# a ¦'), 'none');
    assert.equal(pathIn('name: a # b ¦'), 'none');
    assert.equal(pathIn('name: "a ¦'), 'none');
    assert.equal(pathIn('note: |\n  a: ¦\n'), 'none');
    assert.equal(pathIn('note: |\n  a: b\nna¦'), 'key ');
  });

  it('sees the keys beside it, above and below', () => {
    const present = (marked: string): string[] => [...(caretIn(marked)?.present ?? [])].sort();
    assert.deepEqual(present('name: a\n¦\nlayers: []'), ['layers', 'name']);
    const layers = 'layers:\n  - units: 1\n    ¦\n    init: { seed: 1 }\n  - bias: [1]\n';
    assert.deepEqual(present(layers), ['init', 'units']);
    assert.deepEqual(present('layers:\n  - units: 1\n  - ¦\n    bias: [1]\n'), ['bias']);
    assert.deepEqual(present('input: { dim: 2, ¦'), ['dim']);
  });

  it('never throws, at any position in any text', () => {
    const piece = fc.constantFrom(
      ...Array.from(' -:{}[],#\'"\n|>&*'),
      'layers',
      'units: 1',
      '\n  - ',
      '\r\n',
    );
    fc.assert(
      fc.property(fc.array(piece), fc.nat(), (pieces, at) => {
        const text = pieces.join('');
        const offset = at % (text.length + 1);
        const caret = caretAt(text, offset);
        if (!caret) return;
        assert.ok(caret.word.start <= caret.word.end && caret.word.end === offset);
        completionsAt(caret, schema, undefined);
      }),
      { numRuns: draws(500) },
    );
  });
});

describe('completion', () => {
  it('offers the keys that fit and are not used yet', () => {
    assert.deepEqual(labelsIn('layers: []\n¦'), [
      ...['$schema', 'name', 'note', 'description', 'input', 'slice', 'output'],
      ...['training', 'checkpoints'],
    ]);
    assert.deepEqual(labelsIn('layers:\n  - units: 3\n    ¦'), [
      ...['name', 'note', 'description', 'weights', 'bias', 'init', 'activation'],
    ]);
    assert.deepEqual(labelsIn('input: { ¦'), ['dim', 'names', 'domain']);
  });

  it('offers the values that fit', () => {
    const activations = labelsIn('layers:\n  - activation: ¦');
    assert.deepEqual(activations.slice(0, 3), ['relu', 'leaky_relu', 'abs']);
    assert.ok(activations.includes('{ prelu }') && activations.includes('{ pieces }'));
    assert.ok(!activations.includes('{ type }'));
    assert.ok(labelsIn('layers: [{ init: { scheme: ¦').includes('xavier_normal'));
    assert.deepEqual(labelsIn('layers: [{ init: { bias: ¦'), ['uniform', 'zeros']);
    assert.deepEqual(labelsIn('input: { domain: ¦'), ['[[-1, 1], [-1, 1]]', '{ polygon }']);
  });

  it('covers training and checkpoints', () => {
    assert.deepEqual(labelsIn('training:\n  data: moons\n  ¦').slice(0, 3), [
      ...['loss', 'optimiser', 'learning_rate'],
    ]);
    const data = labelsIn('training:\n  data: ¦');
    assert.deepEqual(data.slice(0, 5), ['moons', 'circles', 'spiral', 'xor', 'gaussians']);
    assert.deepEqual(data.slice(5), ['{ set }', '{ formula }', '{ file }']);
    assert.deepEqual(labelsIn('training: { optimiser: ¦'), [
      ...['gd', 'momentum', 'adam', '{ momentum }', '{ adam }'],
    ]);
    assert.deepEqual(labelsIn('training: { stop: { ¦'), ['loss', 'accuracy', 'patience']);
    assert.deepEqual(labelsIn('checkpoints:\n  - ¦'), ['name', 'file', 'layers']);
    assert.deepEqual(labelsIn('checkpoints:\n  - layers:\n      - ¦'), ['weights', 'bias', 'init']);
  });

  it('offers the outputs by their names', () => {
    const marked = 'output: { show: ¦';
    const caret = caretIn(marked);
    assert.ok(caret);
    const naming = { inputs: ['x'], outputs: ['yes', 'b c'], layers: [] };
    assert.deepEqual(
      completionsAt(caret, schema, naming).map(({ snippet }) => snippet),
      ['0', '"yes"', 'b c', 'argmax'],
    );
  });

  it('inserts only what the decoder accepts', () => {
    const plain = (snippet: string): string =>
      snippet
        .replace(/\$\{\d\|([^,|]*)[^}]*\}/g, '$1')
        .replace(/\$\{\d:((?:[^}\\]|\\.)*)\}/g, '$1')
        .replace(/\\([$}\\])/g, '$1')
        .replace(/\$0/g, '');
    const [network] = completionsAt(caretIn('¦')!, schema, undefined).filter(
      ({ kind }) => kind === 'snippet',
    );
    assert.deepEqual(parseSpec(plain(network.snippet), 'yaml').problems, []);
    const layer = caretIn('layers:\n  - ¦');
    for (const { snippet, kind } of completionsAt(layer!, schema, undefined)) {
      if (kind !== 'snippet') continue;
      const text = `layers:\n  - ${plain(snippet).replaceAll('\n', '\n    ')}\n  - units: 1\n`;
      assert.deepEqual(parseSpec(text, 'yaml').problems, []);
    }
    for (const { snippet } of completionsAt(
      caretIn('layers: [{ activation: ¦')!,
      schema,
      undefined,
    )) {
      const text = `layers: [{ units: 2, activation: ${plain(snippet)} }, { units: 1 }]`;
      const { problems } = parseSpec(text, 'yaml');
      assert.deepEqual(problems, [], text);
    }
  });

  it('describes keys with the text of the schema', () => {
    const words = descriptionAt(schema, ['layers', '[]', 'init', 'seed']);
    assert.match(words ?? '', /^Random seed\. Layers with the same seed still differ/);
    assert.match(
      descriptionAt(schema, ['layers', '[]', 'activation']) ?? '',
      /^The activation function/,
    );
    assert.equal(descriptionAt(schema, ['layers', '[]', 'nothing']), undefined);
  });
});
