import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { parseSpec } from '../../src/language/parse.ts';
import { arbitrarySpec, mutate, type Json } from './arbitrarySpec.ts';
import { draws } from '../draws.ts';

/** What JSON Schema cannot express: relations between numbers, lengths and names. */
const beyondSchema = new Set([
  ...['row-length', 'bias-length', 'units-disagree', 'prelu-length', 'slopes-length'],
  ...['breakpoint-order', 'equal-slopes', 'too-many-weights', 'empty-interval', 'flat-corner'],
  ...['not-convex', 'inputs-disagree', 'slice-needed', 'slice-length', 'slice-flat', 'domain-size'],
  ...['name-count', 'unknown-output', 'argmax-of-one', 'policy-of-one', 'duplicate-key'],
  ...['data-misfit', 'checkpoint-layers', 'checkpoint-rows', 'transposed'],
]);

describe('the JSON Schema of the spec', () => {
  const schema: unknown = JSON.parse(readFileSync('schemas/network.schema.json', 'utf8'));
  // Keywords of VS Code's JSON support.
  const ajv = new Ajv({ allowUnionTypes: true, strictRequired: false, strictTypes: false });
  ajv.addKeyword('doNotSuggest');
  ajv.addKeyword('enumDescriptions');
  ajv.addKeyword('defaultSnippets');
  const accepts = ajv.compile(schema as object);

  /** Both results; where they differ, the decoder must be stricter and report a problem of its own. */
  const assertAgree = (value: Json): void => {
    const text = JSON.stringify(value);
    const { spec, problems } = parseSpec(text, 'json');
    const errors = problems.filter(({ severity }) => severity === 'error');
    const codes = errors.map(({ code }) => code);
    if (!accepts(JSON.parse(text))) {
      const reasons = ajv.errorsText(accepts.errors);
      assert.equal(spec, undefined, `only the schema refuses ${text}\n${reasons}`);
    } else if (!codes.every((code) => beyondSchema.has(code))) {
      const messages = errors.map(({ code, message }) => `[${code}] ${message}`);
      assert.fail(`only the decoder refuses ${text}\n${messages.join('\n')}`);
    }
  };

  it('accepts, like the decoder, every spec without a mistake', () => {
    fc.assert(
      fc.property(arbitrarySpec, (value) => {
        const text = JSON.stringify(value);
        assert.ok(accepts(JSON.parse(text)), `${ajv.errorsText(accepts.errors)}\n${text}`);
        const { problems } = parseSpec(text, 'json');
        const found = problems.filter(({ severity }) => severity !== 'hint');
        assert.deepEqual(found, [], text);
      }),
      { numRuns: draws(100) },
    );
  });

  it('agrees with the decoder where one part is replaced or left out', () => {
    const replacement = fc.oneof(
      fc.constantFrom<Json | undefined>(undefined, null, true, 0, -1, 2.5, 1e200, '', 'relu', 'x'),
      fc.constantFrom<Json>([], {}, [[]], [1], [1, 2], [[1, 2]], { type: 'tanh' }, [null]),
    );
    const place = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(arbitrarySpec, place, replacement, (value, choices, by) => {
        const mutated = mutate(value, choices, by);
        if (mutated !== undefined) assertAgree(mutated);
      }),
      { numRuns: draws(600) },
    );
  });

  it('agrees with the decoder on numbers out of range', () => {
    const drawn = (init: Json): void => assertAgree({ layers: [{ units: 2, init }] });
    drawn({ scheme: 'he_normal', gain: 0 });
    drawn({ scheme: 'normal', scale: -1 });
    drawn({ scheme: 'uniform', gain: -1 });
    drawn({ seed: 2 ** 32 });
    assertAgree({ layers: [{ units: 4_000_001 }] });
    assertAgree({ input: { dim: 0 }, layers: [{ units: 1 }] });
    assertAgree({ input: { domain: [[0, 1e101]] }, layers: [{ units: 1 }] });
  });

  it('agrees with the decoder on paths and on numbers of a training', () => {
    const layers = [{ weights: [[1, 1]] }];
    const paths = ['a.csv', ' b.csv', 'a/../b.c', '', ' ', '/a.csv', '~/a.csv', 'C:\\a.csv'];
    for (const path of [...paths, 'https://a.b/c.csv', 'a\\b.csv', 'moons', 'moon', 'a:b.csv']) {
      assertAgree({ layers, training: { data: path } });
      assertAgree({ layers, training: { data: { file: path } } });
      assertAgree({ layers, checkpoints: [path, { file: path }] });
    }
    for (const x of [-1, 0, 0.5, 1, 1.5]) {
      assertAgree({
        layers,
        training: { data: { set: 'circles', factor: x, points: x, noise: x } },
      });
      assertAgree({ layers, training: { data: 'xor', optimiser: { momentum: x } } });
      assertAgree({ layers, training: { data: 'xor', optimiser: { adam: { epsilon: x } } } });
      assertAgree({ layers, training: { data: 'xor', learning_rate: x } });
      assertAgree({ layers, training: { data: 'xor', weight_decay: x, batch_size: 1 } });
      assertAgree({ layers, training: { data: 'xor', stop: { accuracy: x, loss: x } } });
    }
    assertAgree({ layers, training: { data: { file: 'a.csv', label: 'a', targets: ['b'] } } });
    assertAgree({ layers, training: { data: { file: 'a.csv', set: 'moons' } } });
  });

  it('agrees with the decoder on forms that only other tools write', () => {
    const layers = [{ weights: [[1, 1]] }];
    assertAgree({
      input_dim: 2,
      domain: [
        [-1, 1],
        [0, 1],
      ],
      layers,
    });
    assertAgree({ input_dim: 'two', layers });
    assertAgree({ domain: [0, 1, 2], layers });
    assertAgree({ model: 'a.onnx', layers });
    assertAgree({ layers: [{ weights: [[1, 1]], from: 'input' }] });
    assertAgree({ layers: [{ weights: [[1, 1]], activation: { type: 'prelu' } }] });
    assertAgree({ layers: [{ weights: [[1, 1]], activation: { leaky_relu: 1, prelu: 1 } }] });
  });
});
