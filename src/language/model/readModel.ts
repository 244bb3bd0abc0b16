import { knownFormat } from '../weights/otherFormat.ts';
import type { FileFault } from '../weights/tensor.ts';
import { maxModelFile } from './limits.ts';
import type { ModelFile, SideFiles } from './modelFile.ts';
import { readNnet } from './nnet.ts';
import { readOnnx } from './onnx/readOnnx.ts';

/** Reads a model in the format that the ending of its name says, or else its first bytes. */
export function readModel(name: string, bytes: Uint8Array, side: SideFiles): ModelFile | FileFault {
  const fault = (message: string): FileFault => ({ where: '', message });
  if (bytes.length > maxModelFile)
    return fault(`The file is larger than ${maxModelFile / 2 ** 20} MB`);
  if (bytes.length === 0) return fault('The file is empty');
  const is = knownFormat(bytes);
  if (is !== undefined) return fault(`The file is ${is}; expected a model in ONNX or NNet format`);
  const ending = /\.(onnx|nnet)$/i.exec(name)?.[1].toLowerCase();
  if (ending === 'nnet' || (ending === undefined && isNnet(bytes))) return readNnet(bytes);
  if (ending === 'onnx' || isOnnx(bytes)) return readOnnx(bytes, side);
  return fault('The file is of no known format; expected a model in ONNX or NNet format');
}

/** Comments or digits. */
function isNnet([first, second]: Uint8Array): boolean {
  return (first === 0x2f && second === 0x2f) || (first >= 0x30 && first <= 0x39);
}

/** The first field of a model is the version of the format, a small integer. */
function isOnnx([first, second]: Uint8Array): boolean {
  return first === 8 && second < 128;
}
