import assert from 'node:assert/strict';
import { computeProgression } from '../../../src/engine/progression.ts';
import type { FromProgression, Plan } from '../../../src/protocol/progression.ts';
import { eventually } from '../../eventually.ts';
import { learning, openerOfProgressions } from './progressions.ts';

const network = (rest: string): string => `name: Bad input
input: { names: [x, y], domain: [[-1, 1], [-1, 1]] }
layers:
  - { units: 3, init: { scheme: he_uniform, seed: 4 }, activation: relu }
  - { units: 1, init: { scheme: he_uniform, seed: 4 } }
${rest}`;

const csv = (loss = ''): string =>
  network(`training:\n  data: points.csv\n  epochs: 5\n${loss ? `  loss: ${loss}\n` : ''}`);

/** The problem, its message on the page, and its line and column in the text. */
const cases: readonly {
  readonly wrong: string;
  readonly text: string;
  readonly files?: Readonly<Record<string, string | undefined>>;
  readonly says: RegExp;
  readonly at: string;
}[] = [
  {
    wrong: 'checkpoints of another shape',
    text: network('checkpoints:\n  - runs/late.fold.yaml\n'),
    files: { 'runs/late.fold.yaml': network('').replace('units: 3', 'units: 4') },
    says: /runs\/late\.fold\.yaml has a different shape: its layer 1 has 4 neurons, expected 3/,
    at: '7:5',
  },
  {
    wrong: 'an empty table',
    text: csv(),
    files: { 'points.csv': '' },
    says: /points\.csv: the file is empty; expected one point per line/,
    at: '7:9',
  },
  {
    wrong: 'a ragged table',
    text: csv(),
    files: { 'points.csv': 'x,y,class\n1,2,0\n1,2\n' },
    says: /points\.csv, line 3: found 2 values, expected 3 as in line 1/,
    at: '7:9',
  },
  {
    wrong: 'a table that is not there',
    text: csv(),
    files: { 'points.csv': undefined },
    says: /points\.csv cannot be read/,
    at: '7:9',
  },
  {
    wrong: 'labels that do not fit the loss',
    text: csv('cross_entropy'),
    files: { 'points.csv': '1,2,0\n1,3,1\n3,4,2\n' },
    says: /The loss cross_entropy needs 3 outputs for this data, but the network has 1/,
    at: '9:9',
  },
  {
    wrong: 'labels that do not fit the network',
    text: csv(),
    files: { 'points.csv': '1,2,0\n1,3,1\n3,4,2\n' },
    says: /The data has 3 classes, but one output can separate only two/,
    at: '7:9',
  },
];

describe('bad input of a progression in Chromium', () => {
  const open = openerOfProgressions();

  for (const { wrong, text, files, says, at } of cases)
    it(`is reported at its location: ${wrong}`, async () => {
      const opened = await open(text, {}, files);
      const problem = opened.page.locator('.notice.central .problem');
      await problem.waitFor();
      assert.match(await problem.locator('.problem-text').innerText(), says);
      assert.equal(await problem.locator('.problem-place').innerText(), at);
      await problem.click();
      await opened.page.waitForFunction(() =>
        window.standIn.sent.some((m) => m.kind === 'openSource'),
      );
      // Once fixed, it is a sequence.
      await opened.edit(network(''));
      await opened.page.locator('#stage[data-cells]').waitFor();
      assert.ok(await opened.page.locator('.notice').isHidden());
    });

  it('keeps the last valid frame until it is fixed', async () => {
    const view = await open(learning);
    const { page } = view;
    await page.getByText('The training has finished all epochs.').waitFor();
    await page.keyboard.press('End');
    const position = page.getByRole('slider', { name: 'Frame' });
    await eventually(async () => assert.equal(await position.inputValue(), '5'));
    await view.edit(learning.replace('loss: logistic', 'loss: cross_entropy'));
    await page.getByText('The loss cross_entropy needs 2 outputs').waitFor();
    await page.getByText('This is the last good picture.').waitFor();
    assert.equal(await position.inputValue(), '5');
    await view.edit(learning.replace('seed: 1 }', 'seed: 2 }'));
    await page.getByText('This is the last good picture.').waitFor({ state: 'hidden' });
    await page.locator('#stage[data-version="3"]').waitFor();
    assert.equal(await position.inputValue(), '5');
  });

  it('that makes a training diverge is explained, without showing NaN', async () => {
    const wild = learning.replace('adam', 'gd').replace('0.05', '1e6');
    const { page } = await open(wild);
    const told = page.locator('.course-text.bad');
    await told.waitFor();
    assert.match(await told.innerText(), /diverged at step \d+: with learning rate 1×10⁶/);
    assert.match(await told.innerText(), /needs a rate below about \d/);
    assert.doesNotMatch(await page.locator('body').innerText(), /NaN|Infinity/);
    const weights = await page
      .locator('.curve-plot path')
      .evaluateAll((paths) => paths.map((path) => path.getAttribute('d') ?? ''));
    assert.ok(weights.length > 0);
    for (const path of weights) assert.doesNotMatch(path, /NaN|Infinity/);
  });

  it('with overflowing data points is not blamed on the learning rate', async () => {
    const files = { 'points.csv': '1e308,1e308,0\n-1e308,1,1\n' };
    const { page } = await open(csv(), {}, files);
    await page.getByText('The training cannot start').waitFor();
    assert.doesNotMatch(await page.locator('body').innerText(), /NaN|Infinity/);
  });

  it('can be stopped while it is computed, and computed again', async () => {
    const view = await open(learning);
    const { page } = view;
    await page.getByText('The training has finished all epochs.').waitFor();
    const stop = page.getByRole('button', { name: 'Stop computing' });
    await stop.waitFor({ state: 'hidden' });
    // A sequence without any frames yet.
    const plans: Plan[] = [];
    const { text, format, fileName } = { text: learning, format: 'yaml', fileName: '' } as const;
    const request = { text, format, fileName, version: 9, sequence: undefined, first: 0 };
    await computeProgression(
      { ...request, files: {}, only: [], maxCells: Infinity },
      new AbortController().signal,
      (update) => update.kind === 'plan' && plans.push(update.plan),
    );
    await view.send({ kind: 'plan', run: 9, plan: plans[0] });
    await stop.click();
    const asked = (kind: FromProgression['kind']) =>
      eventually(async () => assert.ok((await view.sent()).some((m) => m.kind === kind)));
    await asked('cancel');
    await view.send({ kind: 'status', status: { kind: 'cancelled' } });
    await page.getByRole('button', { name: 'Compute again' }).click();
    await asked('recompute');
    assert.ok(await stop.isHidden());
  });
});
