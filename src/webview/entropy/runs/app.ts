import { html } from 'lit-html';
import { originOf } from '../../../core/entropy/diagnostics/training.ts';
import type { FromRunView, ToRunView } from '../../../protocol/entropy/runs.ts';
import type { MakeExport } from '../../../protocol/exports.ts';
import { figureSvg, type FigureTools, type PlotFigure } from '../../kit/figure.ts';
import { saveFigure } from '../../kit/saveFigure.ts';
import { exportChoices, runFigure, type RunFigure } from './figure.ts';
import { listenToKeys } from '../../kit/commands.ts';
import { createContextMenu } from '../../kit/contextMenu.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { createKeyList } from '../../kit/keyList.ts';
import { createShell } from '../../kit/shell.ts';
import { createSaver } from '../../kit/stateStore.ts';
import type { Host } from '../../kit/host.ts';
import { createAbout } from './about.ts';
import { createColumns } from './columns.ts';
import { runCommands } from './commands.ts';
import { createRunHeader } from './header.ts';
import { createHeadline } from './headline.ts';
import { createRunList } from './runList.ts';
import { createOutlook, createOutlookSummary } from './outlookPane.ts';
import { createPlacementPane } from './placementPane.ts';
import { initialState, runsOf, type ListedRun, type RunPane } from './state.ts';
import { markdownOf, readingOf } from './reading.ts';
import { runCsv } from './runCsv.ts';
import { createStatistics } from './statistics.ts';
import { createSweepPane } from './sweepPane.ts';
import { createTimeCharts } from './timeCharts.ts';
import { decodeKept, keptOf } from './viewState.ts';

/** Builds the view of training runs in `root`. */
export function startRuns(root: HTMLElement): void {
  const shell = createShell({
    initial: initialState,
    receive,
    present,
    saver: (host: Host<FromRunView>, state) =>
      createSaver(
        () => {
          const { uris } = state();
          return uris && { uris, state: keptOf(state()) };
        },
        (saved) => {
          host.keep(saved);
          host.send({ kind: 'keepState', state: saved.state });
        },
      ),
  });
  const { store, send } = shell;

  let runs: readonly ListedRun[] = [];
  const choose = (chosen: number): void => store.set({ chosen });
  const toggleHelp = (): void => store.set({ helpOpen: !store.get().helpOpen });
  const copyReport = (): void => {
    const reading = readingOf(store.get(), runs);
    if (reading) send({ kind: 'copy', text: markdownOf(reading) });
  };
  const commands = runCommands({
    add: () => send({ kind: 'add' }),
    copyReport,
    exportRun: () => {
      const reading = readingOf(store.get(), runs);
      if (reading) send({ kind: 'chooseExport', choices: exportChoices(reading) });
    },
    toggleColumns: () => store.set({ columnsOpen: !store.get().columnsOpen }),
    toggleAbout: () => store.set({ aboutOpen: !store.get().aboutOpen }),
    toggleHelp,
    cancel: () => store.set({ helpOpen: false, aboutOpen: false }),
  });
  const panes: readonly RunPane[] = [
    createRunHeader(commands),
    createKeyList(commands, [], store.get(), toggleHelp),
    createAbout(),
    createRunList({ send, choose }),
    createColumns(send),
    createHeadline(send, () => store.set({ columnsOpen: true })),
    createOutlookSummary(),
    createPlacementPane(
      (change) => store.set({ setup: { ...store.get().setup, ...change } }),
      () => {
        const reading = readingOf(store.get(), runs);
        if (!reading) return;
        const { listed, modelled, setup } = reading;
        send({ kind: 'showModel', uri: listed.uri, setup, origin: originOf(modelled, setup) });
      },
      () => store.set({ setup: {} }),
    ),
    createTimeCharts((step) => store.set({ step })),
    createOutlook(copyReport),
    createStatistics((statisticsOpen) => store.set({ statisticsOpen })),
    createSweepPane({
      ...{ send, choose },
      change: (change) => store.set({ sweep: { ...store.get().sweep, ...change } }),
    }),
  ];
  const [header, help, ...parts] = panes.map((p) => p.node);
  const middle = elementOf(html`<main class="run-main">${parts}</main>`);
  root.append(header, middle, help);
  listenToKeys(commands, store.get);
  createContextMenu(root, commands, store.get);

  function present(): void {
    for (const pane of panes) pane.update(store.get(), runs);
  }

  function receive(message: ToRunView): void {
    if (message.kind === 'restore') {
      store.set(decodeKept(message.state));
      return;
    }
    if (message.kind === 'uris') {
      store.set({ uris: message.uris });
      return;
    }
    if (message.kind === 'makeExport') {
      makeExport(message);
      return;
    }
    if (message.kind === 'reading') {
      store.set({ read: message.share });
      return;
    }
    const chosen = runs[store.get().chosen] as ListedRun | undefined;
    runs = runsOf(message.logs);
    // Keeps the same run selected while logs are added, removed or extended.
    const again = runs.findIndex(({ uri, label }) => uri === chosen?.uri && label === chosen.label);
    const last = Math.max(0, runs.length - 1);
    const kept = again >= 0 ? again : Math.min(store.get().chosen, last);
    store.set({ logs: message.logs, loaded: true, chosen: kept });
  }

  function makeExport({ id, setup }: MakeExport): void {
    const reading = readingOf(store.get(), runs);
    if (!reading) return;
    const { label, run } = reading.listed;
    if (id === 'csv') {
      send({ kind: 'save', fileName: `${label}.csv`, content: runCsv(run) });
      return;
    }
    const [kind, format] = id.split('.') as [RunFigure, 'svg' | 'png'];
    const draw = (tools: FigureTools): PlotFigure => runFigure(kind, reading, runs, tools);
    const figure = (): string => figureSvg(draw, setup, store.get().theme);
    void saveFigure(figure, `${label} ${kind}`, format, setup, send);
  }

  shell.watchSize(middle);
  shell.start();
}
