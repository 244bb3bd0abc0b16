import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeText } from '../../../src/engine/decodeText.ts';
import { formatOf, type Format } from '../../../src/language/text/format.ts';
import { parseSpec } from '../../../src/language/parse.ts';
import { positionsIn } from '../../../src/language/text/position.ts';
import type { Problem } from '../../../src/language/text/problem.ts';
import { applied, editsOf } from '../../../src/language/text/textEdits.ts';

const folder = 'test/fixtures/specs';

/** The first problem of a file, and its only kind: its place, its code and words of its message; `fix` if fixes remove it. */
type Expected = readonly [place: string, code: string, words: string, fix?: 'fix'];

/** Files without a problem have the value that YAML 1.2 or JSON gives them. */
const yaml: Readonly<Record<string, Expected | 'fine'>> = {
  'alias-self.fold.yaml': ['2:14', 'alias', '*l is inside &l, so it would contain itself'],
  'alias-undefined.fold.yaml': ['2:14', 'alias', 'No anchor &later is defined before this alias'],
  'anchor-merge-list-dup.fold.yaml': [
    '5:5',
    'duplicate-key',
    'Duplicate key "<<"; merge several objects with one list, <<: [*a, *b]',
    'fix',
  ],
  'anchor-reuse.fold.yaml': 'fine',
  'anchor.fold.yaml': 'fine',
  'biases-key.fold.yaml': [
    '3:3',
    'unknown-key',
    'Unknown key "biases" is ignored; did you mean "bias"?',
    'fix',
  ],
  'bidi.fold.yaml': 'fine',
  'bom-directive.fold.yaml': 'fine',
  'bom-error.fold.yaml': [
    '2:19',
    'wrong-kind',
    'Weight 2 in row 1 of layer 1 must be a number, found the string "a"',
  ],
  'bom-in-middle.fold.yaml': [
    '6:1',
    'character',
    'The byte order mark (U+FEFF) is not allowed here; remove it',
    'fix',
  ],
  'bom.fold.yaml': 'fine',
  'case-keys.fold.yaml': [
    '1:1',
    'missing-key',
    'Unknown key "Layers"; did you mean "layers"?',
    'fix',
  ],
  'conflict-diff3.fold.yaml': [
    '1:1',
    'merge-conflict',
    'The file has a merge conflict; keep one side and remove the lines that start with <<<<<<<, ======= and >>>>>>>',
  ],
  'conflict-in-list.fold.yaml': [
    '4:1',
    'merge-conflict',
    'The file has a merge conflict; keep one side and remove the lines that start with <<<<<<<, ======= and >>>>>>>',
  ],
  'conflict.fold.yaml': [
    '3:1',
    'merge-conflict',
    'The file has a merge conflict; keep one side and remove the lines that start with <<<<<<<, ======= and >>>>>>>',
  ],
  'controlchar.fold.yaml': [
    '1:9',
    'character',
    'The control character U+001B is not allowed; remove it',
    'fix',
  ],
  'cr-only.fold.yaml': 'fine',
  'crlf.fold.yaml': 'fine',
  'decimal-comma.fold.yaml': [
    '2:16',
    'decimal-comma',
    '0,5 in layer 1 has a decimal comma; write 0.5',
    'fix',
  ],
  'doc-end.fold.yaml': 'fine',
  'domain-asym.fold.yaml': 'fine',
  'domain-flat.fold.yaml': [
    '1:19',
    'empty-interval',
    'Interval 1 of the domain is empty: its first number, 0, must be less than its second, 0',
  ],
  'domain-min-max.fold.yaml': [
    '1:18',
    'domain-form',
    'The domain must be a list of intervals: [[-1, 1], [-1, 1]]',
    'fix',
  ],
  'domain-reversed.fold.yaml': [
    '1:19',
    'empty-interval',
    'Interval 1 of the domain is empty: its first number, 1, must be less than its second, -1',
    'fix',
  ],
  'dot-end.fold.yaml': 'fine',
  'dot-start.fold.yaml': 'fine',
  'dup-key.fold.yaml': ['4:5', 'duplicate-key', 'Duplicate key "bias"; remove one of them', 'fix'],
  'empty.fold.yaml': ['1:1', 'empty', 'The file is empty; a spec needs at least "layers"'],
  'endash-minus.fold.yaml': [
    '4:15',
    'wrong-kind',
    'Bias 2 of layer 1 must be a number, found the string "–1": the en dash – (U+2013) is not an ordinary -',
    'fix',
  ],
  'exp-no-dot.fold.yaml': 'fine',
  'exp-plain.fold.yaml': 'fine',
  'exp-plus.fold.yaml': 'fine',
  'exp-upper.fold.yaml': 'fine',
  'front-matter.fold.yaml': [
    '3:1',
    'several-documents',
    'A spec must be one document; remove --- and everything after it, or what is before it',
  ],
  'fullwidth-comma.fold.yaml': [
    '2:17',
    'wrong-kind',
    'Weight 1 in row 1 of layer 1 must be a number, found the string "1， 1": the fullwidth character ， (U+FF0C) is not an ordinary ,',
    'fix',
  ],
  'fullwidth-digit.fold.yaml': [
    '4:15',
    'wrong-kind',
    'Bias 2 of layer 1 must be a number, found the string "１": the fullwidth character １ (U+FF11) is not an ordinary 1',
    'fix',
  ],
  'hex.fold.yaml': 'fine',
  'inf.fold.yaml': [
    '4:15',
    'not-finite',
    'Bias 2 of layer 1 must be a finite number, found infinity',
  ],
  'kernel-shape.fold.yaml': [
    '2:12',
    'transposed',
    'The weights are transposed: they have one row per input, as in Keras and TensorFlow; write one row per neuron',
    'fix',
  ],
  'latin1.fold.yaml': ['1:9', 'encoding', 'The byte 0xF6 is not UTF-8; save the file as UTF-8'],
  'minus-dot.fold.yaml': 'fine',
  'mixed-eol.fold.yaml': [
    '4:11',
    'wrong-kind',
    'Weight 2 in row 2 of layer 1 must be a number, found the string "q"',
  ],
  'mixed-indent.fold.yaml': [
    '3:6',
    'syntax',
    'Wrong indentation; the keys of an object start in the same column',
  ],
  'multi-doc.fold.yaml': [
    '5:1',
    'several-documents',
    'A spec must be one document; remove --- and everything after it, or what is before it',
  ],
  'names-nonascii.fold.yaml': 'fine',
  'names-null.fold.yaml': [
    '1:18',
    'wrong-kind',
    'Name 1 in "input.names" must be a string, found nothing',
  ],
  'names-num.fold.yaml': [
    '1:18',
    'wrong-kind',
    'Name 1 in "input.names" must be a string, found the number 0: add quotes',
    'fix',
  ],
  'nan.fold.yaml': ['4:15', 'not-finite', 'Bias 2 of layer 1 must be a finite number, found NaN'],
  'nbsp-indent.fold.yaml': [
    '2:1',
    'character',
    'The no-break space (U+00A0) is not an ordinary space',
    'fix',
  ],
  'nbsp-inline.fold.yaml': [
    '2:18',
    'character',
    'The no-break space (U+00A0) is not an ordinary space',
    'fix',
  ],
  'nel.fold.yaml': [
    '1:53',
    'character',
    'The line separator (U+2028) is not a line break here; use an ordinary one',
    'fix',
  ],
  'norway.fold.yaml': 'fine',
  'nul.fold.yaml': [
    '4:1',
    'character',
    'The control character U+0000 is not allowed; remove it',
    'fix',
  ],
  'null-layer.fold.yaml': [
    '2:4',
    'wrong-kind',
    'Layer 1 must be an object (name, weights, bias, units, init, activation), found nothing',
  ],
  'octal11.fold.yaml': 'fine',
  'octal12.fold.yaml': 'fine',
  'only-comment.fold.yaml': ['1:1', 'empty', 'The file is empty; a spec needs at least "layers"'],
  'overflow.fold.yaml': [
    '4:15',
    'not-finite',
    'Bias 2 of layer 1 must be a finite number; 1e400 exceeds the largest double, about 1.8e308',
  ],
  'pyyaml-block.fold.yaml': 'fine',
  'pyyaml-numpy.fold.yaml': [
    '3:7',
    'tag',
    'The tag !!python/object/apply:numpy.core.multiarray.scalar has no meaning in a spec; PyYAML writes it for a Python object; write plain numbers and lists, for example from .tolist()',
  ],
  'pyyaml-tuple.fold.yaml': 'fine',
  'quoted-num.fold.yaml': [
    '2:14',
    'wrong-kind',
    'Weight 1 in row 1 of layer 1 must be a number, found the string "1": remove the quotes',
    'fix',
  ],
  'sexagesimal.fold.yaml': [
    '4:15',
    'wrong-kind',
    'Bias 2 of layer 1 must be a number, found the string "1:30"',
  ],
  'smart-quotes.fold.yaml': [
    '1:7',
    'typographic-quotes',
    'The quotes “ and ” are part of the text; write straight quotes, or none',
    'fix',
  ],
  'sub-mean.fold.yaml': 'fine',
  'tab-after-dash.fold.yaml': [
    '2:4',
    'syntax',
    'YAML must be indented with spaces; replace this tab',
    'fix',
  ],
  'tab-in-flow.fold.yaml': [
    '3:1',
    'syntax',
    'YAML must be indented with spaces; replace this tab',
    'fix',
  ],
  'tab-indent.fold.yaml': [
    '2:1',
    'syntax',
    'YAML must be indented with spaces; replace this tab',
    'fix',
  ],
  'tab-trailing.fold.yaml': 'fine',
  'tag-float.fold.yaml': [
    '2:45',
    'wrong-kind',
    'Weight 2 in row 2 of layer 1 must be a number, found the string "-1": remove the tag !!str',
    'fix',
  ],
  'unclosed.fold.yaml': [
    '3:5',
    'syntax',
    'Wrong indentation, or a bracket above this line is not closed',
  ],
  'underflow.fold.yaml': [
    '4:15',
    'inexact-number',
    'Bias 2 of layer 1 is 1e-400, but becomes 0: numbers are doubles',
  ],
  'underscore.fold.yaml': [
    '4:15',
    'wrong-kind',
    'Bias 2 of layer 1 must be a number, found the string "1_000.5": write 1000.5',
    'fix',
  ],
  'unicode-minus.fold.yaml': [
    '4:15',
    'wrong-kind',
    'Bias 2 of layer 1 must be a number, found the string "−1": the minus sign − (U+2212) is not an ordinary -',
    'fix',
  ],
  'utf16.fold.yaml': 'fine',
  'winpath.fold.yaml': [
    '4:15',
    'file-path',
    'Checkpoint 1 must be a path relative to the folder of the spec, with forward slashes, such as data/points.csv',
  ],
  'zero-width.fold.yaml': [
    '2:19',
    'character',
    'The zero-width space (U+200B) is not allowed here; remove it',
    'fix',
  ],
};

const json: Readonly<Record<string, Expected | 'fine'>> = {
  'big.fold.json': [
    '1:56',
    'not-finite',
    'Bias 2 of layer 1 must be a finite number; 1e999 exceeds the largest double, about 1.8e308',
  ],
  'bom.fold.json': [
    '1:56',
    'wrong-kind',
    'Bias 2 of layer 1 must be a number, found the string "a"',
  ],
  'brainjs-old.json': [
    '1:2',
    'foreign-format',
    'This is a brain.js network; write a spec with "layers", and "weights" and "bias" in each of them except the input layer',
  ],
  'brainjs.json': [
    '1:2',
    'foreign-format',
    'This is a brain.js network; write a spec with "layers", and "weights" and "bias" in each of them except the input layer',
  ],
  'comments.fold.json': 'fine',
  'conflict.fold.json': [
    '2:1',
    'merge-conflict',
    'The file has a merge conflict; keep one side and remove the lines that start with <<<<<<<, ======= and >>>>>>>',
  ],
  'cr.fold.json': ['1:56', 'syntax', 'Unexpected q; strings and keys need double quotes', 'fix'],
  'dot.fold.json': ['1:56', 'syntax', '.5 is not a number in JSON; write 0.5', 'fix'],
  'dotend.fold.json': ['1:56', 'syntax', '1. is not a number in JSON; write 1', 'fix'],
  'dup.fold.json': ['1:44', 'duplicate-key', 'Duplicate key "weights"; remove one of them', 'fix'],
  'hash-comment.fold.json': ['1:1', 'syntax', 'Comments in JSON begin with //, not with #', 'fix'],
  'hex.fold.json': ['1:56', 'syntax', '0x10 is not a number in JSON; write 16', 'fix'],
  'keras-config.json': [
    '1:2',
    'foreign-format',
    'This is the configuration of a Keras model, which has no weights; write a spec with "layers" and the weights of each layer',
  ],
  'keras-transposed-bare.fold.json': [
    '1:25',
    'transposed',
    'The weights are transposed: they have one row per input, as in Keras and TensorFlow; write one row per neuron',
    'fix',
  ],
  'keras-transposed.fold.json': [
    '1:57',
    'transposed',
    'The weights are transposed: they have one row per input, as in Keras and TensorFlow; write one row per neuron',
    'fix',
  ],
  'lead0.fold.json': ['1:56', 'syntax', '007 is not a number in JSON; write 7', 'fix'],
  'list-of-layers.json': [
    '1:1',
    'foreign-format',
    'This is a list of layers; a spec is an object: { "layers": […] }',
    'fix',
  ],
  'longdigits.fold.json': 'fine',
  'longint.fold.json': [
    '1:56',
    'not-finite',
    'Bias 2 of layer 1 must be a finite number; 9999999999999999999999999999999999999999… exceeds the largest double, about 1.8e308',
  ],
  'minus-inf.fold.json': [
    '1:56',
    'syntax',
    '-Infinity is not a number in JSON; all numbers must be finite',
  ],
  'nan.fold.json': ['1:56', 'syntax', 'NaN is not a number in JSON; all numbers must be finite'],
  'null.fold.json': ['1:56', 'wrong-kind', 'Bias 2 of layer 1 must be a number, found nothing'],
  'plus.fold.json': ['1:56', 'syntax', '+1 is not a number in JSON; write 1', 'fix'],
  'proto.fold.json': [
    '1:2',
    'unknown-key',
    'Unknown key "__proto__" is ignored; expected name, input, slice, layers, output, training, checkpoints',
    'fix',
  ],
  'python-none.fold.json': ['1:56', 'syntax', 'None is not a value in JSON; write null', 'fix'],
  'single-quotes.fold.json': [
    '1:2',
    'syntax',
    "Unexpected 'layers'; strings and keys need double quotes",
    'fix',
  ],
  'state-dict.json': [
    '1:2',
    'foreign-format',
    'This is a state dictionary, not a spec; name the file under "checkpoints" of a spec with the same layers',
  ],
  'surrogate.fold.json': 'fine',
  'tail.fold.json': [
    '1:86',
    'syntax',
    'Unexpected xyz; expected the end of the file, because a spec is a single object',
  ],
  'tfjs.json': [
    '1:2',
    'foreign-format',
    'This is a TensorFlow.js model, whose weights are in other files; write a spec with "layers" and the weights of each layer',
  ],
  'trailing.fold.json': [
    '1:41',
    'syntax',
    'JSON does not allow trailing commas; remove this comma',
    'fix',
  ],
  'two-objects.fold.json': [
    '2:1',
    'syntax',
    'Expected the end of the file; a spec is a single object',
  ],
};

interface Read {
  readonly text: string;
  readonly format: Format;
  readonly problems: readonly Problem[];
}

function read(file: string): Read {
  const decoded = decodeText(readFileSync(join(folder, file)));
  if (decoded.kind === 'text') return parsed(decoded.text, formatOf(file) ?? 'yaml');
  const { message, before } = decoded;
  const range = { start: before.length, end: before.length };
  return {
    text: before,
    format: 'yaml',
    problems: [{ severity: 'error', code: 'encoding', message, range }],
  };
}

function parsed(text: string, format: Format): Read {
  const { problems } = parseSpec(text, format);
  return { text, format, problems: problems.filter(({ severity }) => severity !== 'hint') };
}

for (const [name, cases] of [
  ['15-yaml-text', yaml],
  ['16-json-text', json],
] as const)
  describe(`spec text as people and tools write it: ${name}`, () => {
    it('has an expectation for each file', () => {
      const files = readdirSync(join(folder, name)).filter((file) => formatOf(file));
      assert.deepEqual(files.toSorted(), Object.keys(cases).toSorted());
    });

    for (const [file, expected] of Object.entries(cases))
      it(`${file}: ${expected === 'fine' ? 'is read' : expected[2]}`, () => {
        let now = read(join(name, file));
        const positionOf = positionsIn(now.text);
        const found = now.problems.map(({ range, code, message }) => {
          const { line, column } = positionOf(range.start);
          return `${line}:${column} [${code}] ${message}`;
        });
        if (expected === 'fine') {
          assert.deepEqual(found, []);
          return;
        }
        const [place, code, words, fix] = expected;
        assert.ok(found[0].startsWith(`${place} [${code}] ${words}`), found[0]);
        for (const one of found) assert.ok(one.includes(`[${code}]`), one);
        assert.equal(now.problems[0].fixes !== undefined, fix === 'fix');
        // Each of several problems has its own fix, and one may hide others.
        for (let i = 0; fix && i < 5; i++) {
          const { text, format, problems } = now;
          const first = problems.find((one) => one.code === code)?.fixes?.[0];
          if (!first) break;
          now = parsed(applied(text, editsOf(first, text, format)), format);
        }
        if (fix)
          assert.deepEqual(
            now.problems.filter((one) => one.code === code),
            [],
            now.text,
          );
      });
  });
