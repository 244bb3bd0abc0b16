import { l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { pageSizeFrom, pageSizes, type PageStyle } from '../../core/export/svg/page.ts';
import { fontStacks, type FontFamily } from '../../core/export/svg/textWidth.ts';
import type { Subject } from '../../core/subject.ts';
import type { Kind } from '../../core/export/write.ts';
import type { ImageSize, ImageStyle } from '../../protocol/preview.ts';
import { colouringOf, type Colouring } from '../../core/picture/colouring.ts';
import { defaultFigure, type FigureSetup, type LastExport } from './lastExport.ts';
import { sameTarget, targetGroups, type ListedTarget, type Target } from './targets.ts';

/** What to export; `again` if it is to be exported as the last time. */
export interface TargetChoice {
  readonly target: Target;
  readonly again: boolean;
}

/**
 * Asks for one of the kinds of export. A preview can be exported as it looks only if one is
 * visible. The last export is offered again, without further questions.
 */
export async function askTarget(
  kinds: readonly Kind[],
  isShown: boolean,
  last: LastExport | undefined,
): Promise<TargetChoice | undefined> {
  const isAvailable = ({ target: { kind } }: ListedTarget): boolean =>
    kind === 'seen' ? isShown : kind === 'png' || kind === 'screen' || kinds.includes(kind);
  const groups = targetGroups()
    .map(({ title, targets }) => ({ title, targets: targets.filter(isAvailable) }))
    .filter(({ targets }) => targets.length > 0);
  const repeated =
    last &&
    groups.flatMap(({ targets }) => targets).find(({ target }) => sameTarget(target, last.target));
  const again = repeated && {
    ...repeated,
    again: true,
    label: `$(history) ${repeated.label}`,
    description: isFigure(last.target) ? figureText(last.target, last.figure) : '',
    detail: l10n.t('As the last export'),
  };
  const items: readonly (QuickPickItem & Partial<TargetChoice>)[] = [
    ...(again ? [separator(l10n.t('Last used')), again] : []),
    ...groups.flatMap(({ title, targets }) => [
      separator(title),
      ...targets.map((item) => ({ ...item, again: false })),
    ]),
  ];
  const choice = await window.showQuickPick(items, {
    title: l10n.t('Export Fold Complex'),
    placeHolder: l10n.t('Choose a format'),
    matchOnDetail: true,
  });
  const { target } = choice ?? {};
  return target && { target, again: choice?.again === true };
}

function separator(label: string): QuickPickItem {
  return { label, kind: QuickPickItemKind.Separator };
}

/** Whether a target is a figure, which has a size and a font. */
export function isFigure({ kind }: Target): boolean {
  return ['png', 'seen', 'svg', 'surface'].includes(kind);
}

function figureText(
  { kind }: Target,
  { style, width, height, font, resolution }: FigureSetup,
): string {
  const size =
    height === undefined ? l10n.t('{0} mm', width) : l10n.t('{0} × {1} mm', width, height);
  return [
    size,
    ...(kind === 'png' || kind === 'seen' ? [styleName(style)] : []),
    fontName(font),
    ...(kind === 'png' ? [l10n.t('{0} dpi', resolution)] : []),
  ].join(', ');
}

/** Asks what the colours of the faces mean; first, what they mean by default. */
export async function askColouring(picture: Subject): Promise<Colouring | undefined> {
  const names: Readonly<Record<Colouring, string>> = {
    height: l10n.t('Mean height'),
    class: l10n.t('Largest output'),
    entropy: l10n.t('Policy entropy'),
    gradient: l10n.t('Gradient norm'),
    layer: l10n.t('Layer of last fold'),
    region: l10n.t('Regions'),
    linear: l10n.t('Linear regions'),
  };
  const usual = colouringOf(picture, 'auto');
  const items = (Object.keys(names) as Colouring[])
    .filter((colouring) => colouringOf(picture, colouring) === colouring)
    .map((colouring) => ({
      label: names[colouring],
      colouring,
      ...(colouring === usual && { description: l10n.t('Default') }),
    }))
    .sort((a, b) => Number(b.colouring === usual) - Number(a.colouring === usual));
  const choice = await window.showQuickPick(items, {
    title: l10n.t('Export Fold Complex'),
    placeHolder: l10n.t('Choose what the colours show'),
  });
  return choice?.colouring;
}

/** Asks how a figure is set. Each answer of the last time is the first choice. */
export async function askFigure(
  target: Target,
  last: FigureSetup = defaultFigure,
): Promise<FigureSetup | undefined> {
  const style = 'style' in target ? target.style : await askPageStyle(last.style);
  if (!style) return undefined;
  const size = await askPageSize(last);
  if (!size) return undefined;
  const font = await askFont(last.font);
  if (!font) return undefined;
  const resolution = target.kind === 'png' ? await askResolution(last.resolution) : last.resolution;
  return resolution === undefined ? undefined : { style, ...size, font, resolution };
}

const pageStyles: readonly PageStyle[] = ['light', 'dark', 'transparent'];

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

function askPageStyle(last: PageStyle): Promise<PageStyle | undefined> {
  const choices = pageStyles.map((value) => ({ label: styleName(value), value }));
  return askOne(l10n.t('Choose a background'), lastFirst(choices, last));
}

type PageSize = Pick<FigureSetup, 'width' | 'height'>;

async function askPageSize(last: PageSize): Promise<PageSize | undefined> {
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
  const width = await askOne(l10n.t('Choose a width'), choices);
  if (width === undefined) return undefined;
  if (width > 0) return { width, height: undefined };
  const { least, most } = pageSizes;
  const typed = await window.showInputBox({
    title: l10n.t('Export Fold Complex'),
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

function askFont(last: FontFamily): Promise<FontFamily | undefined> {
  const choices = (['sans', 'serif'] as const).map((value) => ({
    label: fontName(value),
    description: fontStacks[value].replaceAll("'", ''),
    value,
  }));
  return askOne(l10n.t('Choose a font'), lastFirst(choices, last));
}

function askResolution(last: number): Promise<number | undefined> {
  const choices = [300, 600, 150].map((value) => ({ label: l10n.t('{0} dpi', value), value }));
  return askOne(l10n.t('Choose a resolution'), lastFirst(choices, last));
}

/** Asks for the background of an image of the preview. */
export async function askImageStyle(): Promise<ImageStyle | undefined> {
  return askOne(l10n.t('Choose a background'), [
    { label: l10n.t('As in the preview'), value: 'screen' },
    { label: l10n.t('Light'), value: 'light' },
    { label: l10n.t('Transparent'), value: 'transparent' },
  ]);
}

/** Asks for the size of an image of the preview. */
export async function askImageSize(): Promise<ImageSize | undefined> {
  const scale = (factor: number): ImageSize => ({ kind: 'scale', factor });
  const pixels = (width: number, height: number): ImageSize => ({ kind: 'pixels', width, height });
  const size = await askOne<ImageSize | 'other'>(l10n.t('Choose a size'), [
    { label: l10n.t('Twice the size of the preview'), value: scale(2) },
    { label: l10n.t('As in the preview'), value: scale(1) },
    { label: l10n.t('Four times the size of the preview'), value: scale(4) },
    { label: '1920 × 1080', value: pixels(1920, 1080) },
    { label: '3840 × 2160', value: pixels(3840, 2160) },
    { label: l10n.t('Custom Size…'), value: 'other' },
  ]);
  if (size !== 'other') return size;
  const typed = await window.showInputBox({
    title: l10n.t('Export Fold Complex'),
    prompt: l10n.t('Width × height in pixels, for example 1600 × 1200'),
    value: '1600 × 1200',
    validateInput: (text) =>
      pixelsIn(text)
        ? undefined
        : l10n.t('Enter two integers from 16 to 16384, for example 1600 × 1200'),
  });
  return typed === undefined ? undefined : pixelsIn(typed);
}

function pixelsIn(text: string): ImageSize | undefined {
  const [, width, height] = (/^\s*(\d+)\s*[x×*, ]\s*(\d+)\s*$/i.exec(text) ?? []).map(Number);
  const isSize = (n: number): boolean => n >= 16 && n <= 16_384;
  return isSize(width) && isSize(height) ? { kind: 'pixels', width, height } : undefined;
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

async function askOne<T>(
  placeHolder: string,
  choices: readonly Choice<T>[],
): Promise<T | undefined> {
  const title = l10n.t('Export Fold Complex');
  return (await window.showQuickPick([...choices], { title, placeHolder }))?.value;
}
