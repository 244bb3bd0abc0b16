/*
 * Times a step of a slider of the entropy view in headless Chromium: the script from the input event to
 * the end of the frame that shows it, without the work of the GPU after that.
 *
 *   npm run bench:sliders [-- [--steps N] [--compare REF]]
 *
 * --compare builds another commit in a temporary folder, alternates with it, and prints ratios.
 */
import { execFileSync } from 'node:child_process';
import { launchChromium } from '../scripts/vscode/chromium.mjs';
import type { FromEntropyView, ToEntropyView } from '../src/protocol/entropy/model.ts';
import { parseEntropySpec } from '../src/language/entropy/parse.ts';
import { openView } from '../test/webview/harness.ts';
import { buildOf } from './builds.ts';

/** Milliseconds per step, by name of the slider. */
type Figures = Readonly<Record<string, { readonly median: number; readonly worst: number }>>;

/** Number of alternating processes in a comparison. */
const rounds = 3;
const sliders = ['Group G', 'Decisions T', 'KL β', 'Entropy τ'];

const given = process.argv.slice(2);
const valueOf = (flag: string): string | undefined => {
  const at = given.indexOf(flag);
  return at < 0 ? undefined : given[at + 1];
};
const steps = Number(valueOf('--steps') ?? 40);
const ref = valueOf('--compare');

if (given.includes('--alone')) process.stdout.write(JSON.stringify(await measure()));
else if (ref !== undefined) compare(ref);
else print(await measure());

async function measure(): Promise<Figures> {
  const browser = await launchChromium();
  const view = await openView<ToEntropyView, FromEntropyView>(browser, 'entropy', {
    size: { width: 1200, height: 800 },
  });
  const { spec } = parseEntropySpec(
    'model: { kind: grpo, decisions: 10 }\ncontrols: { kl: 0.3, entropy_bonus: 0.02, reference_success: 0.0059 }',
    'yaml',
  );
  if (!spec) throw new Error('The spec does not decode.');
  await view.send({ kind: 'restore', uri: undefined, state: undefined });
  await view.send({ kind: 'document', document: { version: 1, title: 'bench', spec } });
  await view.page.locator('.panes[data-version="1"]').waitFor();
  const figures: Record<string, Figures[string]> = {};
  for (const name of sliders) {
    const times = await view.page.getByLabel(name, { exact: true }).evaluate(dragged, steps);
    times.sort((a, b) => a - b);
    figures[name] = { median: times[times.length >> 1], worst: times[times.length - 1] };
  }
  await browser.close();
  return figures;
}

/** Runs in the page: moves the slider back and forth, and returns the milliseconds of each step. */
async function dragged(node: Element, count: number): Promise<number[]> {
  const input = node as HTMLInputElement;
  const times: number[] = [];
  // The first ten steps are a warm-up, in which the code is compiled.
  for (let i = -10; i < count; i++) {
    const share = 0.5 + 0.35 * Math.sin(0.7 * i);
    const start = performance.now();
    input.valueAsNumber = share * Number(input.max) + (1 - share) * Number(input.min);
    input.dispatchEvent(new Event('input'));
    const heard = performance.now() - start;
    const frame = await new Promise<number>((shown) => {
      // Callbacks of the same frame share its timestamp, and this one runs after the view's.
      requestAnimationFrame((begin) => shown(performance.now() - Math.max(begin, start + heard)));
    });
    if (i >= 0) times.push(heard + frame);
  }
  return times;
}

function compare(other: string): void {
  using build = buildOf(other, 'bench/sliders.ts');
  const run = (script: string): Figures =>
    JSON.parse(
      execFileSync(process.execPath, [script, '--alone', '--steps', String(steps)], {
        encoding: 'utf8',
      }),
    ) as Figures;
  const pairs = Array.from({ length: rounds }, () => [run(build.script), run(process.argv[1])]);
  for (const name of sliders) {
    const [before, now] = [0, 1].map((k) => Math.min(...pairs.map((two) => two[k][name].median)));
    const ratio = (before / now).toFixed(2);
    console.log(
      `${name}: ${before.toFixed(1)} ms before, ${now.toFixed(1)} ms now: ${ratio} times`,
    );
  }
}

function print(figures: Figures): void {
  for (const [name, { median, worst }] of Object.entries(figures))
    console.log(`${name}: ${median.toFixed(1)} ms in the median, ${worst.toFixed(1)} ms at most`);
}
