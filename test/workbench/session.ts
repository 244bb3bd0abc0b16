import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/project.mjs';
import { Studio, type Workbench } from '../../scripts/vscode/workbench.mjs';

export const screenshots = join(root, 'out/screenshots');
export const examples = join(root, 'examples');

let studio: Promise<Studio> | undefined;
const open = new Set<Workbench>();

/** The server and the browser of all test files, started by the first that asks. */
export function sharedStudio(): Promise<Studio> {
  return (studio ??= Studio.start(join(root, 'fold-complex.vsix')));
}

/** A window on a copy of the examples. */
export async function openExamples(settings: Record<string, unknown> = {}): Promise<Workbench> {
  mkdirSync(screenshots, { recursive: true });
  const workbench = await (await sharedStudio()).open(examples, { settings });
  open.add(workbench);
  return workbench;
}

export async function close(workbench: Workbench): Promise<void> {
  open.delete(workbench);
  await workbench.close();
}

// In the root suite, whichever file asks first.
afterEach(async function () {
  if (this.currentTest?.state !== 'failed') return;
  const name = this.currentTest.fullTitle().replace(/\W+/g, '-');
  for (const workbench of open) {
    await workbench.screenshot(join(screenshots, `failed-${name}.png`));
    // For whoever has nothing but the log.
    console.log(`On the screen:\n${await workbench.page.locator('body').innerText()}`);
  }
});

after(async () => {
  await (await studio)?.close();
});
