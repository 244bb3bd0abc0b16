// The generated tables of docs/logs.md: codes of verdicts and alarms, and exit codes.
import { format } from 'prettier';

/** @typedef {Readonly<Record<string, string>>} Meanings */

/** The page with the tables. */
export const pageWithCodes = 'docs/logs.md';

/**
 * The page with tables that are up to date, each below its heading.
 * @param {string} page
 * @param {{ formatNames: Meanings, verdictCodes: Meanings, alarmCodes: Meanings, runExitCodes: Meanings }} codes
 */
export function withCodes(page, { formatNames, verdictCodes, alarmCodes, runExitCodes }) {
  const tables = {
    Formats: table(['Code', 'Format'], formatNames),
    Verdicts: table(['Code', 'The entropy …'], verdictCodes),
    Alarms: table(['Code', 'The entropy …'], alarmCodes),
    'Exit codes': table(['Code', 'When'], runExitCodes),
  };
  let updated = page;
  for (const [heading, rows] of Object.entries(tables)) {
    const place = new RegExp(`(### ${heading}\n\n)(\\|.*\n)+`);
    if (!place.test(updated)) throw new Error(`${pageWithCodes} has no table below "${heading}".`);
    updated = updated.replace(place, (_, title) => `${title}${rows}\n`);
  }
  return format(updated, { parser: 'markdown', proseWrap: 'preserve' });
}

/**
 * @param {readonly string[]} head
 * @param {Meanings} meanings
 */
function table(head, meanings) {
  const rows = Object.entries(meanings).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
  return [`| ${head.join(' | ')} |`, '| --- | --- |', ...rows].join('\n');
}
