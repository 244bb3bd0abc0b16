import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { abs, hardTanh, identity, leakyRelu, relu } from '../../../src/core/network/activation.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { formatOf, isSpecName } from '../../../src/language/text/format.ts';
import { parseSpec } from '../../../src/language/parse.ts';
import type { Spec } from '../../../src/language/spec.ts';
import { arbitrarySpec } from '../arbitrarySpec.ts';
import { draws } from '../../draws.ts';

/** The spec of a YAML text without problems; hints aside. */
function specOf(text: string): Spec {
  const { spec, problems } = parseSpec(text, 'yaml');
  assert.deepEqual(
    problems.filter(({ severity }) => severity !== 'hint'),
    [],
  );
  assert.ok(spec);
  return spec;
}

/** The content of a spec, without source positions. */
function meaning(spec: Spec | undefined): unknown {
  return spec && { ...spec, source: undefined };
}

describe('the network of a spec', () => {
  it('has the weights that are written', () => {
    const spec = specOf(
      [
        'name: XOR, by hand',
        'input: { names: [x, y], domain: [[-1, 2], [0, 3]] }',
        'layers:',
        '  - name: fold',
        '    weights: [[1, 1], [1, 1]]',
        '    bias: [0, -1]',
        '    activation: relu',
        '  - weights: [[1, -2]]',
        'output: { names: [logit], show: logit }',
      ].join('\n'),
    );
    assert.deepEqual(meaning(spec), {
      name: 'XOR, by hand',
      network: {
        inputs: 2,
        layers: [
          {
            name: 'fold',
            inputs: 2,
            units: 2,
            weights: Float64Array.of(1, 1, 1, 1),
            bias: Float64Array.of(0, -1),
            activation: relu,
          },
          {
            inputs: 2,
            units: 1,
            weights: Float64Array.of(1, -2),
            bias: Float64Array.of(0),
            activation: identity,
          },
        ],
      },
      domain: box(-1, 2, 0, 3),
      inputNames: ['x', 'y'],
      outputNames: ['logit'],
      show: { kind: 'output', index: 0 },
      source: undefined,
    });
  });

  it('is the same in JSON and YAML', () => {
    fc.assert(
      fc.property(arbitrarySpec, (value) => {
        const json = parseSpec(JSON.stringify(value), 'json');
        const yaml = parseSpec(stringify(value, { lineWidth: 0 }), 'yaml');
        assert.ok(json.spec && yaml.spec, JSON.stringify(yaml.problems));
        assert.deepEqual(meaning(yaml.spec), meaning(json.spec));
        // JSON is YAML.
        assert.deepEqual(
          meaning(parseSpec(JSON.stringify(value), 'yaml').spec),
          meaning(json.spec),
        );
      }),
      { numRuns: draws(60) },
    );
  });

  it('may repeat layers with anchors, aliases and merge keys, and explicit keys take precedence', () => {
    const { network } = specOf(
      [
        'x-shared: &base { activation: abs, units: 3, init: { seed: 5 } }',
        'layers:',
        '  - <<: *base',
        '    units: 2',
        '  - &second { <<: [*base, { activation: relu, name: mid }] }',
        '  - *second',
      ].join('\n'),
    );
    assert.deepEqual(
      network.layers.map(({ units, name, activation }) => [units, name, activation]),
      [
        [2, undefined, abs],
        [3, 'mid', abs],
        [3, 'mid', abs],
      ],
    );
  });

  it('accepts the flat form of input that other tools write', () => {
    const text = '{"input_dim": 2, "domain": [[0, 1], [2, 3]], "layers": [{"weights": [[1, 2]]}]}';
    const { spec, problems } = parseSpec(text, 'json');
    assert.deepEqual(problems, []);
    assert.deepEqual(spec?.domain, box(0, 1, 2, 3));
  });

  it('has the activations of the language', () => {
    const of = (activation: string): unknown =>
      specOf(`layers: [{ weights: [[1, 1], [1, 2]], activation: ${activation} }]`).network.layers[0]
        .activation;
    assert.deepEqual(of('leaky_relu'), leakyRelu(0.01));
    assert.deepEqual(of('{ leaky_relu: 0.02 }'), leakyRelu(0.02));
    assert.deepEqual(of('{ type: leaky_relu, alpha: 0.02 }'), leakyRelu(0.02));
    assert.deepEqual(of('{ type: leaky_relu, slope: 0.02 }'), leakyRelu(0.02));
    assert.deepEqual(of('{ type: leaky_relu }'), leakyRelu(0.01));
    assert.deepEqual(of('{ prelu: 0.25 }'), leakyRelu(0.25));
    assert.deepEqual(of('{ prelu: [0.25, 1] }'), [leakyRelu(0.25), identity]);
    assert.deepEqual(of('hard_tanh'), hardTanh);
    assert.deepEqual(
      of('{ pieces: { breakpoints: [-1, 1], slopes: [0, 1, 0], intercept: -1 } }'),
      hardTanh,
    );
    for (const name of ['identity', 'linear', 'none']) assert.deepEqual(of(name), identity);
  });

  it('defaults to relu between layers and to identity at the end', () => {
    const { network } = specOf('layers: [{ units: 2 }, { units: 1 }]');
    assert.deepEqual(
      network.layers.map(({ activation }) => activation),
      [relu, identity],
    );
  });

  it('has default names', () => {
    const one = specOf('layers: [{ weights: [[1]] }]');
    assert.deepEqual([one.inputNames, one.outputNames], [['x'], ['f']]);
    const two = specOf('layers: [{ units: 2 }]');
    assert.deepEqual(
      [two.inputNames, two.outputNames],
      [
        ['x0', 'x1'],
        ['f0', 'f1'],
      ],
    );
  });

  it('gives outputs names that no input has', () => {
    for (const inputs of [
      ['x', 'y'],
      ['f', 'g'],
      ['y', 'f'],
    ]) {
      const { inputNames, outputNames } = specOf(
        `input: { names: [${inputs.join()}] }\nlayers: [{ weights: [[1, 1]] }]`,
      );
      assert.deepEqual(inputNames, inputs);
      assert.ok(!inputs.includes(outputNames[0]), outputNames[0]);
    }
  });

  it('shows an output by the name that it had by default before', () => {
    const { show, outputNames } = specOf('layers: [{ units: 2 }]\noutput: { show: y1 - y0 }');
    assert.deepEqual(show, { kind: 'difference', index: 1, minus: 0 });
    assert.deepEqual(outputNames, ['f0', 'f1']);
  });

  it('compares outputs where none is shown by name', () => {
    const classifies = (output: string): boolean | undefined =>
      specOf(`layers: [{ units: 2 }]\n${output}`).classifies;
    assert.equal(classifies(''), true);
    assert.equal(classifies('output: { names: [a, b] }'), true);
    assert.equal(classifies('output: { show: f1 }'), undefined);
    assert.equal(specOf('layers: [{ units: 1 }]').classifies, undefined);
  });
});

describe('the domain of a spec', () => {
  const domainOf = (domain: string, row = '[1, 1]'): number[] => [
    ...specOf(`input: { domain: ${domain} }\nlayers: [{ weights: [${row}] }]`).domain.corners,
  ];

  it('is a box, or for one input an interval in either form', () => {
    assert.deepEqual(domainOf('[[0, 1], [2, 3]]'), [...box(0, 1, 2, 3).corners]);
    assert.deepEqual(domainOf('[0, 4]', '[1]'), [...box(0, 4, 0, 1).corners]);
    assert.deepEqual(domainOf('[[0, 4]]', '[1]'), [...box(0, 4, 0, 1).corners]);
  });

  it('defaults to −1 … 1', () => {
    assert.deepEqual(specOf('layers: [{ weights: [[1, 1]] }]').domain, box(-1, 1, -1, 1));
    assert.deepEqual(specOf('layers: [{ weights: [[1]] }]').domain, box(-1, 1, 0, 1));
  });

  it('is a polygon, counter-clockwise in whichever order it is written', () => {
    const counterClockwise = [0, 0, 4, 0, 4, 2, 0, 3];
    assert.deepEqual(domainOf('{ polygon: [[0, 0], [4, 0], [4, 2], [0, 3]] }'), counterClockwise);
    const turned = domainOf('{ polygon: [[0, 3], [4, 2], [4, 0], [0, 0]] }');
    assert.deepEqual(turned, counterClockwise);
  });

  it('accepts every regular polygon and rejects every star', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 40 }), fc.integer({ min: 1, max: 19 }), (n, step) => {
        fc.pre(2 * step < n);
        const corners = Array.from({ length: n }, (_, i) => {
          const angleRad = (2 * Math.PI * i * step) / n;
          return [Math.cos(angleRad), Math.sin(angleRad)];
        });
        const text = JSON.stringify({
          input: { domain: { polygon: corners } },
          layers: [{ units: 1 }],
        });
        assert.equal(parseSpec(text, 'json').spec !== undefined, step === 1, text);
      }),
    );
  });
});

describe('the slice of a spec', () => {
  it('is an identity layer in front: u and v are its columns, the origin its bias', () => {
    const { network, inputNames, source } = specOf(
      [
        'slice: { origin: [1, 2, 3], u: [1, 0, 0.1], v: [0, 1, -1], names: [a, b] }',
        'layers: [{ weights: [[1, 2, 3]] }]',
      ].join('\n'),
    );
    assert.equal(network.inputs, 2);
    assert.deepEqual(network.layers[0], {
      name: 'slice',
      inputs: 2,
      units: 3,
      weights: Float64Array.of(1, 0, 0, 1, 0.1, -1),
      bias: Float64Array.of(1, 2, 3),
      activation: identity,
    });
    assert.deepEqual(inputNames, ['a', 'b']);
    assert.equal(source.layers.length, network.layers.length);
  });

  it('along one direction gives a network of one input', () => {
    const { network, inputNames } = specOf(
      'slice: { origin: [0, 0, 0], u: [1, 1, 1] }\nlayers: [{ weights: [[1, 2, 3]] }]',
    );
    assert.deepEqual([network.inputs, inputNames], [1, ['s']]);
  });
});

describe('the output of a spec', () => {
  const shown = (show: string): unknown =>
    specOf(`layers: [{ units: 3 }]\noutput: { names: [a, b, a - b], show: ${show} }`).show;

  it('is shown by name, by number, as a difference or the largest', () => {
    assert.deepEqual(shown('b'), { kind: 'output', index: 1 });
    assert.deepEqual(shown('2'), { kind: 'output', index: 2 });
    assert.deepEqual(shown('argmax'), { kind: 'argmax' });
    assert.deepEqual(shown('b - a'), { kind: 'difference', index: 1, minus: 0 });
    assert.deepEqual(shown('b-0'), { kind: 'difference', index: 1, minus: 0 });
  });

  it('may have a minus in its name', () => {
    assert.deepEqual(shown('a - b'), { kind: 'output', index: 2 });
    assert.deepEqual(shown('a - b - b'), { kind: 'difference', index: 2, minus: 1 });
  });
});

describe('the source map of a spec', () => {
  it('has the range of the domain and of every layer, row and bias', () => {
    const text = readFileSync('examples/xor.fold.yaml', 'utf8');
    const { domain, layers } = specOf(text).source;
    const at = (range?: { start: number; end: number }): string =>
      text.slice(range?.start, range?.end);
    assert.equal(at(domain), '[[-1, 1], [-1, 1]]');
    assert.deepEqual(
      layers.map(({ rows, biases }) => [rows.map(at), biases.map(at)]),
      [
        [
          ['[1, 1]', '[1, 1]'],
          ['0', '-1'],
        ],
        [['[1, -2]'], []],
      ],
    );
    assert.ok(at(layers[0].range).startsWith('name: fold'));
    assert.ok(at(layers[0].range).endsWith('relu'));
  });
});

describe('the file name of a spec', () => {
  it('gives the format', () => {
    const of = [
      'a.fold.yaml',
      'b.yml',
      'c.JSON',
      'd.jsonc',
      'json',
      'jsonc',
      'yaml',
      'e.txt',
      'js',
    ];
    assert.deepEqual(of.map(formatOf), [
      ...(['yaml', 'yaml', 'json', 'json', 'json', 'json', 'yaml'] as const),
      ...[undefined, undefined],
    ]);
  });

  it('identifies specs', () => {
    const names = ['a.fold.yaml', 'a.fold.yml', 'a.fold.json', 'fold.yaml', 'a.yaml', 'a.fold.txt'];
    assert.deepEqual(names.map(isSpecName), [true, true, true, false, false, false]);
  });
});
