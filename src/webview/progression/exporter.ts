import type { ExportChoice, FigureSetup, MakeExport } from '../../protocol/exports.ts';
import type { FromProgression, Plan } from '../../protocol/progression.ts';
import { copyImage } from '../kit/copyImage.ts';
import { l10n, inEnglish } from '../kit/l10n.ts';
import { saveFigure } from '../kit/saveFigure.ts';
import { inkOf } from '../../core/figure/page.ts';
import { fontStacks } from '../../core/figure/textWidth.ts';
import { themeOnPage, type Theme } from '../kit/theme.ts';
import type { Shot } from '../viewport/renderer.ts';
import type { ContactSheet } from './contactSheet.ts';
import { curvesOf } from './curves.ts';
import { frameTitle } from './frameNames.ts';
import { createFrameDrawer } from './frameDrawer.ts';
import type { SharedExtent } from './sharedExtent.ts';
import type { DrawableFrame, Frames } from './frames.ts';
import { pngOf, type Framed } from './framePng.ts';
import { framesSvg } from './framesSvg.ts';
import { hasVectors } from './vectors.ts';
import type { FrameDrawing, ProgressionState } from './state.ts';
import { curvesCsv, eventsCsv } from './tables.ts';

/** What the page currently shows. */
export interface Saved {
  readonly state: ProgressionState;
  readonly drawing: FrameDrawing | undefined;
  readonly shot: Shot | undefined;
}

export interface ExporterParts {
  readonly frames: Frames;
  readonly contactSheet: ContactSheet;
  readonly sharedExtent: SharedExtent;
  readonly now: () => Saved;
  readonly take: (shot: Shot) => HTMLCanvasElement;
  /** Records all frames as a GIF; undefined if the recording is stopped. */
  readonly record: () => Promise<Uint8Array | undefined>;
  readonly send: (message: FromProgression) => void;
}

/** Exports what the page shows. */
export interface Exporter {
  /** Asks the user what to export. */
  readonly choose: () => void;
  readonly make: (message: MakeExport) => void;
  /** Copies the frames shown as an image. */
  readonly copy: () => void;
}

/** Creates an exporter; the page is read when something is exported. */
export function createExporter({
  frames,
  contactSheet,
  sharedExtent,
  now,
  take,
  record,
  send,
}: ExporterParts): Exporter {
  const drawer = createFrameDrawer(() => undefined, sharedExtent, Infinity);
  const shown = (): readonly { readonly frame: DrawableFrame; readonly shot: Shot }[] => {
    const { state, drawing, shot } = now();
    const single = shot && drawing ? [{ frame: drawing.picture, shot }] : [];
    return state.layout === 'grid' ? contactSheet.shots() : single;
  };
  /** What is shown, in the colours of a theme: files are light, whatever the theme of the editor. */
  const framed = (state: ProgressionState, theme: Theme): readonly Framed[] =>
    shown().map(({ frame, shot }) => {
      const { drawing } = drawer(frame, shot.choices, { ...state, theme });
      return { shot: { ...shot, drawing, theme }, title: frameTitle(frame) };
    });
  const figureOf = (state: ProgressionState, plan: Plan, setup: FigureSetup, isImage: boolean) => {
    const columns = state.layout === 'grid' ? contactSheet.columns() : 1;
    const ink = inkOf(setup.style);
    const theme = { ...themeOnPage(state.theme, ink), font: fontStacks[setup.font] };
    return inEnglish(() => {
      const page = { theme, data: plan.data };
      return framesSvg(
        plan.title,
        framed(state, theme),
        columns,
        page,
        setup,
        isImage ? take : undefined,
      );
    });
  };
  const contentOf = async (file: string, plan: Plan): Promise<string | Uint8Array | undefined> => {
    switch (file) {
      case 'gif':
        return record();
      case 'csv':
        return curves(plan);
      default:
        return Promise.resolve(events(plan));
    }
  };
  const curves = (plan: Plan): string => {
    const { drawing } = now();
    const output = drawing?.height.kind === 'output' ? drawing.height.index : 0;
    const places = Array.from({ length: plan.length }, (_, i) =>
      String(frames.trace(i)?.detail.at ?? ''),
    );
    return curvesCsv(places, curvesOf(frames, plan.length, output));
  };
  const events = ({ length, inputNames }: Plan): string | undefined => {
    const { state, drawing } = now();
    if (!state.events || !drawing) return undefined;
    return eventsCsv(state.events, length - 1, drawing.picture.network, inputNames);
  };
  const make = async ({ id, setup }: MakeExport): Promise<void> => {
    const { state } = now();
    const { plan } = state;
    if (!plan || shown().length === 0) return;
    if (id === 'svg' || id === 'png') {
      const draw = (): string => figureOf(state, plan, setup, id === 'png');
      await saveFigure(draw, baseNameOf(plan), id, setup, send);
      return;
    }
    const content = await contentOf(id, plan);
    const ending = id === 'events' ? '-events.csv' : `.${id}`;
    if (content !== undefined)
      send({ kind: 'save', fileName: `${baseNameOf(plan)}${ending}`, content });
  };
  return {
    choose: () => {
      const taken = shown();
      if (taken.length === 0) return;
      const isLined = taken.every(({ shot }) => hasVectors(shot));
      const hasEvents = (now().state.events?.length ?? 0) > 0;
      send({ kind: 'chooseExport', choices: choicesOf(isLined, hasEvents) });
    },
    make: (message) => void make(message),
    copy: () => {
      const { state } = now();
      const { plan, theme, layout } = state;
      if (!plan || shown().length === 0) return;
      const columns = layout === 'grid' ? contactSheet.columns() : 1;
      const image = pngOf(framed(state, theme), columns, { theme, data: plan.data }, take);
      void copyImage(image, `${baseNameOf(plan)}.png`, send);
    },
  };
}

/** The message that opens the weights of a frame as a spec. */
export function frameToOpen(run: number, frame: DrawableFrame): FromProgression {
  return { kind: 'openFrame', run, index: frame.index, network: frame.network };
}

/** The suggested file name for a sequence, without extension. */
function baseNameOf({ title, sequence }: Plan): string {
  const name = title.replace(/\.fold\.\w+$/, '').replace(/[^\p{L}\p{N}]+/gu, '-');
  return `${name}-${sequence.kind}`;
}

/** What can be saved. */
function choicesOf(isLined: boolean, hasEvents: boolean): readonly ExportChoice[] {
  const shown = l10n.t('Figures');
  const data = l10n.t('Data');
  const png: ExportChoice = {
    ...{ id: 'png', label: l10n.t('PNG'), group: shown, figure: 'png' },
    detail: l10n.t('Image of the frames shown, with a legend'),
  };
  const svg: ExportChoice = {
    ...{ id: 'svg', label: l10n.t('SVG'), group: shown, figure: 'svg' },
    detail: l10n.t('Vector graphic of the frames shown, from the same camera'),
  };
  const gif: ExportChoice = {
    ...{ id: 'gif', label: l10n.t('GIF'), group: l10n.t('Animation') },
    detail: l10n.t('Recording of the view: its size, colours and speed'),
  };
  const csv: ExportChoice = {
    ...{ id: 'csv', label: l10n.t('CSV of the curves'), group: data },
    detail: l10n.t('The statistics of all frames'),
  };
  const events: ExportChoice = {
    ...{ id: 'events', label: l10n.t('CSV of the events'), group: data },
    detail: l10n.t('When and where regions appear and disappear, and folds enter and leave'),
  };
  return [png, ...(isLined ? [svg] : []), gif, csv, ...(hasEvents ? [events] : [])];
}
