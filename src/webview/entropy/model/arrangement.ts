import type { EntropyLayout } from '../../../protocol/entropy/model.ts';

/** The panes by the ids of their elements. */
export type PaneId = 'surface' | 'plane' | 'section' | 'landscape' | 'readout';

/** Which panes are shown and how they are laid out. */
export interface Arrangement {
  /** All panes; two rows, the second with a pane and tabs; or two rows with a pane each. */
  readonly kind: 'full' | 'split' | 'stacked';
  readonly main: PaneId;
  /** The panes that share one place, with tabs to choose from; none in full. */
  readonly tabs: readonly PaneId[];
  /** The chosen tab. */
  readonly tab: PaneId | undefined;
  readonly shown: readonly PaneId[];
}

/** Sizes in pixels that the arrangements need. */
const full = { width: 800, height: 480 };
const split = { width: 600 };

/**
 * The arrangement that fits into a size: the main pane always, the others as far as there is room.
 * Without a surface, that is the phase diagram.
 */
export function arrangementOf(
  { width, height }: { readonly width: number; readonly height: number },
  layout: EntropyLayout,
  chosen: PaneId,
  hasSurface = true,
): Arrangement {
  const main = layout === 'surface' && hasSurface ? 'surface' : 'plane';
  const second: readonly PaneId[] = main === 'surface' ? ['plane'] : hasSurface ? ['surface'] : [];
  const details: readonly PaneId[] = ['section', 'landscape', 'readout'];
  if (width >= full.width && height >= full.height)
    return { kind: 'full', main, tabs: [], tab: undefined, shown: [main, ...second, ...details] };
  const isSplit = width >= split.width && hasSurface;
  const tabs = isSplit ? details : [...second, ...details];
  const tab = tabs.includes(chosen) ? chosen : tabs[0];
  const beside = isSplit ? second : [];
  const kind = isSplit ? 'split' : 'stacked';
  return { kind, main, tabs, tab, shown: [main, ...beside, tab] };
}
