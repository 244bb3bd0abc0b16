import { beginsWith, magicNumbers } from '../magicNumbers.ts';

/** The first bytes of files that are not safetensors, and what they are, as a predicate of a sentence. */
const formats: readonly (readonly [start: string, is: string])[] = [
  [magicNumbers.zip, 'a ZIP archive, such as torch.save and numpy.savez write'],
  ['\x80\x02', 'a pickle, such as older versions of torch.save write'],
  ['\x80\x04', 'a pickle'],
  ['\x80\x05', 'a pickle'],
  ['\x89HDF\r\n\x1a\n', 'an HDF5 file, such as Keras writes'],
  ['\x93NUMPY', 'a NumPy array'],
  ['GGUF', 'a GGUF file'],
  [magicNumbers.gzip, 'compressed with gzip'],
  ['<!', 'a web page'],
  ['<html', 'a web page'],
];

/** What a file is by its first bytes, if it is in a well-known format other than safetensors. */
export function knownFormat(bytes: Uint8Array): string | undefined {
  return formats.find(([start]) => beginsWith(bytes, start))?.[1];
}
