import { type ModelView, type HeightKey, modelViewOf } from '../../../core/entropy/modelView.ts';
import { type ControlSettings, usualControls } from '../../../core/entropy/controls.ts';
import type { LocalMap } from '../../../core/entropy/grpo/localMap.ts';
import type { Controls, Convention } from '../../../core/entropy/hysteresis.ts';
import type { ModelState } from '../../../core/entropy/quasiStaticPath.ts';
import type { ControlWindow } from '../../../core/entropy/sheetRaster.ts';
import type {
  EntropyDocument,
  EntropyLayout,
  TrackedRun,
} from '../../../protocol/entropy/model.ts';
import type { ViewProblem } from '../../../protocol/panel.ts';
import type { Orbit } from '../../viewport/camera.ts';
import type { PaneId } from './arrangement.ts';
import type { Theme } from '../../kit/theme.ts';

/** A line through the control plane, along which the equilibria are drawn. */
export type Line =
  /** Through the point, along the first or the second control. */
  | { readonly kind: 'across' }
  | { readonly kind: 'up' }
  | { readonly kind: 'drawn'; readonly from: Controls; readonly to: Controls };

/** A path in the control plane, such as that of the point or of a training run. */
export interface Trail {
  readonly places: readonly ModelState[];
  /** Indices of the points that were reached by a jump. */
  readonly jumps: readonly number[];
}

/** An intervention of the document that was applied, or the return to its start. */
export interface AppliedStep {
  /** Index of the intervention; −1 for the start, undefined for one that is not in the document. */
  readonly index: number | undefined;
  readonly place: ModelState | undefined;
  /** What has happened, in words. */
  readonly outcome: string;
}

/** A place on the path of a run. */
export interface RunPosition {
  readonly run: number;
  readonly index: number;
}

/** The user's choices; saved for the document. */
export interface EntropyChoices {
  readonly layout: EntropyLayout;
  readonly height: HeightKey;
  readonly convention: Convention;
  readonly line: Line;
  /**
   * Whether the axis of the strength B is logarithmic; other second controls may be below 0. Until it
   * is chosen, it is if the range of the document covers decades.
   */
  readonly logarithmic: boolean | undefined;
  /** Probability of a right choice of the policy that a refresh would mix in. */
  readonly refreshSuccess: number;
  /** The chosen tab where the panes share a place. */
  readonly tab: PaneId;
  readonly controlsOpen: boolean;
  readonly tableOpen: boolean;
}

/** The default choices. */
export const usualChoices: EntropyChoices = {
  layout: 'surface',
  height: 'entropy',
  convention: 'delay',
  line: { kind: 'across' },
  logarithmic: undefined,
  refreshSuccess: 0.25,
  tab: 'plane',
  controlsOpen: true,
  tableOpen: false,
};

/** The training that a local normal form belongs to, and the map between their controls. */
export interface LocalForm {
  readonly modelView: ModelView;
  readonly controls: ControlSettings;
  readonly map: LocalMap;
  readonly window: ControlWindow;
  /** Where the point was, and where the normal form has put it. */
  readonly before: ModelState | undefined;
  readonly there: ModelState | undefined;
}

/** The state of the page. */
export interface EntropyState {
  readonly document: EntropyDocument;
  readonly problems: readonly ViewProblem[];
  /** Why the document cannot be read. */
  readonly missing: string | undefined;
  readonly modelView: ModelView;
  readonly window: ControlWindow;
  readonly controls: ControlSettings;
  /** The training that the normal form approximates at its cusp, if any. */
  readonly localTo: LocalForm | undefined;
  /** The point and its state; undefined without regularisation. */
  readonly place: ModelState | undefined;
  /** The path of the point since it was last placed. */
  readonly trail: Trail;
  /** The last jump, as a text. */
  readonly event: string;
  /** The last intervention: current as long as the point is where it has put it. */
  readonly step: AppliedStep | undefined;
  readonly choices: EntropyChoices;
  readonly camera: Orbit | undefined;
  readonly hovered: Controls | undefined;
  readonly runs: readonly TrackedRun[];
  /** The selected step of a run, and the one under the pointer. */
  readonly runAt: RunPosition | undefined;
  readonly runHovered: RunPosition | undefined;
  /** Whether a slider is moving, so that drawing must be fast. */
  readonly hurried: boolean;
  readonly theme: Theme;
  readonly aboutOpen: boolean;
  readonly helpOpen: boolean;
  readonly flatBecause: 'unavailable' | 'lost' | undefined;
}

/** The state before a document has arrived. */
export function initialState(theme: Theme): EntropyState {
  const modelView = modelViewOf({ kind: 'normalForm' });
  return {
    document: {
      version: -1,
      title: '',
      spec: {
        model: modelView.settings,
        controls: usualControls('normalForm'),
        start: 'lower',
        range: {},
        interventions: [],
        runs: [],
        source: { model: { start: 0, end: 0 }, interventions: [], runs: [] },
      },
    },
    problems: [],
    missing: undefined,
    modelView,
    window: modelView.window,
    localTo: undefined,
    controls: usualControls('normalForm'),
    place: undefined,
    trail: { places: [], jumps: [] },
    event: '',
    step: undefined,
    choices: usualChoices,
    camera: undefined,
    hovered: undefined,
    runs: [],
    runAt: undefined,
    runHovered: undefined,
    hurried: false,
    theme,
    aboutOpen: false,
    helpOpen: false,
    flatBecause: undefined,
  };
}
