import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/project.mjs';
import { Studio, type Workbench } from '../../scripts/vscode/workbench.mjs';

export const screenshots = join(root, 'out/screenshots');
export const examples = join(root, 'examples');

/**
 * Documents for suites that leave traces, by the examples that they copy: VS Code remembers how a
 * document was viewed.
 */
const copies = { 'dragging.fold.yaml': 'xor.fold.yaml', 'themes.fold.yaml': 'xor.fold.yaml' };

let studio: Promise<Studio> | undefined;
let shared: Workbench | undefined;
const open = new Set<Workbench>();

/** The server and the browser of all test files, started on first use. */
export function sharedStudio(): Promise<Studio> {
  return (studio ??= Studio.start(join(root, 'fold-complex.vsix')));
}

/** A window whose screenshot and text are saved when a test fails. */
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

// In the root suite, whichever file is the first to use it.
before(() => mkdirSync(screenshots, { recursive: true }));
afterEach(async function () {
  if (this.currentTest?.state !== 'failed') return;
  const name = this.currentTest.fullTitle().replace(/\W+/g, '-');
  for (const workbench of open) {
    if (workbench.page.isClosed()) continue;
    await workbench.screenshot(join(screenshots, `failed-${name}.png`));
    // For readers who have only the log.
    console.log(`On the screen:\n${await workbench.page.locator('body').innerText()}`);
    await workbench.close();
  }
  // After a failure the window is discarded, so that no suite depends on its state or waits in vain.
  console.log('The window is closed, so the rest of this suite fails, too.');
  open.clear();
});

after(async () => {
  await (await studio)?.close();
});
