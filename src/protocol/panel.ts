import type { ExportChoice } from './exports.ts';

/** What the page of any view can send; each view adds messages of its own. */
export type FromPage =
  /** The page is loaded and wants what it is to show. */
  | { readonly kind: 'ready' }
  /**
   * Camera, selection and choices, to be kept; decoded by the view alone. `uri` is the document that
   * they belong to, where the panel may have turned to another one since.
   */
  | { readonly kind: 'keepState'; readonly state: unknown; readonly uri?: string }
  | { readonly kind: 'copy'; readonly text: string }
  /** Ask where to save this, and write it. */
  | { readonly kind: 'save'; readonly fileName: string; readonly content: string | Uint8Array }
  /** Ask which of these to save; `makeExport` is the answer. */
  | { readonly kind: 'chooseExport'; readonly choices: readonly ExportChoice[] }
  | { readonly kind: 'cannotSave'; readonly message: string }
  /** An image is on the clipboard. */
  | { readonly kind: 'imageCopied' }
  /** The clipboard refused an image: offer to save it. */
  | { readonly kind: 'imageNotCopied'; readonly fileName: string; readonly png: Uint8Array }
  | { readonly kind: 'showLog' }
  /** Where the document is gone: ask for another file to show here. */
  | { readonly kind: 'openInstead' }
  | { readonly kind: 'close' };

/** A problem of the text for a view to list. Lines and columns count from 1. */
export interface ViewProblem {
  readonly severity: 'error' | 'warning' | 'hint';
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** What its first quick fix does, if it has one. */
  readonly fix?: string;
  /** The file is empty. */
  readonly isEmptyFile?: true;
}
