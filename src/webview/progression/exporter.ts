import type { FileKind, FromProgression, Plan } from '../../protocol/progression.ts';
import { copyImage } from '../kit/copyImage.ts';
import { withResolution } from '../../core/figure/png.ts';
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
import { pngOf, resolution, type Framed } from './framePng.ts';
import type { FrameDrawing, ProgressionState } from './state.ts';
import { curvesCsv, eventsCsv } from './tables.ts';
import { hasVectors, svgOf } from './vectors.ts';

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
  readonly make: (file: FileKind) => void;
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
  const contentOf = async (
    file: FileKind,
    state: ProgressionState,
    plan: Plan,
  ): Promise<string | Uint8Array | undefined> => {
    const columns = state.layout === 'grid' ? contactSheet.columns() : 1;
    const theme = { ...themeOnPage(state.theme, inkOf('light')), font: fontStacks.sans };
    const page = { theme, data: plan.data };
    switch (file) {
      case 'png':
        return withResolution(
          await bytesOf(await pngOf(framed(state, theme), columns, page, take)),
          resolution,
        );
      case 'svg':
        return svgOf(plan.title, framed(state, theme), columns, page);
      case 'gif':
        return record();
      case 'csv':
        return curves(plan);
      case 'events':
        return events(plan);
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
  const make = async (file: FileKind): Promise<void> => {
    const { state } = now();
    const { plan } = state;
    if (!plan || shown().length === 0) return;
    const content = await contentOf(file, state, plan);
    if (content !== undefined) send({ kind: 'save', fileName: fileNameOf(plan, file), content });
  };
  return {
    choose: () => {
      const taken = shown();
      if (taken.length === 0) return;
      const lined = taken.every(({ shot }) => hasVectors(shot));
      const happened = (now().state.events?.length ?? 0) > 0;
      send({
        kind: 'chooseFile',
        files: [
          'png',
          ...(lined ? (['svg'] as const) : []),
          'gif',
          'csv',
          ...(happened ? (['events'] as const) : []),
        ],
      });
    },
    make: (file) => void make(file),
    copy: () => {
      const { state } = now();
      const { plan, theme, layout } = state;
      if (!plan || shown().length === 0) return;
      const columns = layout === 'grid' ? contactSheet.columns() : 1;
      const image = pngOf(framed(state, theme), columns, { theme, data: plan.data }, take);
      void copyImage(image, fileNameOf(plan, 'png'), send);
    },
  };
}

async function bytesOf(image: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await image.arrayBuffer());
}

/** The message that opens the weights of a frame as a spec. */
export function frameToOpen(run: number, frame: DrawableFrame): FromProgression {
  return { kind: 'openFrame', run, index: frame.index, network: frame.network };
}

/** The suggested file name for a sequence, without extension. */
function fileNameOf({ title, sequence }: Plan, file: FileKind): string {
  const name = title.replace(/\.fold\.\w+$/, '').replace(/[^\p{L}\p{N}]+/gu, '-');
  return `${name}-${sequence.kind}${file === 'events' ? '-events.csv' : `.${file}`}`;
}
