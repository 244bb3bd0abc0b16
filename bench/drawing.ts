/*
 * Measures what a large picture costs the page, in the real bundle in Chromium:
 *
 *   npm run bench:drawing [-- SIZE…]
 *
 * arrival     the longest task of the main thread from the message to the first frame, in ms
 * sum         of all tasks over 50 ms in that time
 * upload      most kB that one task copies to the graphics card in that time
 * calls       draw calls of a frame while orbiting
 * vertices    that the GPU processes in such a frame, once per instance
 *
 * Without a GPU, Chromium rasterises on the processor, in the same process: the tasks then include that work.
 * Calls and vertices do not depend on the machine.
 */
import { launchChromium } from '../scripts/vscode/chromium.mjs';
import { openPreview, pictureOf } from '../test/webview/harness.ts';
import { countDraws, noteUploads } from '../test/webview/webglCalls.ts';
import { heNetwork } from './family.ts';
import { specText } from './specText.ts';

const chosen = process.argv.slice(2);
const sizes = chosen.length > 0 ? chosen : ['2x16', '3x64', '4x128', '6x128'];

declare global {
  interface Window {
    longTasks: number[];
  }
}

const browser = await launchChromium();
printRow('network', 'regions', 'arrival', 'sum', 'upload', 'calls', 'vertices');
for (const size of sizes) {
  const preview = await openPreview(browser);
  const { page } = preview;
  await page.evaluate(countDraws);
  await page.evaluate(noteUploads);
  // WebGL starts with the first picture, whatever its size.
  await preview.show(await pictureOf(specText(heNetwork('1x8'))));
  const picture = await pictureOf(specText(heNetwork(size)));
  await page.evaluate(() => {
    window.longTasks = [];
    window.uploads.length = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  await preview.show({ ...picture, version: picture.version + 1 });
  await nextFrame();
  const tasks = await page.evaluate(() => window.longTasks);
  const uploads = await page.evaluate(() => window.uploads.map(({ bytes }) => bytes));
  await page.locator('#stage').focus();
  const before = await page.evaluate(() => ({ ...window.drawCounts }));
  await page.keyboard.press('[');
  await page.waitForFunction((calls) => window.drawCounts.calls > calls, before.calls);
  await nextFrame();
  const after = await page.evaluate(() => ({ ...window.drawCounts }));
  printRow(
    size,
    picture.complex.cellCount,
    Math.max(0, ...tasks),
    tasks.reduce((sum, task) => sum + task, 0),
    Math.max(...uploads) / 1024,
    after.calls - before.calls,
    after.vertices - before.vertices,
  );
  await preview.close();

  async function nextFrame(): Promise<void> {
    await page.evaluate(
      () => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))),
    );
  }
}
await browser.close();

function printRow(...cells: readonly (string | number)[]): void {
  const text = cells.map((cell) => (typeof cell === 'number' ? String(Math.round(cell)) : cell));
  console.log(text.map((cell, i) => (i === 0 ? cell.padEnd(12) : cell.padStart(10))).join(''));
}
