import { l10n } from 'vscode';
import type { ExportChoice, FigureSetup } from '../../protocol/exports.ts';
import { askFormat, askSetup, setupText } from './askSetup.ts';
import { defaultFigure, isFigureSetup } from './figureSetup.ts';

/** What a view saved last, and how. */
export interface SavedExport {
  readonly id: string;
  readonly setup: FigureSetup;
}

/** Decodes a stored export; undefined if it is damaged. */
export function savedExportFrom(stored: unknown): SavedExport | undefined {
  const { id, setup } = (stored ?? {}) as Partial<Record<string, unknown>>;
  return typeof id === 'string' && isFigureSetup(setup) ? { id, setup } : undefined;
}

/**
 * Asks what a view is to save and, for a figure, how it is set. The last export is offered again,
 * without further questions.
 */
export async function askExport(
  choices: readonly ExportChoice[],
  last: SavedExport | undefined,
): Promise<SavedExport | undefined> {
  const title = l10n.t('Export');
  const items = choices.map((choice) => ({
    label: choice.label,
    detail: choice.detail,
    choice,
  }));
  const titles = [...new Set(choices.map(({ group }) => group))];
  const groups = titles.map((group) => ({
    title: group,
    items: items.filter(({ choice }) => choice.group === group),
  }));
  const repeated = items.find(({ choice }) => choice.id === last?.id);
  const description =
    last && repeated?.choice.figure ? setupText(askedFor(repeated.choice), last.setup) : '';
  const picked = await askFormat(title, groups, repeated && { item: repeated, description });
  if (!picked) return undefined;
  const { choice } = picked;
  const kept = last?.setup ?? defaultFigure;
  const setup =
    choice.figure && !picked.again ? await askSetup(title, askedFor(choice), kept) : kept;
  return setup && { id: choice.id, setup };
}

function askedFor({ figure }: ExportChoice): Parameters<typeof askSetup>[1] {
  return { style: undefined, hasResolution: figure === 'png' };
}
