/** The first bytes of files that are not safetensors, and what they are, as a predicate of a sentence. */
const formats: readonly (readonly [start: string, is: string])[] = [
  ['PK\x03\x04', 'a ZIP archive, such as torch.save and numpy.savez write'],
  ['\x80\x02', 'a pickle, such as older versions of torch.save write'],
  ['\x80\x04', 'a pickle'],
  ['\x80\x05', 'a pickle'],
  ['\x89HDF\r\n\x1a\n', 'an HDF5 file, such as Keras writes'],
  ['\x93NUMPY', 'a NumPy array'],
  ['GGUF', 'a GGUF file'],
  ['\x1f\x8b', 'compressed with gzip'],
  ['<!', 'a web page'],
  ['<html', 'a web page'],
];

/** What a file is by its first bytes, if it is in a well-known format other than safetensors. */
export function knownFormat(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 8));
  return formats.find(([start]) => head.startsWith(start))?.[1];
}
