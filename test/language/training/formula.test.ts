import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluate } from '../../../src/core/training/formula.ts';
import { parseFormula } from '../../../src/language/training/parseFormula.ts';
import { parseSpec } from '../../../src/language/parse.ts';
import { dataSetOf } from '../../../src/language/training/dataSetOf.ts';
import { draws } from '../../draws.ts';

/** A formula as text, and what it is worth at a point; `level` is the precedence of its operator. */
interface Written {
  readonly text: string;
  readonly level: number;
  readonly at: (x: number, y: number) => number;
}

const atom: fc.Arbitrary<Written> = fc.oneof(
  fc.integer({ min: 0, max: 9 }).map((n) => ({ text: String(n), level: 9, at: () => n })),
  fc.constant({ text: 'x', level: 9, at: (x: number) => x }),
  fc.constant({ text: 'y', level: 9, at: (_: number, y: number) => y }),
);

/** In parentheses if it binds less than `level`. */
const within = ({ text, level: own }: Written, level: number): string =>
  own < level ? `( ${text})` : text;

const { number } = fc.letrec<{ number: Written }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*'), tie('number'))
      .map(([a, sign, b]): Written => {
        const level = sign === '*' ? 4 : 3;
        return {
          text: `${within(a, level)} ${sign}${within(b, level + 1)}`,
          level,
          at: (x, y) => {
            const [p, q] = [a.at(x, y), b.at(x, y)];
            return sign === '+' ? p + q : sign === '-' ? p - q : p * q;
          },
        };
      }),
    tie('number').map((a): Written => ({
      text: `-${within(a, 5)}`,
      level: 5,
      at: (x, y) => -a.at(x, y),
    })),
    tie('number').map((a): Written => ({
      text: `abs(${a.text})`,
      level: 9,
      at: (x, y) => Math.abs(a.at(x, y)),
    })),
    fc.tuple(tie('number'), tie('number')).map(([a, b]): Written => ({
      text: `max(${a.text}, ${b.text})`,
      level: 9,
      at: (x, y) => Math.max(a.at(x, y), b.at(x, y)),
    })),
  ),
}));

const valueOf = (text: string, point: readonly number[] = [0.5, -2]): number => {
  const formula = parseFormula(text, ['x', 'y']);
  assert.ok('steps' in formula, JSON.stringify(formula));
  return evaluate(formula, point);
};
const problemOf = (text: string, names: readonly string[] = ['x', 'y']): string => {
  const problem = parseFormula(text, names);
  assert.ok('message' in problem, text);
  return `${text.slice(problem.start, problem.end)}: ${problem.message}`;
};

describe('a formula', () => {
  it('means what it says, whatever it is nested in', () => {
    const coordinate = fc.integer({ min: -8, max: 8 });
    fc.assert(
      fc.property(number, coordinate, coordinate, ({ text, at }, x, y) => {
        fc.pre(text.length <= 500);
        const formula = parseFormula(text, ['x', 'y']);
        if ('message' in formula) {
          assert.match(formula.message, /nested/);
          return;
        }
        const [is, wanted] = [evaluate(formula, [x, y]), at(x, y)];
        assert.ok(is === wanted || (Number.isNaN(is) && Number.isNaN(wanted)), `${text}: ${is}`);
      }),
      { numRuns: draws(200) },
    );
  });

  it('has the usual precedence and functions', () => {
    assert.equal(valueOf('1 + 2*3^2'), 19);
    assert.equal(valueOf('2^3^2'), 512);
    assert.equal(valueOf('-x^2'), -0.25);
    assert.equal(valueOf('2**-1'), 0.5);
    assert.equal(valueOf('8/2/2 - 1 - 1'), 0);
    assert.equal(valueOf('.5e1 + 1.'), 6);
    assert.equal(valueOf('min(x, y) + max(x, y)'), -1.5);
    assert.equal(valueOf('y < 0 and not x < 0 or 1 > 2'), 1);
    assert.equal(valueOf('x*y > 0 or x == 0.5 and y != -2'), 0);
    assert.ok(Math.abs(valueOf('sin(pi/6) + cos(0) + tan(0) + log(e) + exp(0)') - 3.5) < 1e-12);
    assert.ok(Math.abs(valueOf('tanh(x) - (exp(x) - exp(-x))/(exp(x) + exp(-x))')) < 1e-12);
    assert.equal(valueOf('sqrt(4) + sign(y) + floor(x) + abs(y)'), 3);
    assert.ok(Number.isNaN(valueOf('y^0.5 + log(y)')));
    assert.equal(parseFormulaResult('x > 0'), 'truth');
    assert.equal(parseFormulaResult('x'), 'number');
  });

  function parseFormulaResult(text: string): string {
    const formula = parseFormula(text, ['x', 'y']);
    return 'result' in formula ? formula.result : formula.message;
  }

  it('has inputs by name, or as x and y', () => {
    const formula = parseFormula('width - y', ['width', 'y0']);
    assert.ok('steps' in formula);
    assert.equal(evaluate(formula, [3, 1]), 2);
    assert.match(
      problemOf('y', ['x']),
      /^y: Unknown input "y"; did you mean x\?|^y: Unknown input/,
    );
  });

  it('says where it is wrong, and how to write it', () => {
    assert.equal(problemOf('y > sine(x)'), 'sine: Unknown function "sine"; did you mean sin?');
    assert.match(problemOf('2 z'), /^z: Expected an operator before "z"/);
    assert.match(problemOf('y = x'), /^=: A formula has no "="/);
    assert.match(problemOf('(x + 1'), /^\(: This parenthesis is never closed/);
    assert.match(problemOf('x +'), /the formula ends here/);
    assert.match(problemOf('0 < x < 1'), /^<: Combine two comparisons with "and"/);
    assert.match(problemOf('(x > 0) + 1'), /^\(x > 0\): "\+" needs numbers/);
    assert.match(problemOf('x and y > 0'), /^x: "and" needs conditions/);
    assert.match(problemOf('min(x)'), /^min\(x\): "min" takes two arguments, not 1/);
    assert.match(problemOf('sin x'), /^sin: "sin" needs its argument in parentheses/);
    assert.match(problemOf('x; y'), /^;: A formula cannot contain ";"/);
    assert.match(problemOf(''), /the formula ends here/);
    for (const word of ['constructor', '__proto__', 'toString'])
      assert.match(problemOf(word), /Unknown input/);
  });

  it('ends hostile input in an error', () => {
    for (const text of [
      '('.repeat(499),
      '-'.repeat(499),
      'not '.repeat(124),
      '2^'.repeat(249),
      'abs('.repeat(124),
    ])
      assert.match(problemOf(text), /nested at most 40/);
    assert.match(problemOf('1+'.repeat(1e6)), /at most 500 characters, not 2,000,000/);
    assert.equal(valueOf(`0${'+1'.repeat(249)}`), 249);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const read = parseFormula(text, ['x', 'y']);
        if ('message' in read) assert.ok(read.start >= 0 && read.end <= Math.max(text.length, 1));
      }),
    );
  });
});

describe('data from a formula', () => {
  const spec = (data: string, more = ''): string =>
    `input: { domain: [[-1, 3], [0, 2]] }\nlayers: [{ weights: [[1, 1]] }]\ntraining: { data: { ${data} }${more} }\n`;
  const made = (text: string) => {
    const { spec: read, problems } = parseSpec(text, 'yaml');
    assert.ok(read, JSON.stringify(problems));
    const found = dataSetOf(read);
    assert.ok(found?.kind === 'data', JSON.stringify(found));
    return { ...found.data, loss: read.training?.plan.loss };
  };

  it('is uniform in the domain, in two classes for a condition', () => {
    const { points, targets, count, loss } = made(spec('formula: y > x, points: 500, seed: 2'));
    assert.equal(count, 500);
    assert.equal(loss, 'logistic');
    assert.ok(targets.kind === 'classes');
    for (let i = 0; i < count; i++) {
      const [x, y] = points.subarray(2 * i);
      assert.ok(x >= -1 && x <= 3 && y >= 0 && y <= 2);
      assert.equal(targets.labels[i], Number(y > x));
    }
  });

  it('is uniform in any polygon, however narrow', () => {
    // This one fills 10⁻¹¹ of its bounding box.
    const narrow =
      'input: { domain: { polygon: [[0, 0], [1, 1], [0.5, 0.50000000001]] } }\n' +
      'layers: [{ weights: [[1, 1]] }]\ntraining: { data: { formula: x > 0.5, points: 2000 } }\n';
    const { points, targets, count } = made(narrow);
    assert.ok(targets.kind === 'classes');
    const right = targets.labels.reduce((sum, label) => sum + label, 0) / count;
    assert.ok(right > 0.45 && right < 0.55, String(right));
    for (let i = 0; i < count; i++) assert.ok(Math.abs(points[2 * i] - points[2 * i + 1]) < 2e-11);
    assert.deepEqual(parseSpec(narrow, 'yaml').problems, []);
  });

  it('is uniform across the triangles of a polygon', () => {
    const kite = 'input: { domain: { polygon: [[0, 0], [3, 0], [1, 1], [0, 1]] } }';
    const { points, count } = made(
      spec('formula: y > 0.5, points: 4000').replace(/^input.*/, kite),
    );
    const share = (inside: (x: number, y: number) => boolean): number => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += Number(inside(points[2 * i], points[2 * i + 1]));
      return sum / count;
    };
    assert.equal(
      share((x, y) => x >= 0 && y >= 0 && y <= 1 && x + 2 * y <= 3),
      1,
    );
    // Areas 1/2, 1/2 and 1 of 2.
    for (const [inside, wanted] of [
      [(x: number, y: number) => x < y, 0.25],
      [(x: number, y: number) => x >= y && x < 1, 0.25],
      [(x: number) => x >= 1, 0.5],
    ] as const)
      assert.ok(Math.abs(share(inside) - wanted) < 0.03, String(share(inside)));
  });

  it('has values to learn otherwise, the same for the same seed', () => {
    const text = spec('formula: "2*x - y", noise: 0.1');
    const { points, targets, loss } = made(text);
    assert.equal(loss, 'squared');
    assert.ok(targets.kind === 'values');
    const errors = Array.from(targets.values, (v, i) => v - 2 * points[2 * i] + points[2 * i + 1]);
    const deviation = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
    assert.ok(deviation > 0.07 && deviation < 0.13, String(deviation));
    assert.deepEqual(made(text).targets, targets);
  });

  it('reports problems where they are in the text', () => {
    const marked = (data: string, json = false): string => {
      const text = json
        ? `{ "layers": [{ "weights": [[1, 1]] }], "training": { "data": ${data} } }`
        : spec(data);
      const { problems } = parseSpec(text, json ? 'json' : 'yaml');
      const [{ range, code }] = problems;
      return `${code} ${text.slice(range.start, range.end)}`;
    };
    assert.equal(marked('formula: y > sine(x)'), 'formula sine');
    assert.equal(marked('formula: "y > sine(x)"'), 'formula sine');
    assert.equal(marked('{ "formula": "y > sine(x)" }', true), 'formula sine');
    assert.equal(marked('{ "formula": "y >\\u0020sine(x)" }', true), 'formula "y >\\u0020sine(x)"');
    assert.equal(marked('formula: log(x)'), 'formula-value { formula: log(x) }');
    assert.equal(marked('formula: x > 9'), 'data-misfit { formula: x > 9 }');
    assert.equal(marked('formula: x, set: xor'), 'data-form { formula: x, set: xor }');
    assert.equal(marked('formula: x, factor: 1'), 'unused-key factor');
  });
});
