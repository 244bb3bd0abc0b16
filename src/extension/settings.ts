import { workspace, type Uri } from 'vscode';

/** The settings of the extension for one document. */
export interface Settings {
  /** `live` updates at every edit, `onSave` only when saving. */
  readonly update: 'live' | 'onSave';
  /** The most regions; beyond them, the picture is partial. */
  readonly maxRegions: number;
  /** Code lenses at networks and layers. */
  readonly codeLens: boolean;
  /** Region counts at the end of a layer's first line. */
  readonly inlayHints: boolean;
  /** Hints about dead, always-on and duplicate neurons. */
  readonly hints: boolean;
  /** Whether the caret and the selection in the view follow each other. */
  readonly syncSelection: boolean;
}

export const section = 'foldComplex';

export function settingsFor(uri: Uri): Settings {
  const values = workspace.getConfiguration(section, uri);
  return {
    update: values.get<Settings['update']>('update', 'live'),
    maxRegions: values.get<number>('maxRegions', 250_000),
    codeLens: values.get<boolean>('codeLens', true),
    inlayHints: values.get<boolean>('inlayHints', false),
    hints: values.get<boolean>('hints', true),
    syncSelection: values.get<boolean>('syncSelection', true),
  };
}
