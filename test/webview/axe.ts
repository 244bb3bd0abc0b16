import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type Axe from 'axe-core';
import type { Preview } from './harness.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * The violations that axe finds on the page, text contrast included: the serious and critical ones, or
 * of every impact.
 */
export async function violations(
  { page }: Pick<Preview, 'page'>,
  impacts: readonly Axe.ImpactValue[] = ['serious', 'critical'],
): Promise<string[]> {
  await page.evaluate(source);
  return page.evaluate(async (wanted) => {
    const { axe } = window as unknown as { axe: typeof Axe };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact && wanted.includes(impact))
      .map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`);
  }, impacts);
}
