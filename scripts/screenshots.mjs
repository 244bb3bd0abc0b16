#!/usr/bin/env node
// `npm run screenshots`: the pictures of the README, taken in the real workbench.
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
 * @property {string} show  The command: beside the text, or in its place and alone on the picture.
 * @property {number} width
 * @property {(workbench: Workbench) => Promise<void>} [prepare]
 */

/** @type {readonly Picture[]} */
const pictures = [
  {
    file: 'xor-dark.png',
    example: 'xor.fold.yaml',
    theme: 'Default Dark Modern',
    show: 'Show Fold Complex',
    width: 1280,
  },
  {
    file: 'three-layers-2d-light.png',
    example: 'three-layers.fold.yaml',
    theme: 'Default Light Modern',
    show: 'Show Fold Complex in This Group',
    width: 960,
    prepare: lookFromAbove,
  },
  {
    file: 'hover-dark.png',
    example: 'trained-ripple.fold.yaml',
    theme: 'Default Dark Modern',
    show: 'Show Fold Complex in This Group',
    width: 960,
    prepare: pointAtAFacet,
  },
];

const folder = join(root, 'docs/images');
mkdirSync(folder, { recursive: true });
const studio = await Studio.start(join(root, 'fold-complex.vsix'));
for (const { file, example, theme, show, width, prepare } of pictures) {
  const workbench = await studio.open(join(root, 'examples'), {
    settings: { 'workbench.colorTheme': theme, 'editor.minimap.enabled': false },
    ...{ width, height: 760, scale: 1.5 },
  });
  await workbench.openFile(example);
  await workbench.run('Toggle Primary Side Bar Visibility');
  await workbench.run(show);
  const view = workbench.view();
  await view.locator('#stage[data-version]').waitFor();
  await view.locator('#status', { hasText: 'regions' }).waitFor();
  await prepare?.(workbench);
  const subject = show.endsWith('This Group') ? 'iframe.webview' : 'body';
  const path = join(folder, file);
  await workbench.page.locator(subject).last().screenshot({ path, animations: 'disabled' });
  console.log(`docs/images/${file}`);
  await workbench.close();
}
await studio.close();

/** @param {Workbench} workbench */
async function lookFromAbove(workbench) {
  const view = workbench.view();
  await view.getByRole('button', { name: 'Look from above' }).click();
  await view.locator('#stage[data-mode="2d"]').waitFor();
}

/** @param {Workbench} workbench */
async function pointAtAFacet(workbench) {
  const view = workbench.view();
  const stage = view.locator('#stage');
  const { width, height } = (await stage.boundingBox()) ?? { width: 0, height: 0 };
  await stage.hover({ position: { x: 0.44 * width, y: 0.5 * height } });
  await view.locator('#card', { hasText: 'Region' }).waitFor();
}
