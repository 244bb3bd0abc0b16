import { html, render } from 'lit-html';
import type {
  Ended,
  FromInterventions,
  ToInterventions,
} from '../../../protocol/entropy/interventions.ts';
import type { MakeExport } from '../../../protocol/exports.ts';
import { commandButtons } from '../../kit/commandButton.ts';
import { listenToKeys } from '../../kit/commands.ts';
import { createContextMenu } from '../../kit/contextMenu.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { figureSvg, type FigureTools, type PlotFigure } from '../../kit/figure.ts';
import { createKeyList } from '../../kit/keyList.ts';
import type { Host } from '../../kit/host.ts';
import { l10n } from '../../kit/l10n.ts';
import { saveFigure } from '../../kit/saveFigure.ts';
import { createShell } from '../../kit/shell.ts';
import { createSaver } from '../../kit/stateStore.ts';
import type { HysteresisExperiment } from '../../../core/entropy/simulator/hysteresisExperiment.ts';
import { createAbout } from './about.ts';
import { createBothSides } from './bothSides.ts';
import { createChannels } from './channels.ts';
import { interventionCommands } from './commands.ts';
import { simulatedCsv } from './csv.ts';
import { createCurves } from './curves.ts';
import { curvesFigure, exportChoices } from './figure.ts';
import { createRecipes } from './recipes.ts';
import {
  initialState,
  quickLook,
  type BenchChoices,
  type BenchPane,
  type ExperimentState,
} from './state.ts';
import { decodeChoices } from './viewState.ts';

/** Builds the page that compares interventions in `root`. */
export function startInterventions(root: HTMLElement): void {
  /** Before the saved choices arrive, there are none to save. */
  let isRestored = false;
  const shell = createShell({
    initial: initialState,
    receive,
    present,
    saver: (host: Host<FromInterventions>, state) =>
      createSaver(
        () => (isRestored ? state().choices : undefined),
        (choices) => host.send({ kind: 'keepState', state: choices }),
      ),
  });
  const { store, send } = shell;
  const choose = (change: Partial<BenchChoices>): void =>
    store.set({ choices: { ...store.get().choices, ...change } });

  const simulate = (isQuick: boolean): void => {
    const { task, chosen: interventions, ...most } = store.get().choices;
    const seeds = isQuick ? Math.min(quickLook.seeds, most.seeds) : most.seeds;
    const steps = isQuick ? Math.min(quickLook.steps, most.steps) : most.steps;
    const request = { task, interventions, seeds, steps };
    const run = store.get().run + 1;
    store.set({ request, run, isQuick, results: [], share: 0, notice: '' });
    send({ kind: 'simulate', run, request });
  };
  const start = (): void => simulate(false);
  const stop = (): void => send({ kind: 'cancel' });

  const setExperiment = (change: Partial<ExperimentState>): void =>
    store.set({ experiment: { ...store.get().experiment, ...change } });
  const startExperiment = (request: HysteresisExperiment): void => {
    const run = store.get().experiment.run + 1;
    setExperiment({ request, run, results: [], share: 0, notice: '' });
    send({ kind: 'experiment', run, request });
  };
  const stopExperiment = (): void => send({ kind: 'cancelExperiment' });

  const toggleHelp = (): void => store.set({ helpOpen: !store.get().helpOpen });
  const commands = interventionCommands({
    simulate: () => (store.get().share === undefined ? start() : stop()),
    copy: () => send({ kind: 'copy', text: simulatedCsv(store.get().results) }),
    export: () => send({ kind: 'chooseExport', choices: exportChoices() }),
    toggleAbout: () => store.set({ aboutOpen: !store.get().aboutOpen }),
    toggleHelp,
    cancel: () => {
      const { helpOpen, aboutOpen } = store.get();
      if (helpOpen || aboutOpen) store.set({ helpOpen: false, aboutOpen: false });
      else {
        stop();
        stopExperiment();
      }
    },
  });
  const help = createKeyList(commands, [], store.get(), toggleHelp);
  const about = createAbout();
  const panes: readonly BenchPane[] = [
    about,
    createCurves({
      start,
      cancel: stop,
      setStep: (step) => store.set({ step }),
    }),
    createRecipes(choose),
    createBothSides({
      choose: (change) => choose({ experiment: { ...store.get().choices.experiment, ...change } }),
      start: startExperiment,
      cancel: stopExperiment,
      save: (content) => send({ kind: 'save', fileName: 'both-sides.csv', content }),
    }),
    createChannels((change) => choose({ formats: { ...store.get().choices.formats, ...change } })),
  ];
  const toolbar = elementOf(
    html`<div class="toolbar" role="toolbar" aria-label=${l10n.t('View')}></div>`,
  );
  root.append(
    elementOf(
      html`<header class="header">
        <div class="titles">
          <h1 class="title">${l10n.t('Interventions, simulated')}</h1>
        </div>
        ${toolbar}
      </header>`,
    ),
    elementOf(html`<main class="run-main">${panes.map((pane) => pane.node)}</main>`),
    help.node,
  );
  listenToKeys(commands, store.get);
  createContextMenu(root, commands, store.get);

  function present(): void {
    const state = store.get();
    render(commandButtons(commands, ['export', 'explain', 'help'], state), toolbar);
    help.update(state);
    for (const pane of panes) pane.update(state);
  }

  function receive(message: ToInterventions): void {
    if (message.kind === 'restore') {
      isRestored = true;
      store.set({ choices: decodeChoices(message.state) });
      if (!store.get().request) simulate(true);
      return;
    }
    if (message.kind === 'makeExport') {
      makeExport(message);
      return;
    }
    // Results of an earlier request may still arrive.
    if (message.kind === 'experimentUpdate' || message.kind === 'experimentEnded') {
      const { run, results } = store.get().experiment;
      if (message.run !== run) return;
      if (message.kind === 'experimentEnded')
        setExperiment({ share: undefined, notice: noticeOf(message) });
      else if (message.update.kind === 'progress') setExperiment({ share: message.update.share });
      else setExperiment({ results: [...results, message.update.run] });
      return;
    }
    if (message.run !== store.get().run) return;
    if (message.kind === 'ended') {
      store.set({ share: undefined, notice: noticeOf(message) });
    } else if (message.update.kind === 'progress') {
      store.set({ share: message.update.share });
    } else {
      store.set({ results: [...store.get().results, message.update.run] });
    }
  }

  function makeExport({ id, setup }: MakeExport): void {
    const { results, request, theme } = store.get();
    if (!request) return;
    if (id === 'csv') {
      send({ kind: 'save', fileName: 'interventions.csv', content: simulatedCsv(results) });
      return;
    }
    const format = id === 'curves.png' ? 'png' : 'svg';
    const draw = (tools: FigureTools): PlotFigure => curvesFigure(results, request, tools);
    const figure = (): string => figureSvg(draw, setup, theme);
    void saveFigure(figure, 'interventions', format, setup, send);
  }

  shell.watchSize(root);
  shell.start();
}

/** Why a request has ended, unless it was finished. */
function noticeOf({ cancelled, failure }: Ended): string {
  return failure ?? (cancelled ? l10n.t('Stopped. Finished runs are shown.') : '');
}
