import assert from 'node:assert/strict';
import { applied, editsOf } from '../../../src/language/text/textEdits.ts';
import { parseSpec } from '../../../src/language/parse.ts';
import type { Training } from '../../../src/language/training/decodeTraining.ts';
import { assertProblems } from '../marked.ts';

const one = 'layers: [{ weights: [[1, 1]] }]\ninput: { domain: [[-6, 6], [-6, 6]] }\n';

function trainingOf(block: string, head = one): Training {
  const { spec, problems } = parseSpec(`${head}training: ${block}\n`, 'yaml');
  assert.deepEqual(problems, []);
  assert.ok(spec?.training);
  return spec.training;
}

function wrong(block: string, ...problem: [string, string]): void {
  assertProblems('yaml', `${one}training: ${block}\n`, problem);
}

describe('the training of a spec', () => {
  it('has defaults for everything but its data', () => {
    assert.deepEqual(trainingOf('{ data: moons }'), {
      data: {
        kind: 'generated',
        generated: { set: 'moons', points: 200, noise: 0, factor: 0.8, seed: 0 },
      },
      plan: {
        loss: 'logistic',
        optimiser: { kind: 'gd' },
        rate: 0.03,
        seed: 0,
        decay: 0,
        epochs: 500,
        stop: {},
      },
    });
  });

  it('has the values that are written', () => {
    const block = `
  data: { file: data/points.csv, inputs: [a, b], targets: [z] }
  optimiser: { adam: { beta1: 0.5 } }
  batch_size: 10
  epochs: 20
  seed: 3
  weight_decay: 0.1
  stop: { loss: 0.1, accuracy: 0.9, patience: 5 }`;
    assert.deepEqual(trainingOf(block), {
      data: { kind: 'file', path: 'data/points.csv', inputs: ['a', 'b'], targets: ['z'] },
      plan: {
        loss: 'squared',
        optimiser: { kind: 'adam', beta1: 0.5, beta2: 0.999, epsilon: 1e-8 },
        rate: 0.001,
        batch: 10,
        seed: 3,
        decay: 0.1,
        epochs: 20,
        stop: { loss: 0.1, accuracy: 0.9, patience: 5 },
      },
    });
  });

  it('has a default loss and learning rate that suit the rest', () => {
    const two = 'layers: [{ weights: [[1, 1], [1, 0]] }]\n';
    assert.equal(trainingOf('{ data: a.csv }', two).plan.loss, 'cross_entropy');
    assert.equal(trainingOf('{ data: a.csv, optimiser: momentum }').plan.rate, 0.01);
    assert.equal(trainingOf('{ data: a.csv, optimiser: { momentum: 0.5 } }').plan.rate, 0.01);
    assert.equal(trainingOf('{ data: a.csv, learning_rate: 2 }').plan.rate, 2);
  });

  it('reports problems of its data', () => {
    wrong('{ ⟦epochs⟧: 3 }', 'missing-key', 'needs "data"');
    wrong('{ data: ⟦moon⟧ }', 'unknown-set', 'did you mean moons?');
    wrong('{ data: ⟦/etc/points.csv⟧ }', 'file-path', 'relative to the folder');
    wrong('{ data: ⟦https://a.b/c.csv⟧ }', 'file-path', 'relative to the folder');
    wrong('{ data: ⟦{ points: 3 }⟧ }', 'data-form', '"set" (moons');
    wrong('{ data: ⟦{ set: moons, file: a.csv }⟧ }', 'data-form', 'exactly one of');
    wrong('{ data: { set: xor, points: ⟦1⟧ } }', 'integer', 'from 2 to 100,000');
    wrong('{ data: { set: xor, noise: ⟦-1⟧ } }', 'out-of-range', 'at least 0');
    wrong('{ data: { set: circles, factor: ⟦1⟧ } }', 'out-of-range', 'less than 1');
    wrong('{ data: { set: circles, ⟦label⟧: y } }', 'unused-key', 'no effect with a generated set');
    wrong('{ data: { file: a.csv, label: y, targets: ⟦[z]⟧ } }', 'data-form', 'cannot be combined');
  });

  it('reports problems of its numbers', () => {
    wrong('{ data: xor, loss: ⟦mse⟧ }', 'unknown-loss', 'squared, logistic, cross_entropy');
    wrong('{ data: xor, optimiser: ⟦adm⟧ }', 'unknown-optimiser', 'did you mean adam?');
    wrong('{ data: xor, optimiser: { momentum: ⟦1⟧ } }', 'out-of-range', 'and less than 1');
    wrong('{ data: xor, optimiser: ⟦{ momentum: 0, adam: {} }⟧ }', 'optimiser-form', 'one of');
    wrong('{ data: xor, learning_rate: ⟦0⟧ }', 'not-positive', 'greater than zero');
    wrong('{ data: xor, batch_size: ⟦0⟧ }', 'integer', 'from 1');
    wrong('{ data: xor, stop: { accuracy: ⟦2⟧ } }', 'out-of-range', 'at most 1');
    wrong('{ data: xor, ⟦epoch⟧: 2 }', 'unknown-key', 'did you mean "epochs"?');
  });

  it('reports data that do not fit the network', () => {
    assertProblems('yaml', 'layers: [{ weights: [[1]] }]\ntraining: { data: ⟦moons⟧ }\n', [
      'data-misfit',
      '2 coordinates, but the network has 1 input',
    ]);
    const two = 'layers: [{ weights: [[1, 1], [0, 1]] }]\n';
    assertProblems('yaml', `${two}training: { data: xor, loss: ⟦logistic⟧ }\n`, [
      'data-misfit',
      'one output',
    ]);
  });

  it('offers a domain that contains its points', () => {
    const text =
      'input: { domain: [[-1, 1], [-1, 1]] }\nlayers: [{ weights: [[1, 1]] }]\ntraining: { data: moons }\n';
    const { problems } = parseSpec(text, 'yaml');
    assert.deepEqual(
      problems.map(({ code, severity }) => [code, severity]),
      [['points-outside', 'hint']],
    );
    const [fix] = problems[0].fixes ?? [];
    const fixed = applied(text, editsOf(fix, text, 'yaml'));
    assert.deepEqual(parseSpec(fixed, 'yaml').problems, []);
    assert.match(fixed, /domain: \[\[-1\.5, 2\.5\], \[-1, 1\.5\]\]/);
  });

  it('detects points in the corners outside a polygon', () => {
    const domain = 'input: { domain: { polygon: [[7, 0], [0, 7], [-7, 0], [0, -7]] } }\n';
    const text = `${domain}layers: [{ weights: [[1, 1]] }]\ntraining: { data: xor }\n`;
    const { problems } = parseSpec(text, 'yaml');
    assert.match(problems[0].message, /^\d+ of the 200 points lie outside/);
    assert.deepEqual(parseSpec(text.replaceAll('7', '11'), 'yaml').problems, []);
  });
});
