import { encodingOf } from '../language/text/encoding.ts';

/** The text of a file, or where it stops being text. */
export type DecodedText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failure'; readonly message: string; readonly before: string };

/**
 * Decodes UTF-8, or UTF-16 as Windows editors and PowerShell write it. Other encodings are not guessed: a wrong guess
 * would change names silently.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const text = strictText(bytes);
  if (text !== undefined) return { kind: 'text', text };
  const encoding = encodingIn(bytes);
  const valid = validLength(bytes, encoding);
  const before = new TextDecoder(encoding).decode(bytes.subarray(0, valid));
  const found = `0x${bytes[valid].toString(16).toUpperCase().padStart(2, '0')}`;
  const message =
    encoding === 'utf-8'
      ? `The byte ${found} is not UTF-8; save the file as UTF-8`
      : `The file is not complete UTF-16; save it as UTF-8`;
  return { kind: 'failure', message, before };
}

/** The text of a file in UTF-8 or UTF-16; undefined if a byte cannot be decoded. */
export function strictText(bytes: Uint8Array): string | undefined {
  return decoded(bytes, encodingIn(bytes));
}

function encodingIn(bytes: Uint8Array): string {
  return encodingOf(bytes) ?? 'utf-8';
}

/** The number of bytes before the first character that cannot be decoded. */
function validLength(bytes: Uint8Array, encoding: string): number {
  let low = 0;
  let high = bytes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    // A character that is cut in the middle is not an error yet.
    if (decoded(bytes.subarray(0, middle), encoding, true) !== undefined) low = middle;
    else high = middle - 1;
  }
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(0, low), {
    stream: true,
  });
  return encoding === 'utf-8' ? new TextEncoder().encode(text).length : 2 * text.length;
}

function decoded(bytes: Uint8Array, encoding: string, stream = false): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
