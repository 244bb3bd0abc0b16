import { isBytes, packedValues, readFields, WireType, type Field } from '../../protobuf.ts';
import type { FileFault } from '../../weights/tensor.ts';
import { maxNodes } from '../limits.ts';

/*
 * The messages of an ONNX file, as far as they are used. Numbers of fields:
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */

export interface OnnxModel {
  readonly irVersion: number;
  readonly producer: string;
  /** Versions of the sets of operators by domain; the set of ONNX itself has the domain ''. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly graph: OnnxGraph | undefined;
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
}

export interface OnnxNode {
  readonly name: string;
  readonly operator: string;
  readonly domain: string;
  /** Names of values; an optional one that is left out is ''. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: readonly OnnxAttribute[];
}

export interface OnnxAttribute {
  readonly name: string;
  readonly float?: number;
  readonly integer?: number;
  readonly text?: string;
  readonly tensor?: OnnxTensor;
  readonly floats: readonly number[];
  readonly integers: readonly number[];
}

export interface OnnxValueInfo {
  readonly name: string;
  /** Lengths, or the names of those that vary; absent if the rank is unknown. */
  readonly shape?: readonly (number | string)[];
}

/** A tensor with its numbers as they are in the file. */
export interface OnnxTensor {
  readonly name: string;
  /** Its first byte in the file. */
  readonly at: number;
  readonly dims: readonly number[];
  /** The number of its type in the enumeration `DataType`. */
  readonly type: number;
  readonly raw?: Uint8Array;
  /** Packed numbers by the number of their field, each part as it is in the file. */
  readonly packed: ReadonlyMap<number, readonly Uint8Array[]>;
  /** Where the data is if it is in another file: path, offset and length. */
  readonly external?: ReadonlyMap<string, string>;
}

/** Reads the messages of a file. Nothing is allocated from a length that the file only declares. */
export function readOnnxModel(file: Uint8Array): OnnxModel | FileFault {
  return new ModelDecoder(file).read();
}

class ModelDecoder {
  private readonly file: Uint8Array;
  private fault: FileFault | undefined;

  constructor(file: Uint8Array) {
    this.file = file;
  }

  read(): OnnxModel | FileFault {
    let irVersion = 0;
    let graph: OnnxGraph | undefined;
    const producer: string[] = [];
    const opsets = new Map<string, number>();
    this.fields(this.file, 'model', (field) => {
      const { number, value } = field;
      if (number === 1 && isVarint(field)) irVersion = Number(value.int64());
      else if ((number === 2 || number === 3) && isBytes(field)) producer.push(value.string());
      else if (number === 7 && isBytes(field)) graph = this.graph(value.bytes());
      else if (number === 8 && isBytes(field)) opsets.set(...this.opset(value.bytes()));
      else return false;
      return true;
    });
    return this.fault ?? { irVersion, producer: producer.join(' ').trim(), opsets, graph };
  }

  /** Reads a message; if it is broken, that is the fault of the file. */
  private fields(bytes: Uint8Array, what: string, take: (field: Field) => boolean): void {
    const broken = readFields(bytes, take);
    if (broken === undefined) return;
    const at = this.placeOf(bytes) + broken;
    this.fault ??= {
      where: `byte ${at}`,
      message:
        bytes.byteOffset + bytes.length === this.file.byteOffset + this.file.length
          ? `The ${what} is cut off or damaged: what begins here does not end with the ${this.file.length.toLocaleString('en')} bytes of the file; copy or export it again`
          : `The ${what} is damaged: what begins here does not end within it; copy or export the file again`,
    };
  }

  /** Ends the reading with a fault of its own. */
  private stop(at: number, message: string): never {
    this.fault ??= { where: `byte ${at}`, message };
    throw new RangeError(message);
  }

  private placeOf(bytes: Uint8Array): number {
    return bytes.byteOffset - this.file.byteOffset;
  }

  private opset(bytes: Uint8Array): [domain: string, version: number] {
    let domain = '';
    let version = 0;
    this.fields(bytes, 'version of the operators', (field) => {
      const { number, value } = field;
      if (number === 1 && isBytes(field)) domain = value.string();
      else if (number === 2 && isVarint(field)) version = Number(value.int64());
      else return false;
      return true;
    });
    return [domain === 'ai.onnx' ? '' : domain, version];
  }

  private graph(bytes: Uint8Array): OnnxGraph {
    const nodes: OnnxNode[] = [];
    const initializers: OnnxTensor[] = [];
    const inputs: OnnxValueInfo[] = [];
    const outputs: OnnxValueInfo[] = [];
    this.fields(bytes, 'graph', (field) => {
      const { number, value } = field;
      if (!isBytes(field)) return false;
      if (nodes.length > maxNodes || initializers.length + inputs.length > mostListed)
        this.stop(
          this.placeOf(bytes),
          `The graph has more than ${maxNodes.toLocaleString('en')} nodes, which is the limit; export a smaller part of the model`,
        );
      if (number === 1) nodes.push(this.node(value.bytes()));
      else if (number === 5) initializers.push(this.tensor(value.bytes()));
      else if (number === 11) inputs.push(this.valueInfo(value.bytes()));
      else if (number === 12) outputs.push(this.valueInfo(value.bytes()));
      else return false;
      return true;
    });
    return { nodes, initializers, inputs, outputs };
  }

  private node(bytes: Uint8Array): OnnxNode {
    const inputs: string[] = [];
    const outputs: string[] = [];
    const attributes: OnnxAttribute[] = [];
    const texts = new Map<number, string>();
    this.fields(bytes, 'node', (field) => {
      const { number, value } = field;
      if (!isBytes(field)) return false;
      if (number === 1) inputs.push(value.string());
      else if (number === 2) outputs.push(value.string());
      else if (number === 3 || number === 4 || number === 7) texts.set(number, value.string());
      else if (number === 5) attributes.push(this.attribute(value.bytes()));
      else return false;
      return true;
    });
    const domain = texts.get(7) ?? '';
    return {
      name: texts.get(3) ?? '',
      operator: texts.get(4) ?? '',
      domain: domain === 'ai.onnx' ? '' : domain,
      inputs,
      outputs,
      attributes,
    };
  }

  private attribute(bytes: Uint8Array): OnnxAttribute {
    const floats: number[] = [];
    const integers: number[] = [];
    const rest: { -readonly [K in keyof OnnxAttribute]?: OnnxAttribute[K] } = {};
    this.fields(bytes, 'attribute', (field) => {
      const { number, type, value } = field;
      if (number === 1 && isBytes(field)) rest.name = value.string();
      else if (number === 2 && type === WireType.Bit32) rest.float = value.float();
      else if (number === 3 && isVarint(field)) rest.integer = Number(value.int64());
      else if (number === 4 && isBytes(field)) rest.text = value.string();
      else if (number === 5 && isBytes(field)) rest.tensor = this.tensor(value.bytes());
      else if (number === 7) {
        if (type === WireType.Bit32) pushed(floats, value.float());
        else if (isBytes(field)) {
          const list = packedValues(field);
          while (list.pos < list.len) pushed(floats, list.float());
        } else return false;
      } else if (number === 8) return takeIntegers(field, integers);
      else return false;
      return true;
    });
    return { name: '', ...rest, floats, integers };
  }

  private tensor(bytes: Uint8Array): OnnxTensor {
    const dims: number[] = [];
    const packed = new Map<number, Uint8Array[]>();
    const external = new Map<string, string>();
    let name = '';
    let type = 0;
    const own: { raw?: Uint8Array; external?: ReadonlyMap<string, string> } = {};
    const addPart = (number: number, part: Uint8Array): void => {
      const parts = packed.get(number);
      if (parts) pushed(parts, part);
      else packed.set(number, [part]);
    };
    this.fields(bytes, 'tensor', (field) => {
      const { number, value } = field;
      if (number === 1) return takeIntegers(field, dims);
      if (number === 2 && isVarint(field)) type = value.int32();
      else if (numberFields.has(number)) {
        // A number that is not in a packed list is a list of one, without its tag.
        addPart(number, isBytes(field) ? value.bytes() : value.skip(field.type, number));
      } else if (number === 8 && isBytes(field)) name = value.string();
      else if (number === 9 && isBytes(field)) own.raw = value.bytes();
      else if (number === 13 && isBytes(field)) {
        external.set(...this.entry(value.bytes()));
      } else if (number === 14 && isVarint(field)) {
        if (value.int32() === 1) own.external = external;
      } else return false;
      return true;
    });
    return { name, at: this.placeOf(bytes), dims, type, packed, ...own };
  }

  private entry(bytes: Uint8Array): [key: string, value: string] {
    let key = '';
    let text = '';
    this.fields(bytes, 'place of external data', (field) => {
      if (field.number === 1 && isBytes(field)) key = field.value.string();
      else if (field.number === 2 && isBytes(field)) text = field.value.string();
      else return false;
      return true;
    });
    return [key, text];
  }

  private valueInfo(bytes: Uint8Array): OnnxValueInfo {
    let name = '';
    let shape: (number | string)[] | undefined;
    this.fields(bytes, 'description of a value', (field) => {
      const { number, value } = field;
      if (number === 1 && isBytes(field)) name = value.string();
      else if (number === 2 && isBytes(field)) shape = this.shapeInType(value.bytes());
      else return false;
      return true;
    });
    return { name, ...(shape && { shape }) };
  }

  /** The shape in a `TypeProto` of a tensor. */
  private shapeInType(bytes: Uint8Array): (number | string)[] | undefined {
    let shape: (number | string)[] | undefined;
    this.fields(bytes, 'type', (field) => {
      if (field.number !== 1 || !isBytes(field)) return false;
      this.fields(field.value.bytes(), 'type of a tensor', (own) => {
        if (own.number !== 2 || !isBytes(own)) return false;
        const lengths: (number | string)[] = [];
        this.fields(own.value.bytes(), 'shape', (dim) => {
          if (dim.number !== 1 || !isBytes(dim)) return false;
          lengths.push(this.dimension(dim.value.bytes()));
          return true;
        });
        shape = lengths;
        return true;
      });
      return true;
    });
    return shape;
  }

  private dimension(bytes: Uint8Array): number | string {
    let length: number | string = '';
    this.fields(bytes, 'dimension', (field) => {
      if (field.number === 1 && isVarint(field)) length = Number(field.value.int64());
      else if (field.number === 2 && isBytes(field)) length = field.value.string();
      else return false;
      return true;
    });
    return length;
  }
}

/** float_data, int32_data, int64_data, double_data and uint64_data of a tensor. */
const numberFields: ReadonlySet<number> = new Set([4, 5, 7, 10, 11]);

/** Most entries of a list that no model needs; what has more is damaged or hostile. */
const mostListed = 2 ** 20;

function pushed<T>(list: T[], entry: T): void {
  if (list.length >= mostListed) throw new RangeError('The list is too long.');
  list.push(entry);
}

function isVarint({ type }: Field): boolean {
  return type === WireType.Varint;
}

/** Takes integers, packed or one by one; false if they are neither. */
function takeIntegers(field: Field, into: number[]): boolean {
  if (isVarint(field)) {
    pushed(into, Number(field.value.int64()));
    return true;
  }
  if (!isBytes(field)) return false;
  const list = packedValues(field);
  while (list.pos < list.len) pushed(into, Number(list.int64()));
  return true;
}
