/*
 * Measures how long a large network stalls the page, in the real bundle in Chromium:
 *
 *   npm run bench:stalls [-- SIZE]
 *
 * longest     the longest task of the page's main thread, in ms of processor time
 * ratio       the same, relative to a fixed piece of script work, timed in the same way before each step
 * idle        what the longest task takes on an idle core: the ratio, times the least that the fixed work
 *             took in the run, in ms
 * clock       the longest task, in ms by the clock
 * total       processor time of all tasks, in ms
 *
 * WebGL gets all data, but draws nothing: without a graphics card, drawing is work of the processor.
 */
import { launchChromium } from '../scripts/vscode/chromium.mjs';
import type { ToView } from '../src/protocol/preview.ts';
import { openPreview, pictureOf } from '../test/webview/harness.ts';
import { skipDraws } from '../test/webview/webglCalls.ts';
import { heNetwork } from './family.ts';
import { specText } from './specText.ts';

declare global {
  interface Window {
    /** When a timer or a frame was last handled, in ms of `performance.now`. */
    lastHandled: number;
    waiting: ToView[];
  }
}

const size = process.argv.at(2) ?? '2-128-128-128-128-128-3';

const text = specText(heNetwork(size));
const { facts, ...picture } = await pictureOf(text);
const moved = { ...picture, version: 3 };
console.log(`${size}: ${picture.complex.cellCount} regions`);

const browser = await launchChromium();
const preview = await openPreview(browser, { state: { choices: { settingsOpen: true } } });
const { page } = preview;
await page.evaluate(skipDraws);
await page.evaluate(noteActivity);
// WebGL starts with the first picture, whatever its size.
await preview.show({ ...(await pictureOf(specText(heNetwork('1x8')))), version: 2 });

/** One after the other, on the same page; the settings are open. */
const steps: readonly (readonly [name: string, act: () => Promise<void>])[] = [
  ['the picture arrives', () => deliver({ kind: 'picture', picture: moved })],
  ['its statistics arrive', () => deliver({ kind: 'facts', facts })],
  ['contour lines', () => choose('Contour lines', 'round')],
  ['no contour lines', () => choose('Contour lines', '')],
  ['colour: gradient norm', () => choose('Colour', 'gradient')],
  ['colour: layer', () => choose('Colour', 'layer')],
  ['colour: regions', () => choose('Colour', 'region')],
  ['colour: linear regions', () => choose('Colour', 'linear')],
  ['colour: largest output', () => choose('Colour', 'class')],
  ['height: another output', () => choose('Height', '1')],
  ['height: largest output', () => choose('Height', '3')],
  ['merged regions', () => page.getByText('Merge regions with the same formula').click()],
  ['another theme', () => preview.theme('light')],
  ['the table opens', () => press('t')],
  ['the table by area', () => page.locator('[data-key=area] button').click()],
  ['the table by pattern', () => page.locator('[data-key=pattern] button').click()],
  ['the table filtered', () => page.locator('#table input').fill('area>1e-6')],
  ['the table closes', () => page.getByRole('button', { name: 'Close' }).last().click()],
  ['the pointer', () => page.locator('#stage').hover()],
];

const found: (readonly [name: string, measured: Measured])[] = [];
for (const [name, act] of steps) {
  await browser.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'blink.user_timing'],
  });
  await page.evaluate(calibrate);
  await quiet();
  await page.evaluate(() => void performance.mark('begin'));
  await act();
  await quiet();
  await page.evaluate(() => void performance.mark('end'));
  const trace = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
  found.push([name, tasksIn(trace.traceEvents)]);
}
printRow('step', 'longest', 'ratio', 'idle', 'clock', 'total');
const leastUnit = Math.min(...found.map(([, { unit }]) => unit));
for (const [name, { tasks, unit }] of found) {
  const longest = Math.max(...tasks.map(({ busy }) => busy));
  printRow(
    name,
    longest,
    (longest / unit).toFixed(2),
    (longest / unit) * leastUnit,
    Math.max(...tasks.map(({ clock }) => clock)),
    tasks.reduce((sum, { busy }) => sum + busy, 0),
  );
}
await preview.close();
await browser.close();

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** Microseconds of processor time. */
  readonly tdur?: number;
}

interface Task {
  /** Microseconds. */
  readonly start: number;
  /** Milliseconds of processor time. */
  readonly busy: number;
  /** Milliseconds by the clock. */
  readonly clock: number;
}

interface Measured {
  readonly tasks: readonly Task[];
  /** Processor time of the fixed work, in ms. */
  readonly unit: number;
}

/** The tasks between two marks. */
function tasksIn(events: readonly TraceEvent[]): Measured {
  const mark = (name: string): TraceEvent => {
    const found = events.findLast((event) => event.name === name);
    if (!found) throw new Error(`The trace has no mark “${name}”.`);
    return found;
  };
  const [fixed, begin, end] = ['calibrate', 'begin', 'end'].map(mark);
  const all = events
    .filter(
      ({ name, pid, tid }) =>
        name === 'ThreadControllerImpl::RunTask' && pid === begin.pid && tid === begin.tid,
    )
    .map(({ ts, dur = 0, tdur = 0 }) => ({ start: ts, busy: tdur / 1000, clock: dur / 1000 }));
  const around = all.find(
    ({ start, clock }) => start <= fixed.ts && fixed.ts <= start + 1000 * clock,
  );
  if (!around) throw new Error('The trace has no fixed work.');
  return {
    tasks: all.filter(({ start }) => start > begin.ts && start < end.ts),
    unit: around.busy,
  };
}

/** Runs in the page: fixed work of some tens of milliseconds, in a task of its own. */
function calibrate(): void {
  performance.mark('calibrate');
  const values = new Float64Array(1 << 14);
  let state = 1;
  for (let round = 0; round < 1500; round++)
    for (let i = 0; i < values.length; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      values[i] = values[i] * 0.5 + state;
    }
  performance.mark(String(values[0]));
}

/** Runs in the page: notes when timers and frames are handled. */
function noteActivity(): void {
  window.lastHandled = performance.now();
  const noting =
    <A extends unknown[]>(handle: (...args: A) => unknown) =>
    (...args: A) => {
      handle(...args);
      window.lastHandled = performance.now();
    };
  const [later, inFrame] = [
    window.setTimeout.bind(window),
    window.requestAnimationFrame.bind(window),
  ];
  Object.assign(window, {
    setTimeout: (handle: () => void, ms?: number) => later(noting(handle), ms),
    requestAnimationFrame: (handle: FrameRequestCallback) => inFrame(noting(handle)),
  });
}

/** Waits until nothing has happened in the page for a while. */
async function quiet(): Promise<void> {
  await page.evaluate(() => (window.lastHandled = performance.now()));
  const isQuiet = () => performance.now() - window.lastHandled > 1500;
  await page.waitForFunction(isQuiet, undefined, { polling: 200 });
}

/** Posts a message that is already in the page: the test's way of bringing it there is not the view's. */
async function deliver(message: ToView): Promise<void> {
  await page.evaluate((given) => {
    window.waiting = [given];
  }, message);
  await quiet();
  await page.evaluate(() => {
    // VS Code transfers the buffers too.
    const [message] = window.waiting;
    const complex = message.kind === 'picture' ? message.picture.complex : {};
    const arrays = Object.values(complex).filter((value) => ArrayBuffer.isView(value));
    const buffers = new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer));
    performance.mark('begin');
    window.postMessage(message, '*', [...buffers]);
  });
}

async function press(key: string): Promise<void> {
  await page.locator('#stage').focus();
  await page.keyboard.press(key);
}

async function choose(label: string, value: string): Promise<void> {
  await page.evaluate(
    ([wanted, chosen]) => {
      const list = [
        ...document.querySelectorAll<HTMLElement & { value: string }>('vscode-dropdown'),
      ];
      const found = list.find((one) => one.ariaLabel === wanted);
      if (!found) throw new Error(`There is no list “${wanted}”.`);
      found.value = chosen;
      found.dispatchEvent(new Event('change'));
    },
    [label, value],
  );
}

function printRow(...cells: readonly (string | number)[]): void {
  const text = cells.map((cell) => (typeof cell === 'number' ? String(Math.round(cell)) : cell));
  console.log(text.map((cell, i) => (i === 0 ? cell.padEnd(26) : cell.padStart(9))).join(''));
}
