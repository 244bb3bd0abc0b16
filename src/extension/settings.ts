import { workspace, type Uri } from 'vscode';

/** The settings of the extension, as they hold for one document. */
export interface Settings {
  /** `live` follows every edit, `onSave` only saves. */
  readonly update: 'live' | 'onSave';
  /** Stop after this many regions with a partial picture. */
  readonly maxRegions: number;
}

export const section = 'foldComplex';

export function settingsFor(uri: Uri): Settings {
  const values = workspace.getConfiguration(section, uri);
  return {
    update: values.get<Settings['update']>('update', 'live'),
    maxRegions: values.get<number>('maxRegions', 250_000),
  };
}
