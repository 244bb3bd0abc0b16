import assert from 'node:assert/strict';
import { parseSpec } from '../../src/language/parse.ts';
import { assertProblems } from './marked.ts';

const one = 'layers: [{ weights: [[1, 1]] }]';

describe('problems of a spec: JSON syntax', () => {
  it('include a trailing comma', () => {
    assertProblems('json', '{"layers": [{"weights": [[1, 2⟦,⟧]]}]}', [
      'syntax',
      'remove this comma',
    ]);
    assertProblems('json', '{"layers": [{"units": 1⟦,⟧}]}', ['syntax', 'remove this comma']);
  });
  it('include NaN, a leading point and a leading zero', () => {
    assertProblems('json', '{"layers": ⟦NaN⟧}', ['syntax', 'NaN is not a number in JSON']);
    assertProblems('json', '{"layers": ⟦.5⟧}', ['syntax', 'write 0.5']);
    assertProblems('json', '{"layers": ⟦01⟧}', ['syntax', '01 is not a number in JSON; write 1']);
    assertProblems('json', '{"layers": ⟦0x10⟧}', ['syntax', 'write 16']);
    assertProblems('json', '{"layers": ⟦1.⟧}', ['syntax', 'write 1']);
  });
  it('include a missing comma, colon, value, quote and bracket', () => {
    assertProblems('json', '{"layers": [1 ⟦2⟧]}', ['syntax', 'Expected a comma']);
    assertProblems('json', '{"layers" ⟦[⟧]}', ['syntax', 'Expected a colon']);
    assertProblems('json', '{"layers": ⟦}⟧', ['syntax', 'Expected a value']);
    assertProblems('json', '{⟦layers⟧: 1}', ['syntax', 'double quotes']);
    assertProblems('json', '{"name": ⟦"x⟧\n}', ['syntax', 'Unterminated']);
    assertProblems('json', '{"layers": ⟦[⟧', ['syntax', 'Expected ] to close the list']);
    assertProblems('json', '{"layers": [1⟦}⟧', [
      'syntax',
      'bracket of the other kind is not closed',
    ]);
  });
  it('end with the first: the others may follow from it', () => {
    assertProblems('json', '{"layers": [\n  {"weights": [[1 ⟦2⟧]]},\n  {"weights": [[+1]]}\n]}', [
      'syntax',
      'Expected a comma',
    ]);
  });
  it('do not include comments and a byte order mark', () => {
    const text = '\uFEFF// one\n{"layers": [/* two */ {"weights": [[1, 2]]}]}';
    assert.deepEqual(parseSpec(text, 'json').problems, []);
  });
});

describe('problems of a spec: YAML syntax', () => {
  it('include tabs, missing commas, open brackets and quotes', () => {
    assertProblems('yaml', 'layers:\n⟦\t⟧- units: 1\n', ['syntax', 'replace this tab']);
    assertProblems('yaml', 'layers: [[1, 2] ⟦[⟧3]]\n', ['syntax', 'Unexpected [']);
    assertProblems('yaml', 'layers: [[1, 2]\n⟦n⟧ame: x\n', ['syntax', 'a bracket above this line']);
    assertProblems('yaml', 'name: "x⟦y⟧', ['syntax', 'Missing closing quote']);
    assertProblems('yaml', 'name: a\n⟦layers⟧\noutput: {}\n', ['syntax', 'a colon']);
    assertProblems('yaml', 'name: ⟦a⟧: b\n', ['syntax', 'Only one key']);
  });
  it('include a second document', () => {
    assertProblems('yaml', `${one}\n⟦---⟧\n${one}\n`, ['several-documents', 'one document']);
  });
  it('include an alias without an anchor and one that contains itself', () => {
    assertProblems('yaml', 'layers: ⟦*gone⟧\n', ['alias', 'No anchor &gone']);
    assertProblems('yaml', 'layers: &l [⟦*l⟧]\n', ['alias', 'contain itself']);
    assertProblems('yaml', 'layers: [{ <<: ⟦*gone⟧ }]\n', ['alias', 'No anchor']);
    assertProblems('yaml', 'layers: [{ <<: ⟦1⟧, units: 1 }]\n', ['merge-kind', '*base']);
  });
  it('include keys that are not words', () => {
    assertProblems('yaml', `? ⟦[a]⟧\n: 1\n${one}\n`, ['key-kind', 'must be a string']);
  });
  it('do not include a byte order mark', () => {
    assert.deepEqual(parseSpec(`\uFEFF${one}`, 'yaml').problems, []);
  });
});

describe('problems of a spec: keys and kinds', () => {
  it('include an empty file', () => {
    assertProblems('yaml', '⟦⟧', ['empty', 'The file is empty']);
    assertProblems('yaml', '⟦#⟧ only a comment\n', ['empty', 'The file is empty']);
    assertProblems('json', '⟦⟧', ['empty', 'The file is empty']);
  });
  it('include a value that is not an object', () => {
    assertProblems('yaml', '⟦weights⟧', ['wrong-kind', 'A spec must be an object']);
    assertProblems('yaml', 'layers: [⟦3⟧]', ['wrong-kind', 'Layer 1 must be an object']);
  });
  it('include missing or empty layers', () => {
    assertProblems('yaml', '⟦name⟧: x\n', ['missing-key', 'needs "layers"']);
    assertProblems('json', '⟦{⟧}', ['missing-key', 'needs "layers"']);
    assertProblems('yaml', 'layers: ⟦[]⟧', ['no-layers', 'at least one layer']);
    assertProblems('yaml', '⟦layers⟧:\n', ['wrong-kind', '"layers" must be a list, found nothing']);
  });
  it('include an unknown key, with the nearest known one', () => {
    assertProblems('yaml', `${one}\n⟦ouput⟧: {}\n`, ['unknown-key', 'did you mean "output"?']);
    assertProblems('yaml', `${one}\n⟦colour⟧: 1\n`, ['unknown-key', 'expected name, input']);
    assertProblems('yaml', 'layers: [{ weights: [[1, 1]], ⟦bais⟧: [1] }]', [
      'unknown-key',
      '"bias"',
    ]);
  });
  it('do not include comment keys', () => {
    assertProblems('yaml', `note: a\ndescription: b\nx-shared: &s 1\n$schema: c\n${one}\n`);
  });
  it('include a duplicate key, with the first occurrence', () => {
    assertProblems('yaml', `name: a\n⟦name⟧: b\n${one}`, ['duplicate-key', 'Duplicate key "name"']);
    assertProblems('json', '{"layers": [{"units": 1}], ⟦"layers"⟧: 1}', [
      'duplicate-key',
      'Duplicate key',
    ]);
    const [problem] = parseSpec(`name: a\nname: b\n${one}`, 'yaml').problems;
    assert.deepEqual(problem.related?.[0].range, { start: 0, end: 4 });
  });
  it('treat the names of inherited properties as any unknown key', () => {
    assertProblems(
      'yaml',
      `⟦__proto__⟧: { layers: [] }\n⟦constructor⟧: 1\n${one}`,
      ['unknown-key', '__proto__'],
      ['unknown-key', 'constructor'],
    );
  });
  it('include what would otherwise be drawn incorrectly', () => {
    assertProblems('yaml', 'layers: [{ units: 1, ⟦from⟧: a }]', ['unsupported-key', '"from"']);
    assertProblems('yaml', `${one}\n⟦model⟧: a.onnx`, ['unsupported-key', '"model"']);
  });
});

describe('problems of a spec: numbers', () => {
  it('include values that are not finite, at their place', () => {
    assertProblems(
      'yaml',
      'layers: [{ weights: [[⟦.nan⟧, ⟦-.inf⟧], [⟦1e400⟧, 1]], bias: [0, ⟦.inf⟧] }]',
      ['not-finite', 'Weight 1 in row 1 of layer 1 must be a finite number, found NaN'],
      ['not-finite', 'Weight 2 in row 1'],
      ['not-finite', '1e400 exceeds the largest double'],
      ['not-finite', 'Bias 2 of layer 1'],
    );
    assertProblems('json', '{"layers": [{"weights": [[1, ⟦-1e400⟧]]}]}', [
      'not-finite',
      'Weight 2',
    ]);
  });
  it('explain how to turn text that looks like a number into one', () => {
    assertProblems(
      'yaml',
      'layers: [{ weights: [[⟦"3"⟧, ⟦1_000⟧], [⟦yes⟧, ⟦⟧]] }]'.replace('⟦⟧', '⟦~⟧'),
      ['wrong-kind', 'remove the quotes'],
      ['wrong-kind', 'write 1000'],
      ['wrong-kind', 'found the string "yes"'],
      ['wrong-kind', 'found nothing'],
    );
  });
  it('do not include what YAML calls a number', () => {
    const { spec } = parseSpec('layers: [{ weights: [[0x10, 010], [-0.0, 1.e1]] }]', 'yaml');
    assert.deepEqual([...(spec?.network.layers[0].weights ?? [])], [16, 10, -0, 10]);
  });
});

describe('problems of a spec: shapes', () => {
  it('are marked at the row whose width is wrong, and at what set the width', () => {
    assertProblems(
      'yaml',
      'layers:\n  - weights: [[1, 2], ⟦[3, 4, 5]⟧, ⟦[1]⟧]\n',
      ['row-length', 'Row 2 of layer 1 has 3 weights, expected 2: row 1 of layer 1 has 2 weights'],
      ['row-length', 'Row 3 of layer 1 has 1 weight, expected 2'],
    );
    const text = 'layers:\n  - weights: [[1, 2], [3, 4]]\n  - weights: [[1, 2], [3]]\n';
    const [, problem] = parseSpec(text, 'yaml').problems;
    assert.equal(text.slice(problem.range.start, problem.range.end), '[3]');
    assert.deepEqual(problem.related, [
      { message: 'Layer 1 has 2 rows of weights', range: { start: 21, end: 37 } },
    ]);
  });
  it('are reported once for all rows, and recognise a transposed matrix', () => {
    assertProblems(
      'yaml',
      'layers:\n  - weights: [[1, 1], [1, 1], [1, 1]]\n  - weights: [⟦[1]⟧, [2], [3]]\n',
      ['row-length', 'The rows of layer 2 have 1 weight each, expected 3: layer 1 has 3 rows'],
    );
    assertProblems('yaml', 'layers: [{ units: 3 }, { weights: [⟦[1]⟧, [2], [3]] }]', [
      'row-length',
      'looks transposed',
    ]);
  });
  it('include weights that are not a list of rows', () => {
    assertProblems('yaml', 'layers: [{ weights: ⟦[1, 2]⟧ }]', ['flat-weights', 'use [[…]]']);
    assertProblems('yaml', 'layers: [{ weights: ⟦[]⟧ }]', ['no-neurons', 'have no rows']);
    assertProblems('yaml', 'layers: [{ weights: [[1, 2], ⟦x⟧] }]', [
      'wrong-kind',
      'Row 2 of layer 1',
    ]);
    assertProblems('yaml', 'layers: [{ ⟦bias⟧: [1] }]', ['missing-key', 'Layer 1 needs "weights"']);
  });
  it('include a bias that does not have one value per neuron', () => {
    assertProblems('yaml', 'layers: [{ name: fold, weights: [[1, 1]], bias: [1, ⟦2⟧, 3] }]', [
      'bias-length',
      'The bias of layer 1 (fold) has 3 numbers, expected 1',
    ]);
    assertProblems('yaml', 'layers: [{ weights: [[1, 1], [1, 1]], bias: ⟦[1]⟧ }]', [
      'bias-length',
      'has 1 number, expected 2',
    ]);
    assertProblems('yaml', 'layers: [{ weights: [[1, 1]], bias: ⟦false⟧ }]', [
      'wrong-kind',
      'remove it for zeros',
    ]);
  });
  it('include units that differ from the number of rows', () => {
    assertProblems('yaml', 'layers: [{ weights: [[1, 1]], units: ⟦2⟧ }]', [
      'units-disagree',
      '"units" is 2, but layer 1 has 1 row',
    ]);
    assertProblems('yaml', 'layers: [{ units: ⟦0⟧ }]', ['integer', 'a whole number from 1']);
    assertProblems('yaml', 'layers: [{ units: ⟦2.5⟧ }]', ['integer', 'found 2.5']);
  });
  it('are found after a broken layer too', () => {
    assertProblems(
      'yaml',
      'layers: [{ units: ⟦x⟧ }, { weights: [[1, 2], ⟦[1]⟧], activation: ⟦rleu⟧ }]',
      ['wrong-kind', '"units" of layer 1 must be a number'],
      ['row-length', 'Row 2 of layer 2'],
      ['unknown-activation', 'did you mean relu?'],
    );
  });
  it('include a hint where an activation is assumed', () => {
    const { problems } = parseSpec('layers: [{ units: 2 }, { units: 1 }]', 'yaml');
    assert.deepEqual(
      problems.map(({ severity, code, range }) => [severity, code, range.start]),
      [['hint', 'assumed-activation', 11]],
    );
  });
});

describe('problems of a spec: activations', () => {
  const layer = (activation: string): string =>
    `layers: [{ weights: [[1, 1], [1, 2]], activation: ${activation} }]`;
  it('include smooth ones and near misses', () => {
    assertProblems('yaml', layer('⟦tanh⟧'), ['unknown-activation', 'use hard_tanh']);
    assertProblems('yaml', layer('⟦LeakyReLU⟧'), [
      'unknown-activation',
      'did you mean leaky_relu?',
    ]);
    assertProblems('yaml', layer('⟦hardtanh⟧'), ['unknown-activation', 'did you mean hard_tanh?']);
    assertProblems('yaml', layer('⟦prelu⟧'), ['unknown-activation', 'prelu: 0.25']);
    assertProblems('yaml', layer('⟦nn.LeakyReLU(0.2)⟧'), ['unknown-activation', 'leaky_relu: 0.2']);
    assertProblems('yaml', layer('⟦"nn.LeakyReLU(negative_slope=0.3, inplace=True)"⟧'), [
      'unknown-activation',
      'leaky_relu: 0.3',
    ]);
    assertProblems('yaml', layer('⟦"nn.PReLU(num_parameters=1, init=0.5)"⟧'), [
      'unknown-activation',
      'prelu: 0.5',
    ]);
    assertProblems('yaml', layer('⟦nn.PReLU()⟧'), ['unknown-activation', 'prelu: 0.25']);
    assertProblems('yaml', layer('⟦torch.tanh⟧'), ['unknown-activation', 'use hard_tanh']);
    assertProblems('yaml', layer('⟦hard_swish⟧'), ['unknown-activation', 'not piecewise linear']);
    assertProblems('yaml', layer('⟦cube⟧'), ['unknown-activation', 'expected relu, leaky_relu']);
    assertProblems('yaml', layer('⟦3⟧'), ['wrong-kind', 'a name such as relu']);
    assertProblems('yaml', layer('⟦{}⟧'), ['activation-form', 'one of the keys leaky_relu']);
  });
  it('include slopes that are not one per neuron', () => {
    assertProblems('yaml', layer('{ prelu: ⟦[1, 2, 3]⟧ }'), [
      'prelu-length',
      'Layer 1 has 2 neurons but 3 prelu slopes',
    ]);
    assertProblems('yaml', layer('{ leaky_relu: ⟦x⟧ }'), ['wrong-kind', 'The leaky_relu slope']);
    assertProblems('yaml', layer('{ type: relu, ⟦alpha⟧: 1 }'), [
      'unused-key',
      'no effect on relu',
    ]);
  });
  it('include pieces that do not fit together', () => {
    assertProblems(
      'yaml',
      layer('{ pieces: { breakpoints: [1, ⟦0⟧], slopes: [0, 1, ⟦1⟧] } }'),
      ['breakpoint-order', '0 comes after 1'],
      ['equal-slopes', 'on both sides of breakpoint 0'],
    );
    assertProblems('yaml', layer('{ pieces: { breakpoints: [1], slopes: ⟦[1]⟧ } }'), [
      'slopes-length',
      'Expected 2 slopes for 1 breakpoint, one more than breakpoints; found 1 slope',
    ]);
    assertProblems('yaml', layer('{ pieces: { ⟦breakpoints⟧: [1] } }'), [
      'missing-key',
      'need "slopes"',
    ]);
    const many = Array.from({ length: 36 }, (_, i) => i).join();
    assertProblems(
      'yaml',
      layer(`{ pieces: { breakpoints: ⟦[${many}]⟧, slopes: [${many}, 36] } }`),
      ['too-many-breakpoints', '35 breakpoints'],
    );
  });
});

describe('problems of a spec: generated weights', () => {
  const layer = (init: string): string => `layers: [{ units: 2, init: ${init} }]`;
  it('include unknown schemes', () => {
    assertProblems('yaml', layer('{ scheme: ⟦he_unifrm⟧ }'), ['unknown-scheme', 'he_uniform?']);
    assertProblems('yaml', layer('{ scheme: ⟦orthogonal⟧ }'), ['unknown-scheme', 'xavier_normal']);
    assertProblems('yaml', layer('{ scheme: he_normal, ⟦scale⟧: 1 }'), [
      'unused-key',
      'use "gain"',
    ]);
    assertProblems('yaml', layer('{ scheme: torch_default, ⟦gain⟧: 1 }'), [
      'unused-key',
      'remove it',
    ]);
  });
  it('include invalid seeds, gains and biases', () => {
    assertProblems('yaml', layer('{ seed: ⟦-1⟧ }'), ['integer', '"seed" in the init of layer 1']);
    assertProblems('yaml', layer('{ seed: ⟦4294967296⟧ }'), ['integer', '4,294,967,295']);
    assertProblems('yaml', layer('{ gain: ⟦0⟧ }'), ['not-positive', 'greater than zero']);
    assertProblems('yaml', layer('{ bias: ⟦[1]⟧ }'), ['wrong-kind', 'uniform, zeros or a number']);
  });
  it('include settings that have no effect on written weights', () => {
    assertProblems('yaml', 'layers: [{ weights: [[1, 1]], ⟦init⟧: {} }]', [
      'unused-key',
      'explicit weights',
    ]);
  });
});

describe('problems of a spec: inputs and domain', () => {
  const domain = (text: string): string => `input: { domain: ${text} }\n${one}`;
  it('include anything but one interval per input, from low to high', () => {
    assertProblems('yaml', domain('[[0, 1], ⟦[1, 0]⟧]'), [
      'empty-interval',
      'Interval 2 of the domain',
    ]);
    assertProblems('yaml', domain('[[0, 1], ⟦[1, 1]⟧]'), ['empty-interval', 'must be less than']);
    assertProblems('yaml', domain('[[0, 1], ⟦[1]⟧]'), ['pair-length', 'two numbers [from, to]']);
    assertProblems('yaml', domain('[[0, 1], [0, ⟦.inf⟧]]'), ['not-finite', '"to" of interval 2']);
    assertProblems('yaml', domain('[[0, 1], [0, ⟦1e101⟧]]'), ['coordinate-size', '±1e+100']);
    assertProblems('yaml', domain('⟦[]⟧'), [
      'empty-domain',
      'an interval [from, to] for each input',
    ]);
  });
  it('include a polygon that is not strictly convex', () => {
    const polygon = (text: string): string => domain(`{ polygon: ${text} }`);
    assertProblems('yaml', polygon('⟦[[0, 0], [1, 1]]⟧'), ['corner-count', '3 to 1000 corners']);
    assertProblems('yaml', polygon('[[0, 0], [0, 1], ⟦[0.1, 0.1]⟧, [1, 0]]'), [
      'not-convex',
      'concave at corner 3',
    ]);
    assertProblems('yaml', polygon('[[0, 0], ⟦[1, 0]⟧, [2, 0], [1, 1]]'), [
      'flat-corner',
      'Corner 2 lies on a line',
    ]);
    assertProblems(
      'yaml',
      polygon('⟦[[1, 0], [-0.8, 0.6], [0.3, -0.95], [0.3, 0.95], [-0.8, -0.6]]⟧'),
      ['not-convex', 'must not cross'],
    );
    assertProblems('yaml', polygon('[[0, 0], ⟦[1]⟧, [0, 1]]'), ['pair-length', 'Corner 2']);
    // One unit in the last place off the line: only exact signs show a strict corner.
    const nearly = '[[0, 0], [0.1, 0.1], [0.3, 0.30000000000000004], [0, 1]]';
    assertProblems('yaml', polygon(nearly));
  });
  it('include input counts that disagree with the first', () => {
    assertProblems(
      'yaml',
      'input: { names: [x, y], domain: ⟦[0, 1]⟧ }\nlayers: [{ weights: [[1]] }]',
      ['inputs-disagree', 'The domain is for 1 input, but "input.names" lists 2 names'],
    );
    assertProblems('yaml', 'input: { names: [x, y] }\nlayers: [{ weights: [⟦[1]⟧] }]', [
      'row-length',
      'Row 1 of layer 1 has 1 weight, expected 2: "input.names" lists 2 names',
    ]);
    assertProblems('yaml', `input: { dim: 2, names: ⟦[x]⟧ }\n${one}`, [
      'inputs-disagree',
      'the number of inputs is given as 2',
    ]);
    assertProblems('yaml', `input: { names: ⟦[]⟧ }\n${one}`, ['no-names', 'remove it']);
    assertProblems('yaml', `input: { names: [x, ⟦x⟧] }\n${one}`, [
      'duplicate-name',
      'Duplicate name "x" in',
    ]);
    assertProblems('yaml', `input: { names: [x, ⟦1⟧] }\n${one}`, ['wrong-kind', 'add quotes']);
  });
  it('explain how to view a network with more than two inputs', () => {
    assertProblems('yaml', 'layers: [{ weights: [⟦[1, 2, 3]⟧] }]', [
      'slice-needed',
      'slice: { origin: [0, 0, 0], u: [1, 0, 0], v: [0, 1, 0] }',
    ]);
  });
});

describe('problems of a spec: slice', () => {
  const slice = (text: string, more = ''): string =>
    `slice: { ${text} }\n${more}layers: [{ weights: [[1, 2, 3]] }]`;
  it('include directions of the wrong length and those that span no plane', () => {
    assertProblems('yaml', slice('origin: [0, 0, 0], u: ⟦[1, 0]⟧, v: [0, 1, 0]'), [
      'slice-length',
      '"u" of the slice has 2 numbers, expected 3',
    ]);
    assertProblems('yaml', slice('origin: [0, 0, 0], u: [1, 0, 2], v: ⟦[-2, 0, -4]⟧'), [
      'slice-flat',
      'a multiple of "u"',
    ]);
    assertProblems('yaml', slice('origin: [0, 0, 0], u: ⟦[0, 0, 0]⟧'), [
      'slice-flat',
      '"u" of the slice is zero',
    ]);
    assertProblems('yaml', slice('⟦u⟧: [1, 0, 0]'), ['missing-key', 'The slice needs "origin"']);
  });
  it('include a domain that does not match the coordinates of the slice', () => {
    assertProblems(
      'yaml',
      slice('origin: [0, 0, 0], u: [1, 0, 0]', 'input: { domain: ⟦[[0, 1], [0, 1]]⟧ }\n'),
      ['domain-size', 'expected 1'],
    );
  });
  it('include an origin whose length differs from the number of inputs', () => {
    assertProblems(
      'yaml',
      'slice: { origin: [0, 0], u: [1, 0], v: [0, 1] }\nlayers: [{ weights: [⟦[1, 2, 3]⟧] }]',
      ['row-length', 'the origin of the slice has 2 numbers'],
    );
  });
});

describe('problems of a spec: output', () => {
  const output = (text: string): string => `layers: [{ units: 2 }]\noutput: ${text}`;
  it('include a duplicate name of an output', () => {
    assertProblems('yaml', output('{ names: ⟦[a]⟧ }'), ['name-count', 'has 1 name, expected 2']);
    assertProblems('yaml', output('{ names: [a, b, ⟦c⟧] }'), ['name-count', 'has 3 names']);
  });
  it('include a shown output that does not exist', () => {
    assertProblems('yaml', output('{ show: ⟦2⟧ }'), ['unknown-output', 'the outputs are f0, f1']);
    assertProblems('yaml', output('{ names: [left, right], show: ⟦rihgt⟧ }'), [
      'unknown-output',
      'did you mean "right"?',
    ]);
    assertProblems('yaml', output('{ show: ⟦y0 - y0⟧ }'), ['unknown-output', 'difference of two']);
    assertProblems('yaml', `${one}\noutput: { show: ⟦argmax⟧ }`, [
      'argmax-of-one',
      'at least two outputs',
    ]);
    assertProblems('yaml', output('{ show: ⟦[0]⟧ }'), ['wrong-kind', 'argmax']);
  });
  it('include an unknown kind, and a policy with a single output', () => {
    assertProblems('yaml', output('{ kind: ⟦polcy⟧ }'), ['unknown-kind', 'did you mean "policy"?']);
    assertProblems('yaml', output('{ kind: ⟦2⟧ }'), ['wrong-kind', 'a string']);
    assertProblems('yaml', `${one}\noutput: { kind: ⟦policy⟧ }`, [
      'policy-of-one',
      'at least two outputs',
    ]);
  });
});
