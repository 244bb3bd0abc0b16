import { html } from 'lit-html';
import { usualControls } from '../../../core/entropy/controls.ts';
import type { Controls } from '../../../core/entropy/hysteresis.ts';
import type { FromEntropyView, ToEntropyView } from '../../../protocol/entropy/model.ts';
import { listenToKeys } from '../../kit/commands.ts';
import { copyImage } from '../../kit/copyImage.ts';
import { createContextMenu } from '../../kit/contextMenu.ts';
import type { FigureSetup } from '../../../protocol/exports.ts';
import { figureSvg, type FigureTools } from '../../kit/figure.ts';
import { rasterised } from '../../kit/rasterise.ts';
import { saveFigure } from '../../kit/saveFigure.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { createKeyList } from '../../kit/keyList.ts';
import type { Host } from '../../kit/host.ts';
import { l10n } from '../../kit/l10n.ts';
import { createShell } from '../../kit/shell.ts';
import { createStateStore } from '../../kit/stateStore.ts';
import type { Intervention } from '../../../language/entropy/entropySpec.ts';
import { createAbout } from './about.ts';
import { arrangementOf, type PaneId } from './arrangement.ts';
import { entropyCommands, entropyGestures } from './commands.ts';
import {
  edited,
  intervened,
  movedTo,
  opened,
  placeAt,
  put,
  withControls,
  withLogarithmic,
  withModel,
} from './reducers.ts';
import { createControlsPane } from './controlsPane.ts';
import { createJumpAnimation } from './jumpAnimation.ts';
import { figureChoices, modelFigure, type FigureKind } from './figure.ts';
import { createGeometer } from './geometry.ts';
import { createEntropyHeader } from './header.ts';
import { createLandscapePane } from './landscapePane.ts';
import { createEntropyLegend } from './legend.ts';
import { alongLine, lineEnds, shareOnLine, steppedFrom } from './line.ts';
import { withLocalForm } from './localForm.ts';
import { createEntropyNotice } from './notice.ts';
import { createPaneTabs } from './paneTabs.ts';
import { createPlanePane } from './planePane.ts';
import { createReadout } from './readout.ts';
import { createSectionPane } from './sectionPane.ts';
import { alongRun, lastOf, nextRun, samePosition } from './runs.ts';
import { initialState, type EntropyChoices, type EntropyState, type RunPosition } from './state.ts';
import { createHeadlineStrip } from './headlineStrip.ts';
import { createSurfacePane } from './surfacePane.ts';
import { createSweep } from './sweep.ts';
import { createThresholdTable } from './thresholdTable.ts';
import { decodeEntropyViewState, viewStateOf } from './viewState.ts';

/** Milliseconds without a change after which a dragged picture is drawn in full detail. */
const calmAfter = 180;
/** How a figure is set that goes to the clipboard: for one column, sharp on every screen. */
const copied: FigureSetup = {
  ...{ style: 'light', width: 120, height: undefined, font: 'sans', resolution: 300 },
};
/** Narrower pages start with the controls closed, because they would cover the picture. */
const roomForControls = 860;

/** What the view shows largest: without a surface, the phase diagram. */
function layoutOf({ choices, flatBecause }: EntropyState): EntropyChoices['layout'] {
  return flatBecause ? 'plane' : choices.layout;
}

/** Builds the page of an entropy collapse model in `root`. */
export function startEntropy(root: HTMLElement): void {
  const shell = createShell({
    initial: initialState,
    receive,
    present,
    saver: (host: Host<FromEntropyView>, state) =>
      createStateStore(
        host,
        () => (arrived ? viewStateOf(state()) : undefined),
        (saved) => decodeEntropyViewState(saved, innerWidth > roomForControls),
      ),
  });
  const { store, send, schedule } = shell;
  const geometer = createGeometer();
  let arrived = false;

  const act = (change: Partial<EntropyState>): void => store.set(change);
  const choose = (change: Partial<EntropyChoices>): void =>
    act({ choices: { ...store.get().choices, ...change } });
  /** During a drag, pictures are drawn in less detail; full detail follows when it pauses. */
  const hurry = (change: Partial<EntropyState>): void => {
    act({ ...change, hurried: true });
    calmSoon();
  };
  const toggle = (key: 'controlsOpen' | 'tableOpen'): void =>
    choose({ [key]: !store.get().choices[key] });
  const toggleAbout = (): void => act({ aboutOpen: !store.get().aboutOpen, helpOpen: false });
  const toggleHelp = (): void => act({ helpOpen: !store.get().helpOpen, aboutOpen: false });
  const toggleLayout = (): void =>
    choose({ layout: store.get().choices.layout === 'surface' ? 'plane' : 'surface' });
  const move = (to: Controls): void => {
    sweep.stop();
    hurry(movedTo(store.get(), to));
  };
  const lookAtRun = (runHovered: RunPosition | undefined): void => {
    if (!samePosition(runHovered, store.get().runHovered)) act({ runHovered });
  };
  const fall = createJumpAnimation();
  const sweep = createSweep({
    begin: () => {
      const state = store.get();
      const ends = lineEnds(state.choices.line, state.place, state.window);
      if (!ends || !state.place) return undefined;
      act({ trail: { places: [], jumps: [] } });
      return shareOnLine(ends, state.place, state.window);
    },
    move: (share) => {
      const state = store.get();
      const ends = lineEnds(state.choices.line, state.place, state.window);
      if (ends) hurry(movedTo(state, alongLine(ends, share, state.window)));
    },
  });
  const startSweep = (): void => sweep.start(store.get().theme.reducedMotion);

  const surface = createSurfacePane({
    move,
    look: (camera) => act({ camera }),
    stale: schedule,
    flat: (flatBecause) => act({ flatBecause }),
    lookAtRun,
  });
  const plane = createPlanePane({
    move,
    hover: (hovered) => act({ hovered }),
    lookAtRun,
    drawLine: (from, to) => {
      const isPoint = from.control1 === to.control1 && from.control2 === to.control2;
      choose({ line: isPoint ? { kind: 'across' } : { kind: 'drawn', from, to } });
    },
  });
  const section = createSectionPane({ move, lookAtRun });
  const landscape = createLandscapePane({
    put: (state) => {
      fall.from(state);
      act(put(store.get(), state));
    },
  });
  const exportFigure = (): void => {
    const hasSurface = surface.isDrawn() && !surface.node.hidden;
    send({
      kind: 'chooseExport',
      choices: figureChoices(store.get(), layoutOf(store.get()), hasSurface),
    });
  };
  const drawFigure = (kind: FigureKind, setup: FigureSetup): string => {
    const state = { ...store.get(), hurried: false };
    const geometry = geometer(state.modelView, state.window, state.choices.height, false);
    const draw = (tools: FigureTools) =>
      modelFigure(kind, state, geometry, (...how) => surface.picture(...how), tools);
    return figureSvg(draw, setup, state.theme);
  };
  const copyFigure = (): void => {
    const { document } = store.get();
    const hasSurface = surface.isDrawn() && !surface.node.hidden;
    const kind = layoutOf(store.get()) === 'surface' && hasSurface ? 'surface' : 'plane';
    const image = rasterised(drawFigure(kind, copied), copied.resolution / 25.4);
    void copyImage(image, `${document.title}.png`, send);
  };
  const actions = {
    toggleControls: () => toggle('controlsOpen'),
    toggleTable: () => toggle('tableOpen'),
    toggleAbout,
    toggleHelp,
    toggleLayout,
    copyFigure,
    exportFigure,
    fit: () => surface.fit(),
    reset: () => surface.reset(),
    zoom: (factor: number) => surface.zoom(factor),
    turn: (right: number, up: number) => surface.turn(right, up),
    show: (layout: EntropyChoices['layout']) => choose({ layout }),
    step,
    sweep: startSweep,
    nextRun: () => act({ runAt: nextRun(store.get()) }),
    alongRun: (by: number) => act({ runAt: alongRun(store.get(), by) }),
    cancel: () => {
      sweep.stop();
      act({ aboutOpen: false, helpOpen: false, hovered: undefined, runAt: undefined });
    },
  };
  const commands = entropyCommands(actions);
  const header = createEntropyHeader(commands);
  const intervene = (intervention: Intervention, index: number | undefined): void => {
    sweep.stop();
    act(intervened(store.get(), intervention, index));
  };
  const reset = (): void => {
    sweep.stop();
    act(opened(store.get().document, store.get().choices.logarithmic));
  };
  const controls = createControlsPane({
    setModel: (model, hurried) => (hurried ? hurry : act)(withModel(store.get(), model)),
    setControls: (settings, hurried) =>
      (hurried ? hurry : act)(withControls(store.get(), settings)),
    choose,
    setLogarithmic: (logarithmic) => act(withLogarithmic(store.get(), logarithmic)),
    toggleLocalForm: () => act(withLocalForm(store.get())),
    intervene,
    openRun: (run) => send({ kind: 'openRun', run }),
    showRun: (run) => act({ runAt: lastOf(store.get(), run) }),
    sweep: startSweep,
    reset,
  });
  const headlineStrip = createHeadlineStrip({ intervene, reset });
  const tabs = createPaneTabs((tab) => choose({ tab }));
  const notice = createEntropyNotice(send);
  const about = createAbout(toggleAbout);
  const help = createKeyList(commands, entropyGestures(), store.get(), toggleHelp);
  const readout = createReadout();
  const table = createThresholdTable({
    close: actions.toggleTable,
    copy: (text) => send({ kind: 'copy', text }),
  });
  const legend = createEntropyLegend();
  const panes = elementOf(
    html`<div class="panes">
      ${[surface.node, plane.node, tabs.node, section.node, landscape.node, readout.node]}
    </div>`,
  );
  const keysHint = l10n.t(
    'Arrow keys move the point, with Alt in small steps. Question mark lists all keys.',
  );
  root.classList.add('entropy');
  root.append(
    header.node,
    headlineStrip.node,
    elementOf(
      html`<div class="workspace">
        ${controls.node}
        <main class="middle">${[panes, notice.node, about.node, help.node]}</main>
      </div>`,
    ),
    table.node,
    legend.node,
    elementOf(html`<p class="sr-only" id="plot-keys">${keysHint}</p>`),
  );
  root.hidden = true;

  // ---- frames ----
  let calmTimer: ReturnType<typeof setTimeout> | undefined;
  shell.watchSize(panes);

  function calmSoon(): void {
    clearTimeout(calmTimer);
    calmTimer = setTimeout(() => act({ hurried: false }), calmAfter);
  }

  function present(now: number): void {
    const state = store.get();
    const isUnread = state.problems.length > 0 || state.missing !== undefined;
    root.classList.toggle('unread', !arrived);
    if (arrived || isUnread) {
      root.hidden = false;
      notice.update(state, arrived);
    }
    if (!arrived) return;
    headlineStrip.update(state);
    panes.dataset.layout = layoutOf(state);
    panes.classList.toggle('flat', state.flatBecause !== undefined);
    arrange(state);
    for (const pane of [surface, plane.frame, section.frame, landscape.frame]) pane.measure();
    const geometry = geometer(state.modelView, state.window, state.choices.height, state.hurried);
    const shown = fall.position(state, now);
    if (fall.isUnderWay) schedule();
    header.update(state);
    controls.update(state);
    about.update(state);
    help.update(state);
    legend.update(state, geometry);
    table.update(state, geometry);
    readout.update(state, geometry);
    surface.update(state, geometry, shown);
    const falling =
      state.place && shown !== undefined
        ? { ...state, place: { ...state.place, state: shown } }
        : state;
    plane.update(state, geometry);
    section.update(falling, geometry);
    landscape.update(falling, geometry);
    panes.dataset.version = String(state.document.version);
    panes.dataset.state = state.place ? state.place.state.toPrecision(6) : 'none';
  }

  /** Shows the panes that fit. It comes before they are measured. */
  function arrange({ choices, flatBecause }: EntropyState): void {
    const size = { width: panes.clientWidth, height: panes.clientHeight };
    const arrangement = arrangementOf(size, choices.layout, choices.tab, !flatBecause);
    panes.dataset.arrangement = arrangement.kind;
    for (const pane of [surface, plane, section, landscape, readout]) {
      const id = pane.node.id as PaneId;
      pane.node.hidden = !arrangement.shown.includes(id);
      pane.node.classList.toggle('main', id === arrangement.main);
      pane.node.classList.toggle('tabbed', id === arrangement.tab);
    }
    tabs.update(arrangement);
  }

  listenToKeys(commands, store.get);
  createContextMenu(root, commands, store.get);

  function step(right: number, up: number, fine: boolean): void {
    const state = store.get();
    const { window, place } = state;
    const at = place ?? placeAt(state.modelView, usualControls(state.controls.kind), 'lower');
    if (!at) return;
    const share = fine ? 1 / 800 : 1 / 80;
    move(steppedFrom(at, [share * right, share * up], window));
  }

  function receive(message: ToEntropyView): void {
    switch (message.kind) {
      case 'restore': {
        const { choices, camera } = shell.saver.restore(message.uri, message.state);
        act({ choices, camera });
        return;
      }
      case 'document': {
        const { document } = message;
        const { logarithmic } = store.get().choices;
        act(arrived ? edited(store.get(), document) : opened(document, logarithmic));
        arrived = true;
        schedule();
        return;
      }
      case 'runs':
        act({ runs: message.runs, runHovered: undefined });
        return;
      case 'problems':
        act({ problems: message.problems, missing: undefined });
        return;
      case 'missing':
        act({ problems: [], missing: message.message });
        return;
      case 'layout':
        choose({ layout: message.layout });
        return;
      case 'makeExport': {
        const [kind, format] = message.id.split('.') as [FigureKind, 'svg' | 'png'];
        const name = `${store.get().document.title} ${kind}`;
        const draw = (): string => drawFigure(kind, message.setup);
        void saveFigure(draw, name, format, message.setup, send);
      }
    }
  }

  shell.start();
}
