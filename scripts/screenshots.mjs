#!/usr/bin/env node
// `npm run screenshots`: takes the screenshots of the README in the real workbench.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';
import { Studio } from './vscode/workbench.mjs';

/** @typedef {import('./vscode/workbench.mjs').Workbench} Workbench */

/**
 * @typedef {object} Picture
 * @property {string} file
 * @property {string} example
 * @property {string} theme
 * @property {string} show  The command.
 * @property {boolean} [beside]  Whether the editor is beside the view; otherwise only the view is captured.
 * @property {number} [height]
 * @property {(workbench: Workbench) => Promise<void>} ready  Waits for the view and prepares it.
 */

const dark = 'Default Dark Modern';
const light = 'Default Light Modern';

/** @type {readonly Picture[]} */
const pictures = [
  {
    file: 'xor-dark.png',
    example: 'xor.fold.yaml',
    theme: dark,
    show: 'Show Fold Complex',
    beside: true,
    ready: untilRead,
  },
  {
    file: 'three-layers-2d-light.png',
    example: 'three-layers.fold.yaml',
    theme: light,
    show: 'Show Fold Complex in This Group',
    ready: lookFromAbove,
  },
  {
    file: 'hover-dark.png',
    example: 'trained-ripple.fold.yaml',
    theme: dark,
    show: 'Show Fold Complex in This Group',
    ready: pointAtAFacet,
  },
  {
    file: 'progression-dark.png',
    example: 'training-moons.fold.yaml',
    theme: dark,
    show: 'Show Progression',
    height: 900,
    ready: untilTrained,
  },
  {
    file: 'entropy-dark.png',
    example: 'grpo-collapse.entropy.yaml',
    theme: dark,
    show: 'Show Entropy Collapse',
    height: 900,
    ready: untilEntropy,
  },
  {
    file: 'phase-light.png',
    example: 'grpo-collapse.entropy.yaml',
    theme: light,
    show: 'Show Phase Diagram',
    height: 900,
    ready: untilEntropy,
  },
];

const folder = join(root, 'docs/images');
mkdirSync(folder, { recursive: true });
const studio = await Studio.start(join(root, 'fold-complex.vsix'));
for (const { file, example, theme, show, beside = false, height = 760, ready } of pictures) {
  const workbench = await studio.open(join(root, 'examples'), {
    settings: { 'workbench.colorTheme': theme, 'editor.minimap.enabled': false },
    ...{ width: beside ? 1280 : 960, height, scale: 1.5 },
  });
  await workbench.openFile(example);
  await workbench.run('Toggle Primary Side Bar Visibility');
  await workbench.run(show);
  if (!beside && !show.endsWith('This Group')) await alone(workbench);
  await ready(workbench);
  const subject = beside ? 'body' : 'iframe.webview';
  const path = join(folder, file);
  await workbench.page.locator(subject).last().screenshot({ path, animations: 'disabled' });
  console.log(`docs/images/${file}`);
  await workbench.close();
}
await studio.close();

/**
 * Maximises the editor group of the view.
 * @param {Workbench} workbench
 */
async function alone(workbench) {
  await workbench.page.locator('.editor-group-container').nth(1).waitFor();
  await workbench.run('Focus Right Editor Group');
  await workbench.run('Toggle Maximize Editor Group');
}

/** @param {Workbench} workbench */
async function untilRead(workbench) {
  const view = workbench.view();
  await view.locator('#stage[data-version]').waitFor();
  await view.locator('#status', { hasText: 'regions' }).waitFor();
}

/** @param {Workbench} workbench */
async function untilTrained(workbench) {
  const view = workbench.view();
  await view.locator('#stage[data-version]').waitFor();
  await view.getByText('The training stopped').waitFor();
  await view.locator('#stage').focus();
  await workbench.page.keyboard.press('b');
  await view.locator('#stage[data-mode="2d"]').waitFor();
  await workbench.page.keyboard.press('End');
}

/** @param {Workbench} workbench */
async function untilEntropy(workbench) {
  await workbench.view().locator('.panes[data-version]').waitFor();
}

/** @param {Workbench} workbench */
async function lookFromAbove(workbench) {
  await untilRead(workbench);
  const view = workbench.view();
  await view.getByRole('button', { name: 'Top view' }).click();
  await view.locator('#stage[data-mode="2d"]').waitFor();
}

/** @param {Workbench} workbench */
async function pointAtAFacet(workbench) {
  await untilRead(workbench);
  const view = workbench.view();
  const stage = view.locator('#stage');
  const { width, height } = (await stage.boundingBox()) ?? { width: 0, height: 0 };
  await stage.hover({ position: { x: 0.44 * width, y: 0.5 * height } });
  await view.locator('#card', { hasText: 'Region' }).waitFor();
}
