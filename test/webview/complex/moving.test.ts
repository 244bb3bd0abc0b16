import assert from 'node:assert/strict';
import type { FromView, NeuronChange } from '../../../src/protocol/preview.ts';
import { eventually } from '../../eventually.ts';
import { card, drawn, fromAbove, pointAt, lastSent, usePreviews } from '../actions.ts';
import { pictureOf, type Preview } from '../harness.ts';
import { hinge, sawtooth } from '../specs.ts';

/** A neuron whose fold was moved. */
type Moved = NeuronChange & { readonly bias: number };

/** A second fold bends where it meets the first: y = 0.5 on the right, nowhere on the left. */
const bent = `
name: Bent
input: { names: [x, y], domain: [[-1, 1], [-1, 1]] }
layers:
  - { name: one, weights: [[1, 0], [0, 1]], bias: [0, 1], activation: relu }
  - { name: two, weights: [[1, 1]], bias: [-1.5], activation: relu }
  - { weights: [[1]] }
`;

describe('moving folds in the view', () => {
  const open = usePreviews();
  let preview: Preview;
  beforeEach(async () => {
    preview = await open({ state: fromAbove() });
  });

  const changes = async (kind: 'tryNumbers' | 'keepNumbers'): Promise<Moved[]> =>
    (await preview.sent()).flatMap((message) =>
      message.kind === kind && 'change' in message ? [message.change as Moved] : [],
    );
  const hasHandle = (handle: string): Promise<void> =>
    preview.page.locator(`.stage[data-grip="${handle}"]`).waitFor();
  const says = (text: RegExp): Promise<void> =>
    eventually(async () => assert.match(await status(), text));
  const status = (): Promise<string> => preview.page.locator('#status [role="status"]').innerText();
  const sent = (kind: FromView['kind']): Promise<unknown> =>
    preview.page.waitForFunction(
      (wanted) => window.standIn.sent.some((message) => message.kind === wanted),
      kind,
    );

  it('shows by the cursor which way a fold moves, and only from above', async () => {
    await preview.show(await pictureOf(hinge));
    await pointAt(preview, 0.5, 0.5);
    await hasHandle('ew');
    await pointAt(preview, 0.25, 0.5);
    await hasHandle('none');
    await preview.page.keyboard.press('3');
    await pointAt(preview, 0.5, 0.5);
    await hasHandle('none');
  });

  it('previews every position on the way, keeps the last, and shows the numbers', async () => {
    await preview.show(await pictureOf(hinge, 7));
    await hold([0.5, 0.5], [0.6, 0.5], [0.75, 0.4]);
    await sent('tryNumbers');
    await hasHandle('held');
    await says(/^bend · 1: bias −0\.5/);
    await preview.page.mouse.up();
    const [kept] = [await lastSent(preview, 'keepNumbers')].map(({ change }) => change as Moved);
    assert.deepEqual({ ...kept, bias: 0 }, { version: 7, layer: 0, neuron: 0, bias: 0 });
    assert.ok(Math.abs(kept.bias + 0.5) < 0.01, String(kept.bias));
    assert.ok(String(kept.bias).length <= 6, String(kept.bias));
    await preview.page.locator('.stage[data-grip="none"]').waitFor();
  });

  it('pans the picture where there is no fold, or with Shift', async () => {
    await preview.show(await pictureOf(hinge));
    await hold([0.25, 0.5], [0.3, 0.5]);
    await preview.page.mouse.up();
    await pointAt(preview, 0.55, 0.5);
    await hasHandle('ew');
    await preview.page.keyboard.down('Shift');
    await hold([0.55, 0.5], [0.6, 0.5]);
    await preview.page.mouse.up();
    await preview.page.keyboard.up('Shift');
    assert.deepEqual(await changes('tryNumbers'), []);
  });

  it('cancels the drag with Escape, and ignores the rest of the gesture', async () => {
    await preview.show(await pictureOf(hinge));
    await hold([0.5, 0.5], [0.6, 0.5]);
    await sent('tryNumbers');
    await preview.page.keyboard.press('Escape');
    await sent('dropNumbers');
    await hold([0.7, 0.5]);
    await preview.page.mouse.up();
    await says(/^$/);
    assert.deepEqual(await changes('keepNumbers'), []);
  });

  it('pins a fold that is only clicked', async () => {
    await preview.show(await pictureOf(hinge));
    await pointAt(preview, 0.5, 0.5, 'click');
    await preview.page.locator('#card.pinned').waitFor();
    assert.deepEqual(await changes('keepNumbers'), []);
  });

  it('moves a bent fold through the pointer', async () => {
    await preview.show(await pictureOf(bent));
    // On x > 0 the fold is x + y = 0.5; through (0.5, 0.5) the bias is −(0.5 + 1.5).
    await hold([0.625, 0.625], [0.75, 0.75]);
    await preview.page.mouse.up();
    const change = (await lastSent(preview, 'keepNumbers')).change as Moved;
    assert.deepEqual([change.layer, change.neuron], [1, 0]);
    assert.ok(Math.abs(change.bias + 2) < 0.01, String(change.bias));
  });

  it('turns a fold about its far end with Alt', async () => {
    await preview.show(await pictureOf(hinge));
    await preview.page.keyboard.down('Alt');
    // x = 0 is dragged at (0, 0.5) and turned about (0, −1) until it points at (0.5, 0.5).
    await hold([0.5, 0.75], [0.6, 0.75], [0.75, 0.75]);
    await sent('tryNumbers');
    await says(/^bend · 1: −18\.\d°, bias −0\.3/);
    await preview.page.mouse.up();
    await preview.page.keyboard.up('Alt');
    const { bias, weights } = (await lastSent(preview, 'keepNumbers')).change as Moved;
    assert.ok(weights);
    const angle = Math.atan(0.5 / 1.5);
    for (const [number, exact] of [
      [weights[0], Math.cos(angle)],
      [weights[1], -Math.sin(angle)],
      [bias, -Math.sin(angle)],
    ])
      assert.ok(Math.abs(number - exact) < 0.01, `${number} for ${exact}`);
  });

  it('moves a breakpoint of a graph sideways', async () => {
    await preview.show(await pictureOf(sawtooth));
    await preview.page.keyboard.press('f');
    await preview.send({ kind: 'pin', place: { layer: 0, neuron: 1 } });
    await card(preview).waitFor();
    await preview.page.locator('#stage').focus();
    await preview.page.keyboard.press('Alt+ArrowRight');
    const change = (await lastSent(preview, 'keepNumbers')).change as Moved;
    assert.deepEqual([change.layer, change.neuron, change.weights], [0, 1, undefined]);
    assert.ok(change.bias < -2 && change.bias > -2.1, String(change.bias));
  });

  it('moves and turns the pinned fold with the keyboard, and writes after the last key press', async () => {
    await preview.show(await pictureOf(hinge));
    await preview.send({ kind: 'pin', place: { layer: 0, neuron: 0 } });
    await card(preview).waitFor();
    await preview.page.locator('#stage').focus();
    await preview.page.keyboard.press('Alt+ArrowUp');
    await drawn(preview);
    assert.equal(await status(), '');
    for (let i = 0; i < 3; i++) await preview.page.keyboard.press('Alt+ArrowRight');
    await sent('keepNumbers');
    const moved = (await changes('keepNumbers'))[0];
    assert.ok(moved.bias < 0 && moved.bias > -0.2, String(moved.bias));
    assert.equal(moved.weights, undefined);
    for (let i = 0; i < 5; i++) await preview.page.keyboard.press('Alt+Shift+ArrowRight');
    await preview.page.waitForFunction(
      () => window.standIn.sent.filter(({ kind }) => kind === 'keepNumbers').length === 2,
    );
    const { weights } = (await changes('keepNumbers'))[1];
    assert.ok(weights && Math.abs(Math.atan2(weights[1], weights[0]) + Math.PI / 36) < 0.005);
  });

  it('undoes and redoes moves, but not while text is being entered', async () => {
    await preview.show(await pictureOf(hinge));
    const { page } = preview;
    await page.locator('#stage').focus();
    await page.keyboard.press('Control+z');
    await sent('undo');
    await page.keyboard.press('Control+Shift+z');
    await sent('redo');
    await page.keyboard.press('s');
    await page.getByRole('combobox', { name: 'Contour lines' }).click();
    await page.getByRole('option', { name: 'At chosen values' }).click();
    await page.getByRole('textbox', { name: 'Contour values' }).press('Control+z');
    await drawn(preview);
    const commands = (await preview.sent()).filter(
      ({ kind }) => kind === 'undo' || kind === 'redo',
    );
    assert.deepEqual(
      commands.map(({ kind }) => kind),
      ['undo', 'redo'],
    );
  });

  it('explains why a fold cannot move, and offers a remedy', async () => {
    await preview.show(await pictureOf(hinge));
    await hold([0.5, 0.5], [0.6, 0.5]);
    await sent('tryNumbers');
    await preview.send({ kind: 'refused', message: 'Drawn from a seed.', drawn: 0 });
    await preview.page.getByText('Drawn from a seed.').waitFor();
    await preview.page.mouse.up();
    assert.deepEqual(await changes('keepNumbers'), []);
    await preview.page.getByText('Write as numbers').click();
    assert.equal((await lastSent(preview, 'writeOut')).layer, 0);
    await preview.page.getByText('Drawn from a seed.').waitFor({ state: 'detached' });
  });

  it('keeps the pin on a fold that has moved', async () => {
    await preview.show(await pictureOf(hinge, 1));
    await pointAt(preview, 0.5, 0.5, 'click');
    await preview.show(await pictureOf(hinge.replace('bias: [0]', 'bias: [-0.5]'), 2));
    await card(preview).filter({ hasText: 'x − 0.5 = 0' }).waitFor();
    await preview.show(await pictureOf(hinge.replace('bias: [0]', 'bias: [-5]'), 3));
    await card(preview).filter({ hasText: 'Region 1' }).waitFor();
    await card(preview).locator('.fold').waitFor({ state: 'detached' });
  });

  /** Presses at the first point, unless the button is down already, and moves to the others. */
  async function hold(first: [number, number], ...rest: [number, number][]): Promise<void> {
    const { page } = preview;
    const stage = await page.locator('#stage').boundingBox();
    assert.ok(stage);
    const width = stage.width - 72;
    const height = stage.height - 56;
    const side = Math.min(width, height);
    const at = ([right, up]: [number, number]): [number, number] => [
      stage.x + 58 + width / 2 + (right - 0.5) * side,
      stage.y + 12 + height / 2 - (up - 0.5) * side,
    ];
    await page.mouse.move(...at(first));
    await drawn(preview);
    if (rest.length === 0) return;
    await page.mouse.down();
    for (const place of rest) await page.mouse.move(...at(place), { steps: 4 });
  }
});
