import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { filesWithActivations } from '../../../scripts/schema/activations.mjs';
import { parseSpec } from '../../../src/language/parse.ts';
import {
  activations,
  namesOf,
  needsNoParameter,
  snippetChoices,
} from '../../../src/language/network/activations.ts';
import { caretAt } from '../../../src/language/text/caret.ts';
import { completionsAt } from '../../../src/language/services/completion.ts';
import type { Schema } from '../../../src/language/text/schema.ts';
import { inline } from '../../../src/language/text/inline.ts';

describe('activations of the spec language', () => {
  for (const [file, update] of Object.entries(filesWithActivations))
    it(`are all listed in ${file}`, async () => {
      const text = readFileSync(file, 'utf8');
      const current = await update(text, activations, snippetChoices());
      assert.ok(text === current, `${file} is out of date; run npm run schema`);
    });

  it('have distinct names', () => {
    const names = activations.flatMap(namesOf);
    assert.deepEqual(
      names.filter((name, i) => names.indexOf(name) !== i),
      [],
    );
  });

  it('are continuous piecewise-linear functions with increasing breakpoints', () => {
    for (const { name, make, parameter } of activations) {
      const { breakpoints, slopes } = make(parameter?.example ?? NaN);
      assert.equal(slopes.length, breakpoints.length + 1, name);
      for (const [i, t] of breakpoints.entries()) {
        if (i > 0) assert.ok(t > breakpoints[i - 1], name);
        assert.notEqual(slopes[i], slopes[i + 1], name);
      }
    }
  });

  it('decode to the function of the table, with and without their parameter', () => {
    const decoded = (activation: string): unknown => {
      const text = `layers: [{ weights: [[1, 1]], activation: ${activation} }]`;
      return parseSpec(text, 'yaml').spec?.network.layers[0].activation;
    };
    for (const entry of activations) {
      const { name, make, parameter } = entry;
      if (needsNoParameter(entry))
        for (const one of namesOf(entry))
          assert.deepEqual(decoded(one), make(parameter?.default ?? NaN), one);
      if (!parameter) continue;
      const { example } = parameter;
      assert.deepEqual(decoded(inline({ [name]: example }, 'yaml')), make(example), name);
      for (const key of [parameter.name, ...parameter.aliases])
        assert.deepEqual(decoded(`{ type: ${name}, ${key}: ${example} }`), make(example), name);
    }
  });

  it('are offered at a caret, with their formula', () => {
    const schema = JSON.parse(readFileSync('schemas/network.schema.json', 'utf8')) as Schema;
    const text = 'layers: [{ activation: ';
    const caret = caretAt(text, text.length);
    const offered = caret ? completionsAt(caret, schema, undefined) : [];
    for (const entry of activations) {
      const labels = needsNoParameter(entry) ? namesOf(entry) : [];
      for (const label of [...labels, ...(entry.parameter ? [`{ ${entry.name} }`] : [])]) {
        const completion = offered.find((one) => one.label === label);
        assert.ok(completion?.documentation, `${label} is not offered`);
      }
    }
  });

  it('replace the smooth ones that they approximate', () => {
    for (const { name, approximates = [] } of activations)
      for (const smooth of approximates) {
        const text = `layers: [{ weights: [[1, 1]], activation: ${smooth} }]`;
        const [problem] = parseSpec(text, 'yaml').problems;
        assert.equal(problem.code, 'unknown-activation');
        assert.ok(problem.message.endsWith(`use ${name} instead`), problem.message);
      }
  });
});
