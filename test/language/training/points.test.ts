import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSpec } from '../../../src/language/parse.ts';
import type { Spec } from '../../../src/language/spec.ts';
import { dataSetOf } from '../../../src/language/training/dataSetOf.ts';
import { readPoints, type Columns } from '../../../src/language/training/readPoints.ts';
import { draws } from '../../draws.ts';

const columns: Columns = { inputNames: ['x', 'y'], lastIsLabel: true, outputs: ['y'] };

function problemOf(text: string, changes: Partial<Columns> = {}): string {
  const read = readPoints(text, { ...columns, ...changes });
  assert.ok('message' in read, 'a problem');
  return `${read.line ?? '-'}: ${read.message}`;
}

describe('a file of points', () => {
  it('is read exactly, with any separator', () => {
    const row = fc.tuple(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
      fc.integer(),
    );
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1 }),
        fc.constantFrom(',', ';', '\t', ' , '),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (rows, separator, end, named) => {
          const lines = rows.map((values) => values.join(separator));
          const text = [...(named ? [['x', 'y'].join(separator)] : []), ...lines, ''].join(end);
          const read = readPoints(text, { ...columns, lastIsLabel: false });
          assert.ok('points' in read && read.targets.kind === 'values');
          assert.deepEqual(
            [...read.points],
            rows.map(([x]) => x),
          );
          assert.deepEqual(
            [...read.targets.values],
            rows.map(([, y]) => y),
          );
        },
      ),
    );
  });

  it('has classes ordered numerically, alphabetically, or like the outputs', () => {
    const names = (text: string, outputs: readonly string[] = []): unknown => {
      const read = readPoints(text, { ...columns, outputs });
      assert.ok('points' in read && read.targets.kind === 'classes');
      return [read.targets.names, [...read.targets.labels]];
    };
    assert.deepEqual(names('0,1\n0,-1\n0,10\n'), [
      ['-1', '1', '10'],
      [1, 0, 2],
    ]);
    assert.deepEqual(names('0,dog\n0,cat\n'), [
      ['cat', 'dog'],
      [1, 0],
    ]);
    assert.deepEqual(names('0,dog\n0,cat\n', ['dog', 'eel', 'cat']), [
      ['dog', 'eel', 'cat'],
      [0, 2],
    ]);
  });

  it('may have comments, quotes, a byte order mark and columns in any order', () => {
    const text = '\uFEFF# measured\nkind,x,"other, y"\n"a ""b""",1,2\n\nc,3,4\n';
    const read = readPoints(text, { ...columns, inputs: ['other, y', 'x'], label: 'kind' });
    assert.ok('points' in read && read.targets.kind === 'classes');
    assert.deepEqual([...read.points], [2, 1, 4, 3]);
    assert.deepEqual(read.targets.names, ['a "b"', 'c']);
    const values = readPoints('x,u,v\n1,2,3\n', { ...columns, targets: ['u', 'v'] });
    assert.ok('points' in values && values.targets.kind === 'values');
    assert.deepEqual([...values.targets.values], [2, 3]);
  });

  it('is read as other tools write it', () => {
    const read = (text: string): unknown => {
      const found = readPoints(text, columns);
      assert.ok('points' in found && found.targets.kind === 'classes', JSON.stringify(found));
      return [[...found.points], found.targets.names, [...found.targets.labels]];
    };
    const expected = [
      [0.5, 2, -1, 0.25],
      ['0', '1'],
      [0, 1],
    ];
    assert.deepEqual(read('0.5,2,0\n-1,.25,1\n'), expected);
    assert.deepEqual(read('0,1,2\n0.5,2,0\n-1,.25,1\n'), expected, 'the header of pandas');
    assert.deepEqual(read('0,1,label\n0.5,2,0\n-1,.25,1\n'), expected, 'half a header of pandas');
    assert.deepEqual(read(',x,y,c\n0,0.5,2,0\n1,-1,.25,1\n'), expected, 'the index of pandas');
    assert.deepEqual(read('sep=;\nx;y;c\n0.5;2;0\n-1;.25;1\n'), expected, 'a spreadsheet');
    assert.deepEqual(read('x;y;c\n0,5;2;0\n-1;0,25;1\n'), expected, 'decimal commas');
    assert.deepEqual(read('0.5   2 0\n -1 2.5e-1 1\n'), expected, 'spaces');
    assert.deepEqual(read('x,y,c,\n0.5,2,0,\n-1,.25,1,\n'), expected, 'an empty column');
    assert.deepEqual(read('x,y,c\n0.5,2,0.0\n-1,.25,1\n'), expected, 'numbers as classes');
    assert.deepEqual(read('class,x,y\n0,0.5,2\n1,-1,.25\n'), expected, 'the class in front');
    assert.deepEqual(read('"x" "y" "c"\n"a" 0.5 2 0\n"b" -1 .25 1\n'), expected, 'row names of R');
  });

  it('takes the columns with the names of the inputs, in the order of the inputs', () => {
    const read = (text: string, inputNames: readonly string[]): unknown => {
      const found = readPoints(text, { ...columns, inputNames });
      return 'points' in found ? [...found.points] : found;
    };
    const swapped = 'y,x,label\n2,0.5,0\n.25,-1,1\n';
    assert.deepEqual(read(swapped, ['x', 'y']), [0.5, 2, -1, 0.25]);
    assert.deepEqual(read(swapped, ['a', 'b']), [2, 0.5, 0.25, -1]);
    const more = 'id,by,x,label,y\n7,me,0.5,0,2\n9,you,-1,1,.25\n';
    assert.deepEqual(read(more, ['x', 'y']), [0.5, 2, -1, 0.25]);
    assert.match(problemOf(more, { inputNames: ['a', 'b'] }), /^2: "me" in column "by"/);
    // Without a name that tells the target, the position does, as without names of inputs.
    assert.match(problemOf('y,x,by,c\n2,0.5,me,0\n'), /^2: "me" in column "by"/);
  });

  it('reports problems with their lines', () => {
    assert.match(problemOf(''), /^-: the file is empty/);
    assert.match(problemOf('# nothing\n\n'), /^-: the file is empty/);
    assert.match(problemOf('x,y,class\n'), /^-: .* no points/);
    assert.match(
      problemOf('x,y,class\n1,2,a\n\n1,a\n'),
      /^4: found 2 values, expected 3 as in line 1$/,
    );
    assert.match(problemOf('x,y,c\n1,2,a\n1,two,a\n'), /^3: "two" in column "y" is not a finite/);
    assert.match(problemOf('1,2,a\n1,,a\n'), /^2: column 2 is empty, expected a number$/);
    assert.match(problemOf('1,1e999,a\n'), /^1: "1e999" in column 2/);
    assert.match(problemOf('1,2,a\n1,2,\n'), /^2: the class is missing$/);
    assert.match(
      problemOf('x,y,c\n1,2,Yes\n1,2,no\n1,2,yes\n'),
      /^4: the class "yes" is spelled "Yes" above/,
    );
    assert.match(
      problemOf('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'),
      /^-: the file is a Git LFS pointer/,
    );
    assert.match(problemOf('[{"x":1,"y":2}]'), /^-: the file looks like JSON/);
    assert.match(problemOf('x,y,c\n1,2,a\n1,2,"b\n'), /^3: a quote is opened and not closed$/);
    assert.match(problemOf('1\n2\n'), /^-: the file has one column/);
    assert.match(
      problemOf('x,y,class\n1,2,a\n', { label: 'clas' }),
      /^1: .*did you mean "class"\?$/,
    );
    assert.match(problemOf('x,y\n1,2\n', { label: 'foo' }), /^1: .*the columns are x, y$/);
    assert.match(problemOf('1,2\n', { label: 'foo' }), /^1: the columns have no names/);
    assert.match(problemOf('x,y\n1,2\n', { inputs: ['x', 'y'] }), /^1: at least one column/);
    const many = Array.from({ length: 300 }, (_, i) => `1,${i / 7}`).join('\n');
    assert.match(problemOf(many), /^-: .*300 different values.*"targets"$/);
    const long = Array.from({ length: 100_001 }, () => '1,a').join('\n');
    assert.match(problemOf(long), /^-: the file has 100,001 points/);
  });

  it('never makes the reader throw', () => {
    const piece = fc.constantFrom(
      ',',
      ';',
      '\t',
      '"',
      '\n',
      '\r',
      '#',
      'x',
      '1',
      '-',
      'e9',
      ' ',
      '\uFEFF',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const read = readPoints(pieces.join(''), columns);
        if ('message' in read) assert.match(read.message, /[^.\s]$/);
        else assert.equal(read.points.length, read.count * read.inputs);
      }),
      { numRuns: draws(500) },
    );
  });
});

describe('the data of a training', () => {
  const specOf = (text: string): Spec => {
    const { spec, problems } = parseSpec(text, 'yaml');
    assert.ok(spec, problems.map(({ message }) => message).join('\n'));
    return spec;
  };
  const file = (layers: string, rest = ''): Spec =>
    specOf(`layers: [${layers}]\ntraining: { data: a/points.csv${rest} }\n`);
  const problem = (
    spec: Spec,
    text: string,
    at: 'trainingData' | 'trainingLoss' = 'trainingData',
  ): string => {
    const found = dataSetOf(spec, text);
    assert.ok(found?.kind === 'problem');
    assert.deepEqual(found.problem.range, spec.source[at]);
    return found.problem.message;
  };

  it('are generated, or read from the file', () => {
    const made = dataSetOf(specOf('layers: [{ weights: [[1, 1]] }]\ntraining: { data: xor }\n'));
    assert.ok(made?.kind === 'data' && made.data.count === 200);
    const read = dataSetOf(file('{ weights: [[1, 1]] }'), '0,1,a\n2,3,b\n');
    assert.ok(read?.kind === 'data' && read.data.targets.kind === 'classes');
    const values = dataSetOf(file('{ weights: [[1, 1]] }', ', loss: squared'), '0,1,0.5\n');
    assert.ok(values?.kind === 'data' && values.data.targets.kind === 'values');
    assert.equal(dataSetOf(specOf('layers: [{ weights: [[1, 1]] }]')), undefined);
  });

  it('are reported with the reason when they do not fit', () => {
    const one = '{ weights: [[1, 1]] }';
    assert.match(problem(file(one), ''), /^a\/points\.csv: the file is empty/);
    assert.match(problem(file(one), '1,2,a\n1,x,b'), /^a\/points\.csv, line 2: "x"/);
    assert.match(problem(file(one), '1,2,3,a\n'), /3 coordinates, but the network has 2 inputs$/);
    assert.match(problem(file(one), '1,2,a\n1,2,b\n1,2,c'), /3 classes.*use 3 outputs/);
    assert.match(problem(file(one), '1,2,a\n'), /only one class/);
    assert.match(
      problem(file(one), '2019,2020,2021\n1,2,0\n1,2,1\n1,2,1'),
      /Only the first row has the class "2021": if it is a header/,
    );
    const two = '{ weights: [[1, 1], [1, 0]] }';
    assert.match(
      problem(file(two, ', loss: logistic'), '1,2,a\n1,2,b', 'trainingLoss'),
      /needs one output.*cross_entropy$/,
    );
    assert.match(problem(file(two), '1,2,a\n1,2,b\n1,2,c'), /3 outputs.*network has 2$/);
    const targets = '\ntraining: { data: { file: p.csv, targets: [z] }, loss: logistic }\n';
    const spec = specOf(`layers: [${one}]${targets}`);
    assert.match(problem(spec, 'x,y,z\n1,2,3\n', 'trainingLoss'), /needs classes.*use squared$/);
  });
});
