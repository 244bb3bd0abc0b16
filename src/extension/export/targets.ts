import { l10n } from 'vscode';
import type { PageStyle } from '../../core/figure/page.ts';
import type { Kind } from '../../core/export/write.ts';

/**
 * What to export: a file of a kind and style, the preview as a figure (a vector graphic or an image), or
 * an image of the preview as on the screen.
 */
export type Target =
  | { readonly kind: Kind; readonly style: PageStyle }
  | { readonly kind: 'seen' }
  | { readonly kind: 'png' }
  | { readonly kind: 'screen' };

/** A target in the list of exports. */
export interface ListedTarget {
  readonly label: string;
  readonly detail: string;
  readonly target: Target;
}

/** Targets for the same purpose, under one title in the list. */
export interface TargetGroup {
  readonly title: string;
  readonly targets: readonly ListedTarget[];
}

/** All targets, the most common ones first. */
export function targetGroups(): readonly TargetGroup[] {
  const item = (
    label: string,
    detail: string,
    kind: Kind,
    style: PageStyle = 'light',
  ): ListedTarget => ({ label, detail, target: { kind, style } });
  const picture = l10n.t('Figure of the regions, seen from above');
  const seen: readonly ListedTarget[] = [
    {
      label: l10n.t('PNG'),
      detail: l10n.t('Figure of the preview with axes, colour bar and legend'),
      target: { kind: 'png' },
    },
    {
      label: l10n.t('SVG as in the preview'),
      detail: l10n.t('Figure with the camera, heights and colours of the preview'),
      target: { kind: 'seen' },
    },
    {
      label: l10n.t('PNG as on the screen'),
      detail: l10n.t('Image of the preview at any resolution, without a legend'),
      target: { kind: 'screen' },
    },
  ];
  const figures = [
    item(l10n.t('SVG, light background'), picture, 'svg'),
    item(l10n.t('SVG, dark background'), picture, 'svg', 'dark'),
    item(l10n.t('SVG, transparent background'), picture, 'svg', 'transparent'),
    item(
      l10n.t('SVG of the surface'),
      l10n.t('Figure of the surface, seen from above one corner'),
      'surface',
    ),
  ];
  const models = [
    item(l10n.t('GLB'), l10n.t('Surface with colours and folds for 3-D tools, glTF 2.0'), 'glb'),
    item(l10n.t('OBJ'), l10n.t('Surface with a group per region; colours in a second file'), 'obj'),
  ];
  const tables = [
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
  return [
    { title: l10n.t('As in the preview'), targets: seen },
    { title: l10n.t('Figures'), targets: figures },
    { title: l10n.t('3-D models'), targets: models },
    { title: l10n.t('Data'), targets: tables },
  ];
}

/** Whether a stored value is a target. */
export function isTarget(stored: unknown): stored is Target {
  return targetGroups().some(({ targets }) =>
    targets.some(({ target }) => sameTarget(target, stored)),
  );
}

/** Whether a stored value is this target. */
export function sameTarget(target: Target, stored: unknown): boolean {
  const { kind, style } = (stored ?? {}) as Partial<Record<string, unknown>>;
  return target.kind === kind && ('style' in target ? target.style : undefined) === style;
}
