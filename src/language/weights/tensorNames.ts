/** What a tensor is for its layer. */
export interface TensorRole {
  /** The module of PyTorch or the layer of Keras. */
  readonly module: string;
  readonly part: 'weight' | 'bias';
  /** Whether a weight is inputs × neurons, as the kernels of Keras are. */
  readonly isTransposed: boolean;
}

/**
 * The role of a tensor by its name: `N.weight` and `N.bias` as in PyTorch, `N/kernel` and `N/bias` as in Keras
 * (with or without `:0`), or `W1` and `b1`. Undefined for any other name.
 */
export function roleOf(name: string): TensorRole | undefined {
  const plain = name.replace(/:0$/, '');
  const [, module = '', part] = /^(?:(.*)[./])?(weight|bias|kernel)$/.exec(plain) ?? [];
  if (part !== undefined)
    return { module, part: part === 'bias' ? 'bias' : 'weight', isTransposed: part === 'kernel' };
  const [, prefix = '', letter, number] = /^(?:(.*)[./])?([WwBb])_?(\d+)$/.exec(plain) ?? [];
  if (letter === undefined) return undefined;
  return {
    module: prefix ? `${prefix}.${number}` : number,
    part: /w/i.test(letter) ? 'weight' : 'bias',
    isTransposed: false,
  };
}

/**
 * What a tensor belongs to that is not a layer of the spec, and what to do, as a predicate; undefined if its
 * name does not tell.
 */
export function foreignPart(name: string): string | undefined {
  return foreign.find(([pattern]) => pattern.test(name))?.[1];
}

const foreign: readonly (readonly [RegExp, string])[] = [
  [
    /(?:^|[./])(?:running_mean|running_var|num_batches_tracked|moving_mean|moving_variance)(?::0)?$/,
    'belongs to a batch normalisation, which a spec cannot have; fold it into the layer before it, for example with torch.nn.utils.fusion.fuse_linear_bn_eval',
  ],
  [
    /weight_[gv]$|parametrizations\.weight\.original[01]$/,
    'is part of a weight normalisation; remove it before saving, with torch.nn.utils.parametrize.remove_parametrizations or remove_weight_norm',
  ],
  [
    /parametrizations\.|weight_orig$|weight_[uv]$|weight_mask$/,
    'is part of a parametrization; remove it before saving, so that the file has the weights themselves',
  ],
  [
    /(?:^|[./_])(?:qweight|qzeros|weight_scale(?:_inv)?|zero_point|absmax|quant_map|quant_state.*|SCB|weight_format)$/,
    'belongs to quantised weights; save the weights as 32-bit numbers, with their scales applied',
  ],
  [/lora_[AB]|lora_embedding/, 'belongs to a LoRA adapter; merge it into its model before saving'],
];
