import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { modelViewOf } from '../../../src/core/entropy/modelView.ts';
import { controlsOf, settingsAt, usualControls } from '../../../src/core/entropy/controls.ts';
import { formatOf, isEntropySpecName } from '../../../src/language/text/format.ts';
import { parseEntropySpec } from '../../../src/language/entropy/parse.ts';
import type { EntropySpec } from '../../../src/language/entropy/entropySpec.ts';
import type { Problem } from '../../../src/language/text/problem.ts';
import { mutate, type Json } from '../arbitrarySpec.ts';
import { draws } from '../../draws.ts';

function specOf(text: string): EntropySpec {
  const { spec, problems } = parseEntropySpec(text, 'yaml');
  assert.deepEqual(besidesHint(problems), []);
  assert.ok(spec);
  return spec;
}

/** Problems except the hint at the KL gradient, which has a test of its own. */
function besidesHint(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ code }) => code !== 'assumed-kl-gradient');
}

/** The only problem of a text, whose range is marked by ⟦ ⟧. */
function problemOf(marked: string): Problem {
  const start = marked.indexOf('⟦');
  const end = marked.indexOf('⟧') - 1;
  const { spec, problems: all } = parseEntropySpec(marked.replace(/[⟦⟧]/g, ''), 'yaml');
  const problems = besidesHint(all);
  assert.equal(problems.length, 1, JSON.stringify(problems));
  assert.deepEqual(problems[0].range, { start, end }, problems[0].message);
  assert.equal(spec === undefined, problems[0].severity === 'error');
  return problems[0];
}

describe('the entropy spec', () => {
  it('requires only a model', () => {
    const spec = specOf('model: { kind: grpo }');
    assert.deepEqual(spec.model, {
      kind: 'grpo',
      estimator: { kind: 'grpo', group: 8, deviation: 'unbiased' },
      decisions: 10,
      tokens: { right: 1, wrong: 15, criticalShare: 1 },
      klGradient: 'reverse',
    });
    assert.deepEqual(spec.controls, usualControls('grpo'));
    assert.equal(spec.start, 'lower');
    assert.deepEqual([spec.range, spec.interventions, spec.runs], [{}, [], []]);
  });

  it('reads every key', () => {
    const spec = specOf(`
name: Hard prompts
model:
  kind: grpo
  estimator: dynamic_sampling
  group: 16
  decisions: 4
  tokens: { right: 2, wrong: 30, critical_share: 0.2 }
controls: { kl: 0.1, entropy_bonus: 0.05, reference_success: 0.01, credit: 0.5 }
start: upper
range: { anchor: [-3, 1], strength: [0.1, 0.9] }
interventions:
  - { name: More KL, kl: 0.4 }
  - { name: Refresh, refresh: { share: 0.6, success: 0.3 } }
runs:
  - { path: logs/a.csv, name: A, kl: 0.2, reference_success: 0.02, reward_range: [-1, 1] }
  - { path: logs/b.csv }
`);
    assert.equal(spec.name, 'Hard prompts');
    assert.deepEqual(spec.model.kind === 'grpo' && spec.model.estimator, {
      kind: 'dynamicSampling',
      group: 16,
    });
    const controls = {
      kind: 'grpo',
      kl: 0.1,
      entropyBonus: 0.05,
      referenceSuccess: 0.01,
      credit: 0.5,
    };
    assert.deepEqual(spec.controls, controls);
    assert.deepEqual(spec.interventions, [
      { name: 'More KL', controls: { ...controls, kl: 0.4 } },
      { name: 'Refresh', controls, refresh: { share: 0.6, success: 0.3 } },
    ]);
    assert.deepEqual(spec.range, { control1: [-3, 1], control2: [0.1, 0.9] });
    const known = { entropyBonus: 0.05, credit: 0.5 };
    assert.deepEqual(spec.runs, [
      {
        path: 'logs/a.csv',
        name: 'A',
        controls: { ...known, kl: 0.2, referenceSuccess: 0.02 },
        rewardRange: [-1, 1],
      },
      {
        path: 'logs/b.csv',
        name: 'logs/b.csv',
        controls: { ...known, kl: 0.1, referenceSuccess: undefined },
        rewardRange: [0, 1],
      },
    ]);
  });

  it('reports at its place what is wrong, and how to fix it', () => {
    const is = (code: string, message: string, marked: string): void => {
      const problem = problemOf(marked);
      assert.equal(problem.code, code);
      assert.ok(problem.message.includes(message), problem.message);
      assert.match(problem.message, /^[^\n]*[^.\s]$/);
    };
    is('missing-key', 'needs "model"', '⟦name⟧: x');
    is('unknown-word', 'did you mean "grpo"', 'model: { kind: ⟦gpro⟧ }');
    is('integer', 'from 2 to 512', 'model: { kind: grpo, group: ⟦1⟧ }');
    is('out-of-range', 'at least 1', 'model: { kind: grpo, decisions: ⟦0.5⟧ }');
    is('unknown-key', 'ignored', 'model: { kind: normal_form, ⟦group⟧: 8 }');
    is('unknown-key', '"kl"', 'model: { kind: grpo }\ncontrols: { ⟦lk⟧: 8 }');
    is('out-of-range', 'below 1', 'model: { kind: grpo }\ncontrols: { reference_success: ⟦1⟧ }');
    is('empty-interval', 'below its second', 'model: { kind: grpo }\nrange: { anchor: ⟦[2, 1]⟧ }');
    is('no-effect', 'changes nothing', 'model: { kind: grpo }\ninterventions: [{ ⟦name⟧: x }]');
    is('missing-key', 'needs "path"', 'model: { kind: grpo }\nruns: [{ ⟦name⟧: x }]');
    is(
      'out-of-range',
      'below 1',
      'model: { kind: grpo }\nruns: [{ path: a, credit: 0.5, reference_success: ⟦2⟧ }]',
    );
    is('unknown-key', 'ignored', 'model: { kind: normal_form }\nruns: [{ path: a, ⟦kl⟧: 1 }]');
    is('not-finite', 'NaN', 'model: { kind: grpo }\ncontrols: { kl: ⟦.nan⟧ }');
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('json', 'yaml'), (text, format) => {
        parseEntropySpec(text, format);
      }),
      { numRuns: draws(150) },
    );
  });
});

const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const weight = fc.double({ min: 0, max: 2, noNaN: true });
const grpoControls = fc.record(
  { kl: weight, entropy_bonus: weight, reference_success: share, credit: share },
  { requiredKeys: [] },
);
const arbitraryEntropySpec: fc.Arbitrary<Json> = fc.oneof(
  fc.record(
    {
      model: fc.record(
        {
          kind: fc.constant('grpo'),
          estimator: fc.constantFrom('grpo', 'rloo', 'dr_grpo', 'max_rl', 'dynamic_sampling'),
          group: fc.integer({ min: 2, max: 512 }),
          deviation: fc.constantFrom('unbiased', 'population'),
          decisions: fc.integer({ min: 1, max: 40 }),
          tokens: fc.record({ right: fc.constant(2), critical_share: share }),
        },
        { requiredKeys: ['kind'] },
      ),
      controls: grpoControls,
      range: fc.constantFrom<Json>({}, { anchor: [-2, 3] }, { strength: [0.1, 2] }),
      interventions: fc.array(
        fc.record({ name: fc.string(), kl: weight, refresh: fc.record({ share }) }),
        { maxLength: 3 },
      ),
      runs: fc.array(
        fc.record(
          { path: fc.string(), name: fc.string(), kl: weight, reference_success: share },
          { requiredKeys: ['path'] },
        ),
        { maxLength: 2 },
      ),
    },
    { requiredKeys: ['model'] },
  ),
  fc.record(
    {
      model: fc.constant({ kind: 'two_formats' }),
      controls: fc.record({ success: fc.tuple(share, share), strength: share }),
      start: fc.constantFrom('lower', 'upper'),
    },
    { requiredKeys: ['model'] },
  ),
  fc.record({
    model: fc.constant({ kind: 'normal_form' }),
    controls: fc.record({ forcing: weight, splitting: weight }),
  }),
);

describe('the KL gradient of an entropy spec', () => {
  it('is reverse without the key, with a hint that offers what trainers do', () => {
    const hints = (text: string) =>
      parseEntropySpec(text, 'yaml').problems.map(({ code, fixes }) => [code, fixes?.length]);
    const { spec } = parseEntropySpec('model: { kind: grpo }', 'yaml');
    assert.ok(spec?.model.kind === 'grpo' && spec.model.klGradient === 'reverse');
    assert.deepEqual(hints('model: { kind: grpo }'), [['assumed-kl-gradient', 3]]);
    assert.equal(spec.assumesKlGradient, true);
    const named = parseEntropySpec('model: { kind: grpo, kl_gradient: k3 }', 'yaml');
    assert.equal(named.spec?.assumesKlGradient, undefined);
    // Without a KL term there is no gradient to choose.
    const bonus = 'model: { kind: grpo }\ncontrols: { kl: 0, entropy_bonus: 0.3 }';
    assert.deepEqual(hints(bonus), []);
    assert.deepEqual(hints(`${bonus}\nruns: [{ path: a.csv }]`), [['assumed-kl-gradient', 3]]);
    assert.deepEqual(hints('model: { kind: normal_form }'), []);
    for (const word of ['reverse', 'k3', 'k3_clamped'])
      assert.deepEqual(hints(`model: { kind: grpo, kl_gradient: ${word} }`), []);
  });
});

describe('the JSON Schema of the entropy spec', () => {
  const schema: unknown = JSON.parse(readFileSync('schemas/entropy.schema.json', 'utf8'));
  const ajv = new Ajv({ strictRequired: false, strictTypes: false });
  const accepts = ajv.compile(schema as object);
  /** Whether an interval is empty depends on two numbers, which JSON Schema cannot compare. */
  const beyondSchema = new Set(['empty-interval', 'duplicate-key']);

  it('accepts, like the decoder, every spec without a mistake', () => {
    fc.assert(
      fc.property(arbitraryEntropySpec, (value) => {
        const text = JSON.stringify(value);
        assert.ok(accepts(JSON.parse(text)), `${ajv.errorsText(accepts.errors)}\n${text}`);
        const { problems } = parseEntropySpec(text, 'json');
        assert.deepEqual(besidesHint(problems), [], text);
      }),
      { numRuns: draws(100) },
    );
  });

  it('agrees with the decoder where one part is replaced or left out', () => {
    const replacement = fc.oneof(
      fc.constantFrom<Json | undefined>(undefined, null, true, 0, -1, 2.5, 1e200, '', 'grpo', 'x'),
      fc.constantFrom<Json>([], {}, [1], [1, 2], [[1, 2]], { kind: 'two_formats' }, [null]),
    );
    const place = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(arbitraryEntropySpec, place, replacement, (value, choices, by) => {
        const mutated = mutate(value, choices, by);
        if (mutated === undefined) return;
        const text = JSON.stringify(mutated);
        const { spec, problems } = parseEntropySpec(text, 'json');
        const errors = problems.filter(({ severity }) => severity === 'error');
        if (!accepts(JSON.parse(text)))
          assert.equal(spec, undefined, `only the schema refuses ${text}`);
        else if (!errors.every(({ code }) => beyondSchema.has(code)))
          assert.fail(`only the decoder refuses ${text}\n${errors[0].message}`);
      }),
      { numRuns: draws(600) },
    );
  });
});

describe('entropy examples', () => {
  for (const file of readdirSync('examples').filter(isEntropySpecName))
    it(`decode without a problem, and can be drawn: ${file}`, () => {
      const text = readFileSync(`examples/${file}`, 'utf8');
      const { spec, problems } = parseEntropySpec(text, formatOf(file) ?? 'yaml');
      assert.deepEqual(problems, []);
      assert.match(text, /^(#|\/\/) \S/);
      assert.ok(spec?.name);
      const { model } = modelViewOf(spec.model);
      const controls = controlsOf(spec.model, spec.controls);
      if (controls) assert.ok(model.equilibria(controls.control1, controls.control2).length > 0);
    });
});

describe('the controls of a training', () => {
  it('follow the dragged point, and keep the ratio of KL and entropy bonus', () => {
    const { model } = specOf('model: { kind: grpo }');
    const start = {
      kind: 'grpo',
      kl: 0.2,
      entropyBonus: 0.1,
      referenceSuccess: 0.01,
      credit: 0.5,
    } as const;
    const anchor = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(anchor, share, (control1, control2) => {
        const settings = settingsAt(model, start, { control1, control2 });
        const back = controlsOf(model, settings)!;
        assert.ok(Math.abs(back.control1 - control1) < 1e-6, `${back.control1} ${control1}`);
        assert.ok(Math.abs(back.control2 - control2) < 1e-12);
        assert.ok(settings.kind === 'grpo');
        assert.ok(Math.abs(settings.kl / settings.entropyBonus - 2) < 1e-9);
      }),
    );
  });

  it('are reference and β with k3, and keep the entropy bonus', () => {
    const { model } = specOf('model: { kind: grpo, kl_gradient: k3 }');
    const start = {
      kind: 'grpo',
      kl: 0.2,
      entropyBonus: 0.1,
      referenceSuccess: 0.01,
      credit: 0.5,
    } as const;
    fc.assert(
      fc.property(fc.double({ min: -2, max: 2, noNaN: true }), share, (control1, control2) => {
        const settings = settingsAt(model, start, { control1, control2 });
        const back = controlsOf(model, settings)!;
        assert.ok(Math.abs(back.control1 - control1) < 1e-6, `${back.control1} ${control1}`);
        assert.ok(Math.abs(back.control2 - control2) < 1e-12);
        assert.ok(settings.kind === 'grpo' && settings.entropyBonus === 0.1);
      }),
    );
  });

  it('follow it for formats and the normal form as well', () => {
    for (const kind of ['twoFormats', 'normalForm'] as const) {
      const controls = { control1: 0.7, control2: 3.5 };
      const back = controlsOf({ kind }, settingsAt({ kind }, usualControls(kind), controls))!;
      assert.ok(Math.abs(back.control1 - 0.7) < 1e-12 && Math.abs(back.control2 - 3.5) < 1e-12);
    }
  });

  it('have no place in the plane without regularisation', () => {
    const { model, controls } = specOf('model: { kind: grpo }\ncontrols: { kl: 0 }');
    assert.equal(controlsOf(model, controls), undefined);
  });
});
