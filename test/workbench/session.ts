import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/project.mjs';
import { Studio, type Workbench } from '../../scripts/vscode/workbench.mjs';

export const screenshots = join(root, 'out/screenshots');
export const examples = join(root, 'examples');

/**
 * Documents for suites that leave traces, by the examples that they are copies of: how a document is
 * viewed is remembered.
 */
const copies = { 'dragging.fold.yaml': 'xor.fold.yaml', 'themes.fold.yaml': 'xor.fold.yaml' };

let studio: Promise<Studio> | undefined;
let shared: Workbench | undefined;
const open = new Set<Workbench>();

/** The server and the browser of all test files, started by the first that asks. */
export function sharedStudio(): Promise<Studio> {
  return (studio ??= Studio.start(join(root, 'fold-complex.vsix')));
}

/** A window whose picture and text are kept when a test fails. */
export function watched(workbench: Workbench): Workbench {
  open.add(workbench);
  return workbench;
}

/** The window that all suites share, one after the other, on a copy of the examples, without editors. */
export async function openExamples(): Promise<Workbench> {
  const before = shared;
  shared = undefined;
  if (before && open.has(before)) {
    await before.closeEditors();
    return (shared = before);
  }
  const settings = { 'workbench.colorTheme': 'Default Dark Modern' };
  const workbench = await (await sharedStudio()).open(examples, { settings, copies });
  return (shared = watched(workbench));
}

// In the root suite, whichever file asks first.
before(() => mkdirSync(screenshots, { recursive: true }));
afterEach(async function () {
  if (this.currentTest?.state !== 'failed') return;
  const name = this.currentTest.fullTitle().replace(/\W+/g, '-');
  for (const workbench of open) {
    if (workbench.page.isClosed()) continue;
    await workbench.screenshot(join(screenshots, `failed-${name}.png`));
    // For those who have nothing but the log.
    console.log(`On the screen:\n${await workbench.page.locator('body').innerText()}`);
    await workbench.close();
  }
  // No suite has to go on from what a failure left behind, nor to wait for what cannot come any more.
  console.log('The window is closed, so the rest of this suite fails, too.');
  open.clear();
});

after(async () => {
  await (await studio)?.close();
});
