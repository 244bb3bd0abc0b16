import { createRequire } from 'node:module';

/** The used part of a report of the Khronos glTF validator, which has no type declarations. */
export interface Validation {
  readonly issues: {
    readonly numErrors: number;
    readonly numWarnings: number;
    readonly numInfos: number;
    readonly numHints: number;
    readonly messages: readonly unknown[];
  };
  readonly info: { readonly totalVertexCount: number; readonly totalTriangleCount: number };
}

interface Validator {
  validateBytes(bytes: Uint8Array): Promise<Validation>;
}

const validator = createRequire(import.meta.url)('gltf-validator') as Validator;

/** Validates a binary glTF file. */
export function validateGlb(bytes: Uint8Array): Promise<Validation> {
  return validator.validateBytes(bytes);
}
