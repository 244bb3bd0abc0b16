import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/project.mjs';
import { Studio, type Workbench } from '../../scripts/vscode/workbench.mjs';

export const screenshots = join(root, 'out/screenshots');
export const examples = join(root, 'examples');

let studio: Promise<Studio> | undefined;
const open = new Set<Workbench>();

/** A window on a copy of the examples. All test files share one server, started by the first. */
export async function openExamples(settings: Record<string, unknown> = {}): Promise<Workbench> {
  mkdirSync(screenshots, { recursive: true });
  studio ??= Studio.start(join(root, 'fold-complex.vsix'));
  const workbench = await (await studio).open(examples, { settings });
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
