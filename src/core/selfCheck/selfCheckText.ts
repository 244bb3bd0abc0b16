import type { Check } from './check.ts';

/** The result in one sentence. */
export function verdictOf(checks: readonly Check[]): string {
  const failed = checks.filter((check) => !check.passed).length;
  return failed === 0
    ? `All ${checks.length} checks passed.`
    : `${failed} of ${checks.length} checks failed: do not trust this build. Please report it.`;
}

/** A table for a terminal: a heading per topic, and per check a mark, its name and the result. */
export function selfCheckText(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ what }) => what.length));
  const sections = byTopic(checks).map(([heading, rows]) => {
    const lines = rows.map(
      ({ what, found, passed, expected }) =>
        `  ${passed ? 'ok  ' : 'FAIL'}  ${what.padEnd(width)}  ${allDigits(found)}` +
        (passed ? '' : `, expected ${allDigits(expected)}`),
    );
    return [heading, ...lines].join('\n');
  });
  return `${sections.join('\n\n')}\n\n${verdictOf(checks)}\n`;
}

/** The same as Markdown, with expected values and tolerances. */
export function selfCheckMarkdown(checks: readonly Check[], version: string): string {
  const sections = byTopic(checks).map(([heading, rows]) => {
    const lines = rows.map(
      ({ what, found, expected, tolerance, passed }) =>
        `| ${passed ? '✓' : '✗ failed'} | ${what.replaceAll('|', '\\|')} | ${allDigits(found)} | ` +
        `${allDigits(expected)} | ${tolerance === 0 ? 'equal' : tolerance} |`,
    );
    const table = ['|   | check | found | expected | to within |', '| - | - | -: | -: | -: |'];
    return [`## ${heading}`, '', ...table, ...lines].join('\n');
  });
  const title = `# Self-check of Fold Complex ${version}\n\n${verdictOf(checks)}`;
  return [title, ...sections, ''].join('\n\n');
}

/** The checks grouped by topic and source, in order of appearance. */
function byTopic(checks: readonly Check[]): readonly (readonly [string, readonly Check[]])[] {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const heading = `${check.topic} (${check.source})`;
    groups.set(heading, [...(groups.get(heading) ?? []), check]);
  }
  return [...groups];
}

/** 15 significant digits, without trailing zeros. */
function allDigits(x: number): string {
  return Number.isInteger(x) ? String(x) : String(Number(x.toPrecision(15)));
}
