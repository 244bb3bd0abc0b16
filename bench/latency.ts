/*
 * Measures the latency of an edit: from a key press in the editor of a real VS Code to the frame of the
 * preview that shows it. This includes the editor, the extension host, the engine, two hops between
 * processes, the mesh and the drawing. The shares of the engine and the view in the median are printed
 * separately; the rest is VS Code and waiting for a frame.
 *
 *   npm run bench:latency [-- [--reps N] [SIZE…]]
 *
 * Each key adds a digit to a bound of the domain, which recomputes the whole complex.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/project.mjs';
import type { ToView } from '../src/protocol/preview.ts';
import { Studio, type Workbench } from '../scripts/vscode/workbench.mjs';

const digits = '357248619';
const at = process.argv.indexOf('--reps');
const reps = at < 0 ? 7 : Math.min(digits.length, Number(process.argv[at + 1]));
const chosen = process.argv.slice(2).filter((arg) => /^\d+x\d+$/.test(arg));
const sizes = chosen.length > 0 ? chosen : ['1x8', '2x16', '3x32', '3x64', '4x64'];

const folder = mkdtempSync(join(tmpdir(), 'fold-latency-'));
for (const size of sizes) writeFileSync(join(folder, fileOf(size)), specOf(size));
const studio = await Studio.start(join(root, 'fold-complex.vsix'));
try {
  const settings = { 'foldComplex.maxRegions': 10_000_000, 'editor.autoClosingBrackets': 'never' };
  printRow('network', 'regions', 'best ms', 'median', 'worst', 'engine', 'view', 'frame');
  for (const size of sizes) {
    const workbench = await studio.open(folder, { settings });
    const { regions, edits } = await measure(workbench, size);
    const median = (part: keyof Edit): number => middle(edits.map((edit) => edit[part]));
    const totals = edits.map(({ total }) => total);
    printRow(
      size,
      regions,
      Math.min(...totals),
      median('total'),
      Math.max(...totals),
      median('engine').toFixed(0),
      median('view').toFixed(0),
      median('frame').toFixed(0),
    );
    await workbench.close();
  }
} finally {
  await studio.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Time of one edit by part, in ms. */
interface Edit {
  /** From the key to the painted frame. */
  readonly total: number;
  /** Reading the text and computing the complex. */
  readonly engine: number;
  /** From the picture's message to the view until everything is ready to draw. */
  readonly view: number;
  /** The rest: waiting for a frame, drawing and painting. */
  readonly frame: number;
}

function middle(values: readonly number[]): number {
  return values.toSorted((p, q) => p - q)[values.length >> 1];
}

function fileOf(size: string): string {
  return `net-${size}.fold.yaml`;
}

function specOf(size: string): string {
  const [depth, width] = size.split('x').map(Number);
  const init = (seed: number): string => `init: { scheme: he_uniform, seed: ${seed} }`;
  const hidden = Array.from(
    { length: depth },
    (_, l) => `  - { units: ${width}, ${init(l + 1)}, activation: relu }\n`,
  );
  return [
    'input: { domain: [[-1, 1], [-1, 1.1]] }\nlayers:\n',
    ...hidden,
    `  - { units: 1, ${init(depth + 1)} }\n`,
  ].join('');
}

/** Types digits after the last bound, waiting each time for the picture of that text. */
async function measure(
  workbench: Workbench,
  size: string,
): Promise<{ regions: string; edits: Edit[] }> {
  const { page } = workbench;
  await workbench.openFile(fileOf(size));
  await workbench.run('Show Fold Complex');
  const stage = workbench.view().locator('#stage[data-version]:not([data-coarse])');
  await stage.waitFor({ timeout: 120_000 });
  await page.evaluate(() => {
    window.addEventListener(
      'keydown',
      () => {
        document.body.dataset.pressedAt = String(Date.now());
      },
      true,
    );
  });
  const column = specOf(size).indexOf('1.1]') + '1.1'.length + 1;
  const edits: Edit[] = [];
  for (let i = 0; i < reps; i++) {
    // Listens before the key is pressed, so that a quick answer is not missed.
    const next = await stage.evaluateHandle(nextPicture);
    if (i === 0) await workbench.typeOver({ line: 1, column, length: 0 }, digits[i]);
    else await page.keyboard.press(digits[i]);
    const { shown, ...parts } = await next.evaluate(({ painted }) => painted);
    const pressed = Number(await page.evaluate(() => document.body.dataset.pressedAt));
    edits.push({ total: shown - pressed, ...parts });
  }
  return { regions: (await stage.getAttribute('data-cells')) ?? '', edits };
}

/**
 * Runs in the preview: resolves with the time at which the next complete picture is on the screen,
 * and its parts.
 */
function nextPicture(stage: Element): {
  painted: Promise<Omit<Edit, 'total'> & { shown: number }>;
} {
  const painted = new Promise<Omit<Edit, 'total'> & { shown: number }>((resolve) => {
    let engine = 0;
    let received = 0;
    let read = 0;
    const hear = ({ data }: MessageEvent<ToView>): void => {
      if (data.kind !== 'picture' || data.picture.coarseness) return;
      const { parse, compute } = data.picture.timings;
      engine = parse + compute;
      received = performance.now();
      // The view receives the message after this listener, in the same task.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        read = performance.now();
      };
      port2.postMessage(null);
    };
    window.addEventListener('message', hear, true);
    const observer = new MutationObserver(() => {
      if (stage.hasAttribute('data-coarse')) return;
      observer.disconnect();
      window.removeEventListener('message', hear, true);
      // Called in the frame that draws it: a message posted now arrives after it is painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const frame = performance.now() - read;
        resolve({ shown: Date.now(), engine, view: read - received, frame });
      };
      port2.postMessage(null);
    });
    observer.observe(stage, { attributeFilter: ['data-version'] });
  });
  return { painted };
}

function printRow(...columns: (string | number)[]): void {
  process.stdout.write(`${columns.map((column) => String(column).padStart(10)).join(' ')}\n`);
}
