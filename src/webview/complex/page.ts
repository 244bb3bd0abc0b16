import type { FromView } from '../../protocol/preview.ts';
import type { Preset } from '../viewport/camera.ts';
import type { Choices } from './choices.ts';
import { complexGestures } from './commands.ts';
import type { Drawing } from '../viewport/drawing.ts';
import type { Command } from '../kit/commands.ts';
import { element } from '../kit/element.ts';
import { createKeyList } from '../kit/keyList.ts';
import { l10n } from '../kit/l10n.ts';
import { createCard } from './panes/card.ts';
import { createGuide } from './panes/guide.ts';
import { createHeader } from './panes/header.ts';
import { createLegend } from './panes/legend.ts';
import { createNotice } from './panes/notice.ts';
import { createSettings } from './panes/settings.ts';
import { createStatistics } from './panes/statistics.ts';
import { createStatusLine, createSummary } from './panes/statusLine.ts';
import { createTable } from './panes/table.ts';
import type { Pane, Spot, State } from './state.ts';

/** What the panes can ask for. */
export interface PageActions {
  readonly send: (message: FromView) => void;
  readonly toggleStatistics: () => void;
  readonly toggleTable: () => void;
  readonly toggleHelp: () => void;
  readonly choose: (change: Partial<Choices>) => void;
  readonly look: (preset: Preset) => void;
  readonly pin: (spot: Spot | undefined) => void;
  readonly unpin: () => void;
  /** Leaves of the card what fits in a few lines, or unfolds it. */
  readonly foldCard: (isFolded: boolean) => void;
  /** Points at the middle of a region, or at none. */
  readonly point: (cell: number | undefined) => void;
  /** Pins a region by its middle. */
  readonly select: (cell: number | undefined) => void;
  /** Takes a refusal away once it has been read. */
  readonly read: () => void;
  readonly guide: {
    readonly go: (step: number) => void;
    readonly light: (explained: State['explained']) => void;
    readonly choose: (cell: number | undefined) => void;
    readonly close: () => void;
  };
}

export interface Page {
  update(state: State, drawing: Drawing | undefined): void;
  /** Gives the focus to the filter of the table. */
  focusFilter(): void;
}

/** The panes of the page, and where they stand round the stage. */
export function createPage(
  root: HTMLElement,
  stage: HTMLElement,
  commands: readonly Command<State>[],
  state: State,
  acts: PageActions,
): Page {
  const { send, choose } = acts;
  const header = createHeader(commands);
  const notice = createNotice(send, {
    writeOut: (layer) => send({ kind: 'writeOut', layer }),
    read: acts.read,
  });
  const settings = createSettings(acts);
  const card = createCard({ ...acts, fold: acts.foldCard });
  const help = createKeyList(commands, complexGestures(), state, acts.toggleHelp);
  const statistics = createStatistics({ send, select: acts.pin, close: acts.toggleStatistics });
  const table = createTable({
    order: (tableOrder) => choose({ tableOrder }),
    filter: (tableFilter) => choose({ tableFilter }),
    point: acts.point,
    select: acts.select,
    close: acts.toggleTable,
  });
  const guide = createGuide({ send, ...acts.guide });
  const legend = createLegend();
  const statusLine = createStatusLine();
  const summary = createSummary();
  root.append(
    header.node,
    element(
      'div',
      { class: 'workspace panes' },
      element('div', { class: 'side' }, settings.node, statistics.node),
      element('main', { class: 'middle' }, stage, notice.node, card.node, help.node),
      guide.node,
    ),
    table.node,
    legend.node,
    statusLine.node,
    summary.node,
    element(
      'p',
      { class: 'sr-only', id: 'keys-hint' },
      l10n.t('Arrow keys walk from region to region, Enter pins, question mark lists all keys.'),
    ),
  );
  const panes: readonly Pane[] = [
    ...[header, notice, settings, card, help, statistics],
    ...[table, guide, legend, statusLine, summary],
  ];
  return {
    update: (state, drawing) => {
      for (const pane of panes) pane.update(state, drawing);
    },
    focusFilter: () => table.focusFilter(),
  };
}
