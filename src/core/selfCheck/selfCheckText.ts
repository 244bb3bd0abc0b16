import type { Check } from './check.ts';

/** How many checks passed and failed, in words. */
export function verdictOf(checks: readonly Check[]): string {
  const failed = checks.filter((check) => !check.passed).length;
  return failed === 0
    ? `All ${checks.length} checks passed.`
    : `${failed} of ${checks.length} checks failed: do not trust this build. Please report it.`;
}

/** A table for a terminal: per topic a heading, per check its name, what was found, and a mark. */
export function selfCheckText(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ what }) => what.length));
  const sections = byTopic(checks).map(([heading, rows]) => {
    const lines = rows.map(
      ({ what, found, passed, expected }) =>
        `  ${passed ? 'ok  ' : 'FAIL'}  ${what.padEnd(width)}  ${numberText(found)}` +
        (passed ? '' : `, expected ${numberText(expected)}`),
    );
    return [heading, ...lines].join('\n');
  });
  return `${sections.join('\n\n')}\n\n${verdictOf(checks)}\n`;
}

/** The same as Markdown, with the expected number and how close is close enough beside each. */
export function selfCheckMarkdown(checks: readonly Check[], version: string): string {
  const sections = byTopic(checks).map(([heading, rows]) => {
    const lines = rows.map(
      ({ what, found, expected, tolerance, passed }) =>
        `| ${passed ? '✓' : '✗ failed'} | ${what.replaceAll('|', '\\|')} | ${numberText(found)} | ` +
        `${numberText(expected)} | ${tolerance === 0 ? 'equal' : tolerance} |`,
    );
    const table = ['|   | check | found | expected | to within |', '| - | - | -: | -: | -: |'];
    return [`## ${heading}`, '', ...table, ...lines].join('\n');
  });
  const title = `# Self-check of Fold Complex ${version}\n\n${verdictOf(checks)}`;
  return [title, ...sections, ''].join('\n\n');
}

/** The checks by topic, in the order in which topics come up, headed by topic and source. */
function byTopic(checks: readonly Check[]): readonly (readonly [string, readonly Check[]])[] {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const heading = `${check.topic} (${check.source})`;
    groups.set(heading, [...(groups.get(heading) ?? []), check]);
  }
  return [...groups];
}

/** All digits that make a difference, without the noise of the last place. */
function numberText(x: number): string {
  return Number.isInteger(x) ? String(x) : String(Number(x.toPrecision(15)));
}
