import { l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { pageSizeFrom, pageSizes, pageStyles, type PageStyle } from '../../core/figure/page.ts';
import { fontFamilies, fontStacks, type FontFamily } from '../../core/figure/textWidth.ts';
import type { FigureSetup } from '../../protocol/exports.ts';
import { defaultFigure } from './figureSetup.ts';

/** Which parts of a setup are asked for. */
interface Asked {
  /** Undefined: asked for. */
  readonly style: PageStyle | undefined;
  readonly hasResolution: boolean;
}

/** Asks how a figure is set, in dialogs of this title. Each answer of the last time is the first choice. */
export async function askSetup(
  title: string,
  { style: given, hasResolution }: Asked,
  last: FigureSetup = defaultFigure,
): Promise<FigureSetup | undefined> {
  const style = given ?? (await askPageStyle(title, last.style));
  if (!style) return undefined;
  const size = await askPageSize(title, last);
  if (!size) return undefined;
  const font = await askFont(title, last.font);
  if (!font) return undefined;
  const resolution = hasResolution ? await askResolution(title, last.resolution) : last.resolution;
  return resolution === undefined ? undefined : { style, ...size, font, resolution };
}

/** A setup in short. */
export function setupText(
  { style: given, hasResolution }: Asked,
  { style, width, height, font, resolution }: FigureSetup,
): string {
  const size =
    height === undefined ? l10n.t('{0} mm', width) : l10n.t('{0} × {1} mm', width, height);
  return [
    size,
    ...(given === undefined ? [styleName(style)] : []),
    fontName(font),
    ...(hasResolution ? [l10n.t('{0} dpi', resolution)] : []),
  ].join(', ');
}

/**
 * Asks for one item of several groups. `last` is the one that was used last, offered again on top of the list;
 * `again` says whether it was chosen there.
 */
export async function askFormat<T extends QuickPickItem>(
  title: string,
  groups: readonly { readonly title: string; readonly items: readonly T[] }[],
  last: { readonly item: T; readonly description: string } | undefined,
): Promise<(T & { readonly again: boolean }) | undefined> {
  const separator = (label: string) => ({ label, kind: QuickPickItemKind.Separator });
  const repeated = last && {
    ...last.item,
    again: true,
    label: `$(history) ${last.item.label}`,
    description: last.description,
    detail: l10n.t('As the last export'),
  };
  const items: readonly QuickPickItem[] = [
    ...(repeated ? [separator(l10n.t('Last used')), repeated] : []),
    ...groups.flatMap((group) => [
      separator(group.title),
      ...group.items.map((item) => ({ ...item, again: false })),
    ]),
  ];
  const options = { title, placeHolder: l10n.t('Choose a format'), matchOnDetail: true };
  // Separators cannot be chosen.
  return (await window.showQuickPick(items, options)) as
    (T & { readonly again: boolean }) | undefined;
}

function styleName(style: PageStyle): string {
  switch (style) {
    case 'light':
      return l10n.t('Light');
    case 'dark':
      return l10n.t('Dark');
    case 'transparent':
      return l10n.t('Transparent');
  }
}

function askPageStyle(title: string, last: PageStyle): Promise<PageStyle | undefined> {
  const choices = pageStyles.map((value) => ({ label: styleName(value), value }));
  return askOne(title, l10n.t('Choose a background'), lastFirst(choices, last));
}

type PageSize = Pick<FigureSetup, 'width' | 'height'>;

async function askPageSize(title: string, last: PageSize): Promise<PageSize | undefined> {
  const size = (width: number, description: string) => ({
    label: l10n.t('{0} mm', width),
    description,
    value: width,
  });
  const widths = [
    size(85, l10n.t('Single column')),
    size(170, l10n.t('Double column')),
    size(178, l10n.t('Double column, wide')),
  ];
  const other = { label: l10n.t('Custom Size…'), description: '', value: 0 };
  const isListed = last.height === undefined && widths.some(({ value }) => value === last.width);
  const choices = isListed ? [...lastFirst(widths, last.width), other] : [other, ...widths];
  const width = await askOne(title, l10n.t('Choose a width'), choices);
  if (width === undefined) return undefined;
  if (width > 0) return { width, height: undefined };
  const { least, most } = pageSizes;
  const typed = await window.showInputBox({
    title,
    prompt: l10n.t('Width, or width × height, in millimetres'),
    value: last.height === undefined ? String(last.width) : `${last.width} × ${last.height}`,
    validateInput: (text) =>
      pageSizeFrom(text)
        ? undefined
        : l10n.t('Enter one or two numbers from {0} to {1}, for example 85 × 60', least, most),
  });
  const entered = typed === undefined ? undefined : pageSizeFrom(typed);
  return entered && { width: entered.width, height: entered.height };
}

function fontName(font: FontFamily): string {
  return font === 'sans' ? l10n.t('Sans-serif') : l10n.t('Serif');
}

function askFont(title: string, last: FontFamily): Promise<FontFamily | undefined> {
  const choices = fontFamilies.map((value) => ({
    label: fontName(value),
    description: fontStacks[value].replaceAll("'", ''),
    value,
  }));
  return askOne(title, l10n.t('Choose a font'), lastFirst(choices, last));
}

function askResolution(title: string, last: number): Promise<number | undefined> {
  const choices = [300, 600, 150].map((value) => ({ label: l10n.t('{0} dpi', value), value }));
  return askOne(title, l10n.t('Choose a resolution'), lastFirst(choices, last));
}

interface Choice<T> extends QuickPickItem {
  readonly value: T;
}

function lastFirst<T>(choices: readonly Choice<T>[], last: T): readonly Choice<T>[] {
  return [
    ...choices.filter(({ value }) => value === last),
    ...choices.filter(({ value }) => value !== last),
  ];
}

/** Asks for one of several values. */
export async function askOne<T>(
  title: string,
  placeHolder: string,
  choices: readonly Choice<T>[],
): Promise<T | undefined> {
  return (await window.showQuickPick([...choices], { title, placeHolder }))?.value;
}
