import { l10n, type QuickPickItem, window } from 'vscode';
import type { PageStyle } from '../../core/export/svg/page.ts';
import type { Kind } from '../../core/export/write.ts';
import type { Colouring } from '../../core/picture/colouring.ts';

/** What to export, and in which style if it is a picture. */
export interface Target {
  readonly kind: Kind;
  readonly style: PageStyle;
}

/** Asks for one of the kinds of export. */
export async function askTarget(kinds: readonly Kind[]): Promise<Target | undefined> {
  const items = targets().filter(({ target }) => kinds.includes(target.kind));
  const choice = await window.showQuickPick(items, {
    title: l10n.t('Export Fold Complex'),
    placeHolder: l10n.t('What should it become?'),
    matchOnDetail: true,
  });
  return choice?.target;
}

/** Asks what the colours of the faces are to mean. */
export async function askColouring(outputs: number): Promise<Colouring | undefined> {
  const items: (QuickPickItem & { readonly colouring: Colouring })[] = [
    { label: l10n.t('Activation regions'), colouring: 'region' },
    { label: l10n.t('Height'), colouring: 'height' },
    { label: l10n.t('Length of the gradient'), colouring: 'gradient' },
    { label: l10n.t('Deepest layer that folds'), colouring: 'layer' },
    { label: l10n.t('Linear regions'), colouring: 'linear' },
  ];
  if (outputs > 1) items.push({ label: l10n.t('Largest output'), colouring: 'class' });
  const choice = await window.showQuickPick(items, {
    title: l10n.t('Export Fold Complex'),
    placeHolder: l10n.t('What should the colours show?'),
  });
  return choice?.colouring;
}

function targets(): (QuickPickItem & { readonly target: Target })[] {
  const item = (label: string, detail: string, kind: Kind, style: PageStyle = 'paper') => ({
    label,
    detail,
    target: { kind, style },
  });
  const picture = l10n.t('Vector picture from above, with axes and legend');
  return [
    item(l10n.t('SVG on paper'), picture, 'svg'),
    item(l10n.t('SVG, dark'), picture, 'svg', 'dark'),
    item(l10n.t('SVG, transparent'), picture, 'svg', 'transparent'),
    item(l10n.t('SVG of the surface'), l10n.t('Vector picture over a corner'), 'surface'),
    item(l10n.t('GLB'), l10n.t('Surface with colours and folds for 3-D tools, glTF 2.0'), 'glb'),
    item(l10n.t('OBJ'), l10n.t('Surface with a group per region, colours in a second file'), 'obj'),
    item(l10n.t('CSV of the regions'), l10n.t('Patterns, areas and affine maps'), 'regions'),
    item(l10n.t('CSV of the vertices'), l10n.t('Coordinates and outputs'), 'vertices'),
    item(l10n.t('CSV of the edges'), l10n.t('Ends, neighbours and folds'), 'edges'),
    item(l10n.t('JSON'), l10n.t('The whole complex in one object'), 'json'),
    item(l10n.t('Markdown'), l10n.t('Regions by layer, outputs, neurons'), 'markdown'),
  ];
}
