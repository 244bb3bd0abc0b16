import { l10n, type QuickPickItem, window } from 'vscode';
import type { PageStyle } from '../../core/export/svg/page.ts';
import type { Subject } from '../../core/subject.ts';
import type { Kind } from '../../core/export/write.ts';
import type { ImageSize, ImageStyle } from '../../protocol/preview.ts';
import { colouringOf, type Colouring } from '../../core/picture/colouring.ts';

/**
 * What to export: a file of a kind and style, an image of the preview, or the preview as a vector
 * graphic.
 */
export type Target =
  | { readonly kind: Kind; readonly style: PageStyle }
  | { readonly kind: 'png' }
  | { readonly kind: 'seen' };

/**
 * Asks for one of the kinds of export. A preview can be exported as it looks only if one is
 * visible.
 */
export async function askTarget(
  kinds: readonly Kind[],
  isShown: boolean,
): Promise<Target | undefined> {
  const items = targets().filter(({ target: { kind } }) =>
    kind === 'seen' ? isShown : kind === 'png' || kinds.includes(kind),
  );
  const choice = await window.showQuickPick(items, {
    title: l10n.t('Export Fold Complex'),
    placeHolder: l10n.t('Choose a format'),
    matchOnDetail: true,
  });
  return choice?.target;
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

/** Asks for the style of an SVG. */
export async function askPageStyle(): Promise<PageStyle | undefined> {
  return askOne(l10n.t('Choose a background'), [
    [l10n.t('Paper'), 'paper'],
    [l10n.t('Dark'), 'dark'],
    [l10n.t('Transparent'), 'transparent'],
  ]);
}

/** Asks for the background of an image. */
export async function askImageStyle(): Promise<ImageStyle | undefined> {
  return askOne(l10n.t('Choose a background'), [
    [l10n.t('As in the preview'), 'screen'],
    [l10n.t('Paper'), 'paper'],
    [l10n.t('Transparent'), 'transparent'],
  ]);
}

/** Asks for the size of an image. */
export async function askImageSize(): Promise<ImageSize | undefined> {
  const scale = (factor: number): ImageSize => ({ kind: 'scale', factor });
  const pixels = (width: number, height: number): ImageSize => ({ kind: 'pixels', width, height });
  const size = await askOne<ImageSize | 'other'>(l10n.t('Choose a size'), [
    [l10n.t('Twice the size of the preview'), scale(2)],
    [l10n.t('As in the preview'), scale(1)],
    [l10n.t('Four times the size of the preview'), scale(4)],
    ['1920 × 1080', pixels(1920, 1080)],
    ['3840 × 2160', pixels(3840, 2160)],
    [l10n.t('Another Size…'), 'other'],
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

async function askOne<T>(
  placeHolder: string,
  choices: readonly (readonly [label: string, value: T])[],
): Promise<T | undefined> {
  const items = choices.map(([label, value]) => ({ label, value }));
  const title = l10n.t('Export Fold Complex');
  return (await window.showQuickPick(items, { title, placeHolder }))?.value;
}

function targets(): (QuickPickItem & { readonly target: Target })[] {
  const item = (label: string, detail: string, kind: Kind, style: PageStyle = 'paper') => ({
    label,
    detail,
    target: { kind, style } as const,
  });
  const picture = l10n.t('Vector graphic, seen from above, with axes and legend');
  return [
    {
      label: l10n.t('PNG'),
      detail: l10n.t('Image of the preview, in any size, on a light or transparent background'),
      target: { kind: 'png' },
    },
    {
      label: l10n.t('SVG as in the preview'),
      detail: l10n.t('Vector graphic with the camera, heights and colours of the preview'),
      target: { kind: 'seen' },
    },
    item(l10n.t('SVG, light background'), picture, 'svg'),
    item(l10n.t('SVG, dark background'), picture, 'svg', 'dark'),
    item(l10n.t('SVG, transparent background'), picture, 'svg', 'transparent'),
    item(
      l10n.t('SVG of the surface'),
      l10n.t('Vector graphic of the surface in perspective'),
      'surface',
    ),
    item(l10n.t('GLB'), l10n.t('Surface with colours and folds for 3-D tools, glTF 2.0'), 'glb'),
    item(l10n.t('OBJ'), l10n.t('Surface with a group per region; colours in a second file'), 'obj'),
    item(l10n.t('CSV of the regions'), l10n.t('Patterns, areas and affine maps'), 'regions'),
    item(l10n.t('CSV of the vertices'), l10n.t('Coordinates and outputs'), 'vertices'),
    item(l10n.t('CSV of the edges'), l10n.t('Ends, adjacent regions and folds'), 'edges'),
    item(
      l10n.t('CSV of the decision boundaries'),
      l10n.t('Polylines where the largest output changes'),
      'boundaries',
    ),
    item(
      l10n.t('CSV of the contour lines'),
      l10n.t('Polylines of equal height at round values'),
      'levels',
    ),
    item(l10n.t('JSON'), l10n.t('The complete complex in one object'), 'json'),
    item(l10n.t('Markdown'), l10n.t('Analysis: regions per layer, outputs, neurons'), 'markdown'),
  ];
}
