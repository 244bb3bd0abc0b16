import { l10n, window } from 'vscode';
import type { Subject } from '../../core/subject.ts';
import type { Kind } from '../../core/export/write.ts';
import type { ImageSize, ImageStyle } from '../../protocol/preview.ts';
import { colouringOf, type Colouring } from '../../core/picture/colouring.ts';
import type { FigureSetup } from '../../protocol/exports.ts';
import { askFormat, askOne, askSetup, setupText } from '../figures/askSetup.ts';
import type { LastExport } from './lastExport.ts';
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
    .map(({ title, targets }) => ({ title, items: targets.filter(isAvailable) }))
    .filter(({ items }) => items.length > 0);
  const item =
    last &&
    groups.flatMap((group) => group.items).find(({ target }) => sameTarget(target, last.target));
  const description =
    last && isFigure(last.target) ? setupText(askedFor(last.target), last.figure) : '';
  return await askFormat(dialogTitle(), groups, item && { item, description });
}

/** Whether a target is a figure, which has a size and a font. */
export function isFigure({ kind }: Target): boolean {
  return ['png', 'seen', 'svg', 'surface'].includes(kind);
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
    title: dialogTitle(),
    placeHolder: l10n.t('Choose what the colours show'),
  });
  return choice?.colouring;
}

/** Asks how a figure is set. Each answer of the last time is the first choice. */
export function askFigure(target: Target, last?: FigureSetup): Promise<FigureSetup | undefined> {
  return askSetup(dialogTitle(), askedFor(target), last);
}

function askedFor(target: Target): Parameters<typeof askSetup>[1] {
  return {
    style: 'style' in target ? target.style : undefined,
    hasResolution: target.kind === 'png',
  };
}

function dialogTitle(): string {
  return l10n.t('Export Fold Complex');
}

/** Asks for the background of an image of the preview. */
export async function askImageStyle(): Promise<ImageStyle | undefined> {
  return askOne(dialogTitle(), l10n.t('Choose a background'), [
    { label: l10n.t('As in the preview'), value: 'screen' },
    { label: l10n.t('Light'), value: 'light' },
    { label: l10n.t('Transparent'), value: 'transparent' },
  ]);
}

/** Asks for the size of an image of the preview. */
export async function askImageSize(): Promise<ImageSize | undefined> {
  const scale = (factor: number): ImageSize => ({ kind: 'scale', factor });
  const pixels = (width: number, height: number): ImageSize => ({ kind: 'pixels', width, height });
  const size = await askOne<ImageSize | 'other'>(dialogTitle(), l10n.t('Choose a size'), [
    { label: l10n.t('Twice the size of the preview'), value: scale(2) },
    { label: l10n.t('As in the preview'), value: scale(1) },
    { label: l10n.t('Four times the size of the preview'), value: scale(4) },
    { label: '1920 × 1080', value: pixels(1920, 1080) },
    { label: '3840 × 2160', value: pixels(3840, 2160) },
    { label: l10n.t('Custom Size…'), value: 'other' },
  ]);
  if (size !== 'other') return size;
  const typed = await window.showInputBox({
    title: dialogTitle(),
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
