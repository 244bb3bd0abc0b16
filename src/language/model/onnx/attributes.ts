import { printable } from '../../../core/printable.ts';
import { refuse } from '../refusal.ts';
import type { OnnxAttribute, OnnxTensor } from './message.ts';

/** The attributes of a node. Those that nobody asks for are refused in the end: they may change what it means. */
export class Attributes {
  private readonly byName: ReadonlyMap<string, OnnxAttribute>;
  private readonly asked = new Set<string>();

  constructor(attributes: readonly OnnxAttribute[]) {
    this.byName = new Map(attributes.map((attribute) => [attribute.name, attribute]));
  }

  integer(name: string): number | undefined;
  integer(name: string, otherwise: number): number;
  integer(name: string, otherwise?: number): number | undefined {
    return this.find(name)?.integer ?? otherwise;
  }

  integers(name: string): readonly number[] | undefined {
    return this.find(name)?.integers;
  }

  /** The double that a single-precision attribute is; likewise for the default of the standard. */
  float(name: string): number | undefined;
  float(name: string, otherwise: number): number;
  float(name: string, otherwise?: number): number | undefined {
    const value = this.find(name)?.float;
    if (value !== undefined && !Number.isFinite(value))
      refuse(`has the attribute ${name} ${value}, which is not a finite number`);
    return value ?? (otherwise === undefined ? undefined : Math.fround(otherwise));
  }

  floats(name: string): readonly number[] | undefined {
    return this.find(name)?.floats;
  }

  text(name: string, otherwise: string): string {
    return this.find(name)?.text ?? otherwise;
  }

  tensor(name: string): OnnxTensor | undefined {
    return this.find(name)?.tensor;
  }

  /** Accepts attributes that change nothing here. */
  ignore(...names: readonly string[]): void {
    for (const name of names) this.asked.add(name);
  }

  refuseUnknown(): void {
    for (const name of this.byName.keys())
      if (!this.asked.has(name))
        refuse(`has the attribute ${printable(name, 40)}, which is not known`);
  }

  private find(name: string): OnnxAttribute | undefined {
    this.asked.add(name);
    return this.byName.get(name);
  }
}
