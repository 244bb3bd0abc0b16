import { html } from 'lit-html';
import type { Sequence, FromProgression, ToProgression } from '../../protocol/progression.ts';
import type { Camera } from '../viewport/camera.ts';
import { withChange, type ChoicesChange } from '../viewport/choices.ts';
import { heightShown } from '../viewport/drawing.ts';
import { listenToKeys } from '../kit/commands.ts';
import { createContextMenu } from '../kit/contextMenu.ts';
import { elementOf } from '../kit/elementOf.ts';
import { createKeyList } from '../kit/keyList.ts';
import { createFlight } from '../viewport/flight.ts';
import { framedFrom } from '../viewport/framing.ts';
import type { Host } from '../kit/host.ts';
import { createShell } from '../kit/shell.ts';
import { createStateStore } from '../kit/stateStore.ts';
import { l10n } from '../kit/l10n.ts';
import { createLegend } from '../complex/panes/legend.ts';
import { createNotice } from '../complex/panes/notice.ts';
import { createSettings } from '../complex/panes/settings.ts';
import { spotAt } from '../viewport/picking.ts';
import type { Shot } from '../viewport/renderer.ts';
import { shotOf } from '../viewport/shot.ts';
import { createStage, viewportOf } from '../viewport/stage.ts';
import { createSteering } from '../viewport/steering.ts';
import { createMessageReceiver } from './messages.ts';
import { createCaption } from './caption.ts';
import { progressionCommands, progressionGestures } from './commands.ts';
import { createContactSheet } from './contactSheet.ts';
import { createSequenceBar } from './sequenceBar.ts';
import { createEventsPane } from './eventsPane.ts';
import { eventSpot, nextEvent } from './eventStops.ts';
import { regionOf, takeUp } from './following.ts';
import { withToggled } from './gridFrames.ts';
import { createHeader } from './header.ts';
import { choicesFor, hasOwnWeights, isStale } from './frameChoices.ts';
import { releaseDropdownFocus } from './dropdownFocus.ts';
import { createFrameDrawer } from './frameDrawer.ts';
import { createFrames } from './frames.ts';
import { listenToPointer } from './framePointer.ts';
import { createPointsLayer } from './points.ts';
import { createPlayback } from './playback.ts';
import { createRecorder } from './gifRecorder.ts';
import { createRecordingPane } from './recordingPane.ts';
import { createExporter, frameToOpen, type Saved } from './exporter.ts';
import {
  initialState,
  type FrameDrawing,
  type ProgressionPane,
  type ProgressionState,
} from './state.ts';
import { createSharedExtent } from './sharedExtent.ts';
import { createTimeline } from './timeline.ts';
import { createSharedCamera, wholeFrom } from './sharedCamera.ts';
import { decodeProgressionState, viewStateOf } from './viewState.ts';

/** Builds the page of a progression in `root` and connects it to VS Code. */
export function startProgression(root: HTMLElement): void {
  const shell = createShell({
    initial: initialState,
    receive: (message: ToProgression) => receiver.receive(message),
    present,
    saver: (host: Host<FromProgression>, state) =>
      createStateStore(host, () => viewStateOf(state()), decodeProgressionState),
  });
  const { store, send, schedule } = shell;
  const frames = createFrames();
  const sharedExtent = createSharedExtent();
  const drawer = createFrameDrawer(schedule, sharedExtent);
  const receiver = createMessageReceiver({
    store,
    frames,
    restore: (uri, state) => shell.saver.restore(uri, state),
    send,
    makeExport: (message) => exporter.make(message),
  });
  let shot: Shot | undefined;
  let drawing: FrameDrawing | undefined;
  /** Whether the shared extent of the sequence is final. */
  let extentFixed = true;

  const choose = (change: ChoicesChange): void =>
    store.set({ choices: withChange(store.get().choices, change) });
  const last = (): number => Math.max(0, (store.get().plan?.length ?? 1) - 1);
  const goTo = (position: number): void =>
    store.set({ position: Math.min(last(), Math.max(0, position)), playing: false });
  const follow = (sequence: Sequence): void => {
    const { plan, grid } = store.get();
    const unframed = { sceneFrame: undefined, camera: undefined };
    store.set({ sequence, cameFrom: undefined, position: 0, playing: false, ...unframed });
    // A selection of frames is meaningless in another sequence.
    const isAnother = plan?.sequence.kind !== 'training' || sequence.kind !== 'training';
    if (isAnother) {
      store.set({ chosen: [], grid: grid === 'chosen' ? 'even' : grid });
      receiver.openAtEnd();
    }
    send({ kind: 'follow', sequence, first: 0 });
  };

  /** Shows another sequence of the same networks, keeping the position. */
  const goTowards = (
    sequence: Sequence,
    cameFrom: ProgressionState['cameFrom'],
    first: number,
  ): void => {
    store.set({ sequence, cameFrom, position: first, playing: false });
    send({ kind: 'follow', sequence, first });
  };

  const stage = createStage({
    onStale: schedule,
    onFlat: (flatBecause) => store.set({ flatBecause }),
  });
  const contactSheet = createContactSheet(frames, sharedExtent, schedule, {
    goTo,
    open: (position) => store.set({ position, layout: 'single' }),
  });
  shell.watchSize(contactSheet.node);
  const sharedCamera = createSharedCamera(store, stage, contactSheet);
  const record = createRecorder({
    store,
    frames,
    sharedExtent,
    recall: (indices) => receiver.recall(indices),
    size: sharedCamera.room,
    seen: (graph) => {
      const { camera } = store.get();
      return camera && sharedCamera.seenBy(camera, graph);
    },
    take: stage.take,
  });
  const exporter = createExporter({
    frames,
    contactSheet,
    sharedExtent,
    now: saved,
    take: stage.take,
    record,
    send,
  });
  const stopFilming = (): void => store.set({ recording: undefined });
  const steering = createSteering({
    camera: () => store.get().camera,
    shot: () => (store.get().layout === 'grid' ? contactSheet.shot() : shot),
    move: (camera) => store.set({ camera }),
  });
  const actions = {
    step: (by: number) => goTo(store.get().position + by),
    goToEvent: (direction: 1 | -1) => {
      const { events, position } = store.get();
      const frame = nextEvent(events ?? [], last(), position, direction);
      if (frame !== undefined) goTo(frame);
    },
    goToEnd: (end: 'first' | 'last') => goTo(end === 'first' ? 0 : last()),
    togglePlaying: () => {
      const { playing, position } = store.get();
      // At the end, play starts over from the beginning.
      store.set({ playing: !playing, position: !playing && position >= last() ? 0 : position });
    },
    toggleMode: steering.toggleMode,
    look: steering.look,
    turn: steering.turn,
    zoom: (factor: number) => {
      const { width, height } = sharedCamera.room();
      steering.zoomAt(factor, width / 2, height / 2);
    },
    fit: () => frameWhole(store.get().camera),
    reset: () => frameWhole(undefined),
    cancel,
    toggleFaces: () => choose({ faces: !store.get().choices.faces }),
    toggleLines: () => choose({ lines: !store.get().choices.lines }),
    toggleSettings: () => choose({ settingsOpen: !store.get().choices.settingsOpen }),
    toggleLayout: () =>
      store.set({ layout: store.get().layout === 'grid' ? 'single' : 'grid', playing: false }),
    toggleChosen: () => store.set(withToggled(store.get()) ?? {}),
    toggleEvents: () => store.set({ eventsOpen: !store.get().eventsOpen }),
    toggleCurves: () => store.set({ curvesOpen: !store.get().curvesOpen }),
    copyImage: exporter.copy,
    exportSequence: exporter.choose,
    toggleHelp: () => store.set({ helpOpen: !store.get().helpOpen }),
    openFrame: () => {
      const { plan, picture } = store.get();
      if (plan && picture && hasOwnWeights(plan.sequence)) send(frameToOpen(receiver.run, picture));
    },
  };
  const commands = progressionCommands(actions);
  const points = createPointsLayer();
  const letGo = (): void => store.set({ followed: undefined });
  const notice = createNotice(send);
  const panes: ProgressionPane[] = [
    createHeader(commands),
    createSequenceBar({
      follow,
      changeSequence: (sequence) => {
        const { cameFrom, position } = store.get();
        goTowards(sequence, cameFrom, position);
      },
      interpolate: (sequence) => {
        const { plan, position } = store.get();
        if (plan) goTowards(sequence, { sequence: plan.sequence, position }, 0);
      },
      goBack: () => {
        const { cameFrom } = store.get();
        if (cameFrom) goTowards(cameFrom.sequence, undefined, cameFrom.position);
      },
      writeRate: (rate, sequence) => {
        const { position: first } = store.get();
        send({ kind: 'writeRate', rate, sequence, first });
      },
      extend: (sequence) => goTowards(sequence, undefined, last()),
      chooseOutput: (index) =>
        choose({ height: index === undefined ? undefined : { kind: 'output', index } }),
      chooseGrid: (grid, tiles = store.get().tiles) => store.set({ grid, tiles }),
      chooseFigure: (figure) => store.set({ figure, camera: undefined }),
      chooseAxes: (axes) => store.set({ axes, camera: undefined }),
    }),
    notice,
    createSettings({
      choose,
      look: (preset) => {
        const { camera, choices } = store.get();
        if (!camera || !drawing) return;
        store.set({ camera: framedFrom(preset, drawing, choices, sharedCamera.room(), camera) });
      },
    }),
    createCaption(letGo),
    createRecordingPane(stopFilming),
    createKeyList(commands, progressionGestures(), store.get(), actions.toggleHelp),
    createTimeline(frames, commands, {
      goTo,
      setSpeed: (speed) => store.set({ speed }),
      stop: () => send({ kind: 'cancel' }),
    }),
    createLegend({ choose }),
    createEventsPane(frames, {
      goToListed: ({ event, frame }) => {
        goTo(frame);
        store.set({ event });
      },
      filter: (eventKind) => store.set({ eventKind }),
      close: actions.toggleEvents,
    }),
  ];
  const [head, sequenceBar, , settings, caption, recordingPane, help, timeline, legend, events] =
    panes.map((p) => p.node);
  root.append(
    head,
    sequenceBar,
    elementOf(
      html`<div class="workspace panes">
        <div class="side">${settings}${events}</div>
        <main class="middle">
          ${caption}
          <div class="frame-room">
            ${stage.node}${points.node}${contactSheet.node}
            <div class="over">${notice.node}</div>
            ${recordingPane}${help}
          </div>
        </main>
      </div>`,
    ),
    timeline,
    legend,
    elementOf(html`<p class="sr-only" id="summary"></p>`),
    elementOf(
      html`<p class="sr-only" id="keys-hint">
        ${l10n.t('Left and right go from frame to frame, Space plays, question mark lists all keys.')}
      </p>`,
    ),
  );

  // ---- frames ----
  const flight = createFlight(schedule);
  const playback = createPlayback(schedule);

  function present(now: number): void {
    play(now);
    const state = store.get();
    const { position, plan } = state;
    const choices = choicesFor(state);
    const frame = plan && frames.nearest(position);
    root.classList.toggle('stale', frame !== undefined && isStale(state));
    if (frame) {
      extentFixed = sharedExtent.prepare(plan, frames, heightShown(frame, choices));
      const drawn = drawer(frame, choices, state, true);
      drawing = drawn.drawing;
      store.set({ picture: frame, sceneFrame: drawn.plain.sceneFrame });
    }
    const grid = state.layout === 'grid';
    contactSheet.node.hidden = !grid;
    stage.node.classList.toggle('covered', grid);
    if (grid) contactSheet.arrange(state);
    // Panes first: the open ones determine the size of the picture.
    for (const pane of panes) pane.update(store.get(), drawing);
    const { width, height } = sharedCamera.room();
    if (!drawing || width <= 0 || height <= 0) return;
    const camera = sharedCamera.cameraFor(drawing, extentFixed);
    store.set({ camera });
    draw(drawing, camera, now);
    points.paint(grid ? undefined : shot, plan?.data);
    recall(state, grid);
  }

  function play(now: number): void {
    const { position, playing, speed, plan } = store.get();
    const length = plan?.length ?? 1;
    const isReady = (index: number): boolean => frames.at(index) !== undefined;
    const next = playback.position(now, { position, playing, speed, length, isReady });
    if (next !== position) store.set({ position: next });
    if (playing && next >= length - 1) store.set({ playing: false });
  }

  function draw(current: FrameDrawing, camera: Camera, now: number): void {
    const state = store.get();
    const { theme, followed, hovered, layout } = state;
    const choices = choicesFor(state);
    const seen = sharedCamera.seenBy(camera, current.picture.graph);
    const isFlown = seen.isDeep && !theme.reducedMotion;
    const flatness = flight.position(seen.flatness, isFlown, now);
    if (layout === 'grid') {
      contactSheet.draw({ ...state, choices }, seen.camera, flatness, stage.take);
      return;
    }
    const size = stage.size();
    shot = shotOf(current, choices, seen.camera, viewportOf(size, flatness), theme, flatness);
    const region = followed && regionOf(current.picture, followed);
    const picture = [current, choices, camera, theme, flatness, size.width, size.height];
    stage.draw(shot, picture, {
      hovered: hovered?.cell ?? -1,
      pinned: region?.cell ?? -1,
      edge: -1,
      cross: eventSpot(current.picture, state) ?? region,
      moving: undefined,
    });
  }

  /** Requests displayed frames that have been unloaded. */
  function recall({ position }: ProgressionState, grid: boolean): void {
    const around = Array.from({ length: 24 }, (_, i) => position - 4 + i);
    receiver.recall(grid ? contactSheet.indices() : around);
  }

  // ---- camera, pointer and keys ----
  /** Shows the whole picture, from the direction of a camera or from the initial one. */
  function frameWhole(direction: Camera | undefined): void {
    if (!drawing) return;
    const state = store.get();
    const drawn = drawer(
      drawing.picture,
      choicesFor(state),
      { ...state, sceneFrame: undefined },
      true,
    );
    drawing = drawn.drawing;
    const whole = wholeFrom(drawing, state.choices, sharedCamera.room(), direction);
    store.set({
      sceneFrame: drawn.plain.sceneFrame,
      camera: { ...whole, mode: state.camera?.mode ?? whole.mode },
    });
  }

  listenToPointer(stage.node, contactSheet, {
    steering,
    spotAt: (x, y) => shot && spotAt(shot, x, y),
    hover: (hovered) => store.set({ hovered }),
    press: (spot) => {
      stage.focus();
      const frame = drawing?.picture;
      store.set({ followed: spot && frame && takeUp(frame, spot.cell, spot) });
    },
    reset: () => frameWhole(undefined),
    goTo,
    showAlone: () => store.set({ layout: 'single' }),
  });

  releaseDropdownFocus(root);
  listenToKeys(commands, store.get);
  createContextMenu(root, commands, store.get);

  function cancel(): void {
    const { helpOpen, followed, recording, event } = store.get();
    if (helpOpen) actions.toggleHelp();
    else if (recording !== undefined) stopFilming();
    else if (event) store.set({ event: undefined });
    else if (followed) letGo();
    else send({ kind: 'cancel' });
  }

  /** The view state to save. */
  function saved(): Saved {
    schedule();
    return { state: store.get(), drawing, shot };
  }

  shell.start();
}
