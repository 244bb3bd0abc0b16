/** How many bytes are examined for a text without byte order mark. */
const examined = 4096;

/**
 * The encoding of a text, for a `TextDecoder`, by its byte order mark or by where its zero bytes are; undefined for
 * bytes that are not text.
 */
export function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | undefined {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const head = bytes.subarray(0, examined);
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]++;
  });
  if (zeros[0] + zeros[1] === 0) return 'utf-8';
  // In text of mostly ASCII characters, every other byte of UTF-16 is zero.
  const [even, odd] = zeros.map((count) => (2 * count) / head.length);
  if (odd > 0.5 && even < 0.1) return 'utf-16le';
  if (even > 0.5 && odd < 0.1) return 'utf-16be';
  return undefined;
}
