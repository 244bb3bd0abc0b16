import { html, render } from 'lit-html';
import type { FromView } from '../../protocol/preview.ts';
import type { Preset } from '../viewport/camera.ts';
import type { ChoicesChange } from '../viewport/choices.ts';
import { complexGestures } from './commands.ts';
import type { Drawing } from '../viewport/drawing.ts';
import type { Command } from '../kit/commands.ts';
import { createKeyList } from '../kit/keyList.ts';
import { l10n } from '../kit/l10n.ts';
import { createCard, type Card } from './panes/card.ts';
import { createGuide } from './panes/guide.ts';
import { createHeader } from './panes/header.ts';
import { createLegend } from './panes/legend.ts';
import { createNotice } from './panes/notice.ts';
import { createSettings } from './panes/settings.ts';
import { createStatistics } from './panes/statistics.ts';
import { createStatusLine, createSummary } from './panes/statusLine.ts';
import { createTable } from './panes/table.ts';
import type { Spot } from '../viewport/picking.ts';
import type { Pane, State } from './state.ts';
import type { Trial } from './trial.ts';

/** What the panes can do. */
export interface PageActions {
  readonly send: (message: FromView) => void;
  /** Changes numbers of the text. */
  readonly trial: Trial;
  readonly toggleStatistics: () => void;
  readonly toggleTable: () => void;
  readonly toggleHelp: () => void;
  readonly choose: (change: ChoicesChange) => void;
  readonly look: (preset: Preset) => void;
  readonly pin: (spot: Spot | undefined) => void;
  readonly unpin: () => void;
  /** Folds the card to a few lines, or unfolds it. */
  readonly foldCard: (isFolded: boolean) => void;
  readonly leaveCard: () => void;
  /** Hovers a region at its middle, or none. */
  readonly point: (cell: number | undefined) => void;
  /** Pins a region at its middle, or none. */
  readonly select: (cell: number | undefined) => void;
  /** Closes the notice about numbers that cannot be changed. */
  readonly read: () => void;
  readonly guide: {
    readonly go: (step: number) => void;
    readonly describe: (what: Pick<State, 'explained' | 'explainsRegion'>) => void;
    readonly choose: (cell: number | undefined) => void;
    readonly close: () => void;
  };
}

export interface Page {
  update(state: State, drawing: Drawing | undefined): void;
  readonly card: Pick<Card, 'place' | 'awaits' | 'isUnderPointer'>;
  /** Gives the focus to the filter of the table. */
  focusFilter(): void;
}

/** The panes of the page around the stage. */
export function createPage(
  root: HTMLElement,
  stage: HTMLElement,
  commands: readonly Command<State>[],
  state: State,
  actions: PageActions,
): Page {
  const { send, choose } = actions;
  const header = createHeader(commands);
  const notice = createNotice(send, {
    fix: (problem) => send({ kind: 'fixProblem', problem }),
    startFromExample: () => send({ kind: 'startFromExample' }),
    writeOut: (layer) => send({ kind: 'writeOut', layer }),
    read: actions.read,
  });
  const settings = createSettings(actions);
  const card = createCard({ ...actions, fold: actions.foldCard, leave: actions.leaveCard });
  const help = createKeyList(commands, complexGestures(), state, actions.toggleHelp);
  const statistics = createStatistics({
    send,
    select: actions.pin,
    close: actions.toggleStatistics,
  });
  const table = createTable({
    order: (tableOrder) => choose({ tableOrder }),
    filter: (tableFilter) => choose({ tableFilter }),
    point: actions.point,
    select: actions.select,
    close: actions.toggleTable,
  });
  const guide = createGuide({ send, ...actions.guide });
  const legend = createLegend(actions);
  const statusLine = createStatusLine();
  const summary = createSummary();
  render(
    html`${header.node}
      <div class="workspace panes">
        <div class="side">${settings.node}${statistics.node}</div>
        <main class="middle">
          ${stage}${notice.node}${card.node}${help.node}${summary.node}
          <p class="sr-only" id="keys-hint">
            ${l10n.t('Arrow keys move between regions, Enter pins one, question mark lists all keys.')}
          </p>
        </main>
        ${guide.node}
      </div>
      ${table.node}
      <footer>${legend.node}${statusLine.node}</footer>`,
    root,
  );
  const panes: readonly Pane[] = [
    ...[header, notice, settings, card, help, statistics],
    ...[table, guide, legend, statusLine, summary],
  ];
  return {
    update: (state, drawing) => {
      for (const pane of panes) pane.update(state, drawing);
    },
    card,
    focusFilter: () => table.focusFilter(),
  };
}
