import { workspace, type Uri } from 'vscode';

/** The settings of the extension, as they hold for one document. */
export interface Settings {
  /** `live` follows every edit, `onSave` only saves. */
  readonly update: 'live' | 'onSave';
  /** Stop after this many regions with a partial picture. */
  readonly maxRegions: number;
  /** News over networks and layers. */
  readonly codeLens: boolean;
  /** Region counts at the end of a layer's first line. */
  readonly inlayHints: boolean;
  /** Hints at dead, always-on and duplicated neurons. */
  readonly hints: boolean;
  /** Caret and selection of the view follow each other. */
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
