import { inkOf } from '../../core/figure/page.ts';
import { sceneFrameOf } from '../../core/picture/sceneFrame.ts';
import type {
  FromView,
  ImageSize,
  ImageStyle,
  Picture,
  ToView,
  ViewAnswer,
} from '../../protocol/preview.ts';
import { corners, type Camera } from '../viewport/camera.ts';
import { boxOf, type createDrawer } from '../viewport/drawing.ts';
import type { Size } from '../viewport/framing.ts';
import { copyImage } from '../kit/copyImage.ts';
import { l10n } from '../kit/l10n.ts';
import { product, sceneToClip } from '../viewport/projection.ts';
import type { Shot } from '../viewport/renderer.ts';
import { shotOf } from '../viewport/shot.ts';
import { viewportOf, type Stage } from '../viewport/stage.ts';
import type { State } from './state.ts';
import type { Store } from '../kit/store.ts';
import { themeOnPage, type Theme } from '../kit/theme.ts';
import { checkImageSize, pngOf, rasterised } from '../kit/rasterise.ts';

/** A question about how the picture looks. */
type ImageQuestion = ToView & { kind: 'takeImage' | 'rasterise' | 'tellLook' };

/** Makes images of what is shown, for files and for the clipboard. */
export interface Images {
  readonly answer: (question: ImageQuestion) => void;
  /** Puts an image on the clipboard. */
  readonly copy: () => void;
}

/** What images are made of. */
export interface ImageSource {
  readonly store: Store<State>;
  readonly stage: Stage;
  readonly drawer: ReturnType<typeof createDrawer<Picture>>;
  readonly send: (message: FromView) => void;
}

/** Images of what the stage shows, sent as answers. */
export function createImages({ store, stage, drawer, send }: ImageSource): Images {
  const shoot = (size: Size, ratio: number, theme: Theme): Shot => {
    const { picture, choices, camera, sceneFrame } = store.get();
    if (!picture || !camera) throw new Error(l10n.t('There is no picture yet.'));
    const drawing = drawer(picture, choices, sceneFrame, theme.kind, undefined);
    const deep = stage.prepare(picture.graph) === 'scene';
    const seen: Camera = deep ? camera : { ...camera, mode: '2d' };
    const flatness = seen.mode === '2d' ? 1 : 0;
    const viewport = { ...viewportOf(size, flatness), ratio };
    return shotOf(drawing, choices, seen, viewport, theme, flatness);
  };
  const capture = async (wanted: ImageSize, style: ImageStyle): Promise<Blob> => {
    const { theme } = store.get();
    const inks = style === 'screen' ? theme : themeOnPage(theme, inkOf(style));
    const { size, ratio } = sizeOf(wanted, stage.size());
    const background = style === 'transparent' ? undefined : inks.background;
    const image = stage.capture(shoot(size, ratio, inks), background);
    return pngOf(image);
  };
  const answerTo = async (question: ImageQuestion): Promise<ViewAnswer> => {
    if (question.kind === 'takeImage')
      return { kind: 'png', png: await bytesOf(capture(question.size, question.style)) };
    if (question.kind === 'rasterise')
      return { kind: 'png', png: await bytesOf(rasterised(question.svg, question.scale)) };
    return lookOf(shoot(stage.size(), 1, store.get().theme));
  };

  return {
    // After the next frame: before the first one there is no camera.
    answer: (question) =>
      void requestAnimationFrame(() => {
        const { id } = question;
        answerTo(question).then(
          (answer) => send({ kind: 'answer', id, answer }),
          (error: unknown) => {
            const message = error instanceof Error ? error.message : String(error);
            send({ kind: 'answer', id, answer: { kind: 'cannot', message } });
          },
        );
      }),
    copy: () => {
      if (!store.get().camera) return;
      const image = capture({ kind: 'scale', factor: Math.max(2, devicePixelRatio) }, 'screen');
      void copyImage(image, `${store.get().picture?.title ?? ''}.png`, send);
    },
  };
}

/** The size of an image in CSS pixels, and the image pixels per CSS pixel: text grows with the image. */
function sizeOf(wanted: ImageSize, screen: Size): { size: Size; ratio: number } {
  if (wanted.kind === 'scale') return sized(screen, wanted.factor);
  const ratio = Math.min(wanted.width / screen.width, wanted.height / screen.height);
  return sized({ width: wanted.width / ratio, height: wanted.height / ratio }, ratio);
}

function sized(size: Size, ratio: number): { size: Size; ratio: number } {
  checkImageSize(size, ratio);
  return { size, ratio };
}

async function bytesOf(image: Promise<Blob>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await image).arrayBuffer());
}

/**
 * The view of a shot, for an export. The matrix applies to the scene frame that an export computes
 * itself; that of the shot may be an older one, and its heights are exaggerated.
 */
function lookOf({ drawing, choices, projection, flatness }: Shot): ViewAnswer {
  const { sceneFrame, extent, height, colouring, boundaries } = drawing;
  const levels = drawing.levels && { levels: choices.levels };
  const { gain, regions } = choices;
  const hiddenLayers = choices.lines
    ? choices.hiddenLayers
    : drawing.picture.network.layers.map((_, layer) => layer);
  const lines = { boundaries, regions, hiddenLayers, ...levels };
  const look = { kind: 'look', colouring, height, gain, ...lines } as const;
  if (flatness === 1) return look;
  const plain = sceneFrameOf(extent);
  const stretch = choices.exaggeration;
  const scale = [
    sceneFrame.sx / plain.sx,
    sceneFrame.sy / plain.sy,
    (stretch * sceneFrame.sz) / plain.sz,
  ];
  const shift = [
    (plain.x - sceneFrame.x) * sceneFrame.sx,
    (plain.y - sceneFrame.y) * sceneFrame.sy,
    (plain.z - sceneFrame.z) * sceneFrame.sz * stretch,
  ];
  const intoOurs = [scale[0], 0, 0, 0, 0, scale[1], 0, 0, 0, 0, scale[2], 0, ...shift, 1];
  const camera = sceneToClip(projection);
  const depth = ([x, y, z]: readonly [number, number, number]): number =>
    camera[3] * x + camera[7] * y + camera[11] * z + camera[15];
  if (corners(boxOf(drawing, stretch)).some((corner) => depth(corner) <= 0))
    throw new RangeError(
      l10n.t(
        'The camera is inside the surface. Zoom out until the whole surface is in front of it.',
      ),
    );
  return { ...look, matrix: product(camera, intoOurs) };
}
