import { isSafetensors } from '../language/text/format.ts';
import type { FileContent } from '../language/weights/checkpointNetwork.ts';
import { strictText } from './decodeText.ts';

/**
 * The content of a file that a spec names: bytes if it is binary, otherwise text in UTF-8 or UTF-16. Text that
 * is neither is taken for Windows-1252, which spreadsheets write and in which every byte is a character.
 */
export function fileContent(path: string, bytes: Uint8Array): FileContent {
  if (isSafetensors(path)) return bytes;
  return strictText(bytes) ?? new TextDecoder('windows-1252').decode(bytes);
}
