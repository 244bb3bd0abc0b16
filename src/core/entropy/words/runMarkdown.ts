import type { Localizer } from '../../localizer.ts';
import { printable } from '../../printable.ts';
import type { FoundConfig } from '../diagnostics/trainerConfig.ts';
import type { JudgedRun } from './judgedRun.ts';
import { modelText } from './modelText.ts';
import { configuredTexts } from './originText.ts';

/**
 * The report on a run as Markdown, for a pull request: the verdict, the outlook, what the log cannot
 * tell, and the settings behind it. `title` names the run.
 */
export function runMarkdown(
  title: string,
  { text, outlookText, setup, assumed }: JudgedRun,
  config: FoundConfig | undefined,
  l10n: Localizer,
): string {
  const list = (texts: readonly string[]): string =>
    texts.map((one) => `- ${escaped(one)}\n`).join('');
  const parts = [
    `## ${escaped(title)}\n`,
    `**${escaped(text.headline)}** ${escaped(text.model)}\n`,
    list([...text.alarms.map((alarm) => alarm.text), ...text.notes]),
    [
      `| ${escaped(l10n.t('Outlook'))} | |\n| --- | --- |\n`,
      ...outlookText.rows.map(({ name, text }) => `| ${escaped(name)} | ${escaped(text)} |\n`),
    ].join(''),
    `${escaped(l10n.t('This log cannot tell:'))}\n\n${list(outlookText.cannotTell)}`,
    `${escaped(modelText(setup, l10n))}.\n`,
    list(config ? configuredTexts(assumed, config, l10n) : []),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** A text on one line in which nothing is markup. */
function escaped(text: string): string {
  return printable(text).replace(/[\\`*_[\]<>|#~&]/g, '\\$&');
}
