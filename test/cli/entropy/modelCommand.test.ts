import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../src/cli/run.ts';
import { runBuilt, type Ran } from '../builtCli.ts';

function runOn(...args: string[]): Ran {
  let out = '';
  let err = '';
  const code = run(['entropy', ...args], {
    out: (text) => (out += String(text)),
    err: (text) => (err += text),
  });
  assert.ok(typeof code === 'number');
  return { code, out, err };
}

/** The parts of a report that tests read. */
interface Printed {
  readonly regime: string;
  readonly model: Readonly<Record<string, unknown>>;
  readonly equilibria: readonly { readonly u: number; readonly stable: boolean }[];
  readonly folds: readonly { readonly control: string; readonly value: number }[];
  readonly cusp: object | null;
  readonly thresholds: { readonly hold: number | null; readonly undo: number | null };
}

const spec = (model: string, controls: string): string =>
  `model: { kind: grpo, group: 8, ${model} }\ncontrols: { ${controls} }\n`;

function reportOn(input: string): Printed & { readonly err: string } {
  const { code, out, err } = runBuilt(['entropy', '-', '--json'], { input });
  assert.equal(code, 0, err);
  assert.equal(out.trim().split('\n').length, 1);
  return { ...(JSON.parse(out) as Printed), err };
}

describe('command line: entropy', () => {
  it('prints regime, equilibria, folds, cusp and thresholds of every example', () => {
    const specs = readdirSync('examples').filter((name) => /\.entropy\.\w+$/.test(name));
    assert.ok(specs.length > 2);
    for (const name of specs) {
      const file = join('examples', name);
      const { code, out, err } = runOn(file);
      assert.deepEqual([code, err], [0, ''], name);
      for (const row of ['model', 'controls', 'regime', 'equilibria', 'folds', 'cusp'])
        assert.match(out, new RegExp(`^  ${row} `, 'm'), name);
      const json = JSON.parse(runOn(file, '--json').out) as Printed;
      assert.ok(
        json.equilibria.some(({ stable }) => stable),
        name,
      );
      assert.ok(out.includes(`  regime      ${json.regime}: `), name);
    }
  });

  it('has the thresholds of each KL gradient', () => {
    const reference = (1 / (1 + Math.exp(-0.4))) ** 10;
    const controls = `kl: 0.21, reference_success: ${reference}`;
    const k3 = reportOn(spec('decisions: 10, kl_gradient: k3', controls));
    assert.ok(Math.abs(k3.thresholds.hold! - 0.19865) < 1e-5, JSON.stringify(k3.thresholds));
    assert.ok(Math.abs(k3.thresholds.undo! - 0.23416) < 1e-5);
    assert.equal(k3.model.kl_gradient_assumed, false);
    const none = reportOn(spec('decisions: 10', controls));
    assert.deepEqual([none.model.kl_gradient, none.model.kl_gradient_assumed], ['reverse', true]);
    assert.ok(none.thresholds.undo! > 0.48);
  });

  it('writes null where there is nothing', () => {
    const flat = reportOn(spec('estimator: rloo, decisions: 1, kl_gradient: k3', 'kl: 0.1'));
    assert.equal(flat.cusp, null);
    assert.deepEqual(flat.thresholds, { hold: 0, undo: 0 });
    const unheld = reportOn(spec('decisions: 10, kl_gradient: k3', 'kl: 0'));
    assert.equal(unheld.regime, 'unregularised');
    assert.deepEqual(unheld.equilibria, []);
  });

  it('says what a file of another kind is', () => {
    const { code, out, err } = runOn('examples/xor.fold.yaml');
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /^examples\/xor\.fold\.yaml:1:1: error: This is a network spec; expected/);
    assert.match(runOn('examples/kl-lowered.csv').err, /fold-complex run reads it/);
    assert.match(runOn('examples/none.entropy.yaml').err, /No such file/);
  });

  it('reports the problems of a spec, and refuses a wrong command line', () => {
    const { code, err } = runBuilt(['entropy', '-'], { input: 'model: { kind: gpro }\n' });
    assert.equal(code, 1);
    assert.match(err, /<stdin>:1:16: error: .*did you mean "grpo"/);
    for (const args of [[], ['a', 'b'], ['--jsn', 'a']]) {
      const wrong = runOn(...args);
      assert.equal(wrong.code, 2);
      assert.match(wrong.err, /^fold-complex entropy: /);
    }
    assert.match(runOn('--help').out, /^Usage: fold-complex entropy FILE/);
  });
});
