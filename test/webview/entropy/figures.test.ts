import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/project.mjs';
import { catalogue } from '../../../src/core/entropy/simulator/catalogue.ts';
import { readRuns } from '../../../src/engine/entropy/readRuns.ts';
import { simulateAll } from '../../../src/engine/entropy/simulateAll.ts';
import { parseEntropySpec } from '../../../src/language/entropy/parse.ts';
import type { ExportChoice, FigureSetup, MakeExport } from '../../../src/protocol/exports.ts';
import type { FromEntropyView, ToEntropyView } from '../../../src/protocol/entropy/model.ts';
import type {
  FromInterventions,
  ToInterventions,
} from '../../../src/protocol/entropy/interventions.ts';
import type { FromRunView, ToRunView } from '../../../src/protocol/entropy/runs.ts';
import { elements, parseSvg } from '../../core/export/svgDocument.ts';
import { sharedBrowser } from '../browser.ts';
import { openView, type ViewPage } from '../harness.ts';
import { themes, type ThemeName } from '../themes.ts';

type FigureView =
  | ViewPage<ToEntropyView, FromEntropyView>
  | ViewPage<ToRunView, FromRunView>
  | ViewPage<ToInterventions, FromInterventions>;

const setup: FigureSetup = {
  ...{ style: 'light', width: 85, height: undefined, font: 'serif', resolution: 150 },
};
const example = (name: string): string => readFileSync(join(root, 'examples', name), 'utf8');

async function modelView(theme: ThemeName): Promise<FigureView> {
  const view = await openView<ToEntropyView, FromEntropyView>(await sharedBrowser(), 'entropy', {
    theme,
    size: { width: 1200, height: 800 },
  });
  const { spec } = parseEntropySpec(example('grpo-collapse.entropy.yaml'), 'yaml');
  assert.ok(spec);
  await view.send({ kind: 'restore', uri: undefined, state: { choices: {} } });
  await view.send({ kind: 'document', document: { version: 1, title: 'Collapse', spec } });
  await view.page.locator('.panes[data-version="1"]').waitFor();
  return view;
}

async function runView(theme: ThemeName): Promise<FigureView> {
  const view = await openView<ToRunView, FromRunView>(await sharedBrowser(), 'run', { theme });
  const { signal } = new AbortController();
  const request = { content: example('kl-lowered.csv'), mapping: {} };
  const result = await readRuns(request, signal, () => undefined);
  await view.send({ kind: 'restore', state: undefined });
  await view.send({
    kind: 'logs',
    logs: [{ uri: 'file:///kl-lowered.csv', fileName: 'kl-lowered.csv', result }],
  });
  await view.page.locator('.run-plots svg').first().waitFor();
  return view;
}

async function interventionsView(theme: ThemeName): Promise<FigureView> {
  const view = await openView<ToInterventions, FromInterventions>(
    await sharedBrowser(),
    'interventions',
    { theme },
  );
  // All eight styles of lines.
  const interventions = catalogue.slice(0, 8).map(({ id }) => id);
  await view.send({ kind: 'restore', state: { chosen: interventions, seeds: 2, steps: 20 } });
  const { signal } = new AbortController();
  const task = 'severalRight';
  const updates: ToInterventions[] = [];
  await simulateAll({ task, interventions, seeds: 2, steps: 20 }, signal, (update) =>
    updates.push({ kind: 'update', run: 1, update }),
  );
  await view.send(...updates, { kind: 'ended', run: 1, cancelled: false });
  await view.page.getByRole('button', { name: 'Export' }).waitFor();
  return view;
}

/** What the view offers to export. */
async function choicesOf(view: FigureView): Promise<readonly ExportChoice[]> {
  const { page } = view;
  await page.keyboard.press('e');
  await page.waitForFunction(() => window.standIn.sent.some((m) => m.kind === 'chooseExport'));
  const asked = (await view.sent()).findLast((message) => message.kind === 'chooseExport');
  assert.ok(asked);
  return asked.choices;
}

/** The file that the view makes of a choice, or why it makes none. */
async function made(view: FigureView, id: string, own: FigureSetup = setup) {
  const count = (await view.sent()).filter(isAnswer).length;
  const message: MakeExport = { kind: 'makeExport', id, setup: own };
  await (view as ViewPage<MakeExport, never>).send(message);
  await view.page.waitForFunction(
    (before) =>
      window.standIn.sent.filter(({ kind }) => kind === 'save' || kind === 'cannotSave').length >
      before,
    count,
  );
  const answer = (await view.sent()).filter(isAnswer).at(-1);
  assert.ok(answer);
  return answer;
}

function isAnswer(
  message: FromEntropyView | FromRunView | FromInterventions,
): message is Extract<FromRunView, { kind: 'save' | 'cannotSave' }> {
  return message.kind === 'save' || message.kind === 'cannotSave';
}

for (const [name, open, ids] of [
  ['the model view', modelView, ['plane.svg', 'section.svg', 'surface.svg']],
  ['the run view', runView, ['curves.svg', 'plane.svg', 'section.svg']],
  ['the interventions view', interventionsView, ['curves.svg']],
] as const)
  describe(`figures of ${name}`, () => {
    it('are on a light page of a size in millimetres, whatever the theme', async () => {
      const seen = new Map<string, string>();
      for (const theme of Object.keys(themes) as ThemeName[]) {
        const view = await open(theme);
        for (const id of ids) {
          const file = await made(view, id);
          assert.ok(file.kind === 'save', JSON.stringify(file));
          assert.ok(file.fileName.endsWith('.svg'));
          const text = file.content.toString();
          const { documentElement } = parseSvg(text);
          assert.equal(documentElement?.getAttribute('width'), '85mm');
          assert.match(documentElement.getAttribute('font-family') ?? '', /Latin Modern/);
          assert.match(text, /class="background"[^>]* fill="#ffffff"/);
          const drawn = text.replace(/base64,[^"]*/g, '');
          assert.doesNotMatch(drawn, /NaN|undefined|var\(|class="(?:mark|run|bench)-/);
          // The surface is an image: its last bits depend on what the graphics did before.
          if (id === 'surface.svg') continue;
          assert.equal(seen.get(id) ?? text, text, `${id} in ${theme}`);
          seen.set(id, text);
        }
        assert.deepEqual(view.faults, []);
        await view.close();
      }
    });

    it('have axes with names, and a legend', async () => {
      const view = await open('dark');
      for (const id of ids) {
        const file = await made(view, id);
        assert.ok(file.kind === 'save');
        const document = parseSvg(file.content.toString());
        const legend = elements(document, 'g', 'legend');
        assert.ok(elements(legend[0], 'text').length > 0, id);
        const texts = elements(document, 'text').map((one) => one.textContent ?? '');
        // The surface is an image; the names and numbers around it are text.
        if (id === 'surface.svg')
          for (const name of ['KL weight β', 'reference u_ref (logit)', 'held', '0.1'])
            assert.ok(texts.includes(name), `${name} of ${texts.join(', ')}`);
        else assert.ok(elements(document, 'text', 'axis-name').length >= 2, id);
      }
      await view.close();
    });

    it('are offered as vector graphics and as images of the resolution asked for', async () => {
      const view = await open('dark');
      const choices = await choicesOf(view);
      for (const id of ids)
        for (const format of ['svg', 'png'])
          assert.ok(
            choices.some((one) => one.id === id.replace('svg', format) && one.figure === format),
          );
      const file = await made(view, ids[0].replace('svg', 'png'));
      assert.ok(file.kind === 'save');
      const bytes = Buffer.from(Object.values(file.content) as unknown as number[]);
      assert.equal(bytes.readUInt32BE(16), Math.round((85 / 25.4) * 150));
      await view.close();
    });

    it('are refused where the page is too small', async () => {
      const view = await open('dark');
      const answer = await made(view, ids[0], { ...setup, width: 20, height: 20 });
      assert.equal(answer.kind, 'cannotSave');
      await view.close();
    });
  });
