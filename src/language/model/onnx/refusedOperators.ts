import { printable } from '../../../core/printable.ts';

const smooth = new Set([
  ...['Sigmoid', 'Tanh', 'Softplus', 'Softsign', 'Erf', 'Exp', 'Log', 'Sqrt', 'Pow', 'Reciprocal'],
  ...['Elu', 'Selu', 'Celu', 'Gelu', 'Mish', 'Swish', 'HardSwish', 'Sin', 'Cos', 'Tan', 'Atan'],
  ...['Softmax', 'LogSoftmax', 'Sinh', 'Cosh', 'Asinh', 'Acosh', 'Atanh', 'Asin', 'Acos'],
  ...['LayerNormalization', 'InstanceNormalization', 'GroupNormalization', 'RMSNormalization'],
  ...['LpNormalization', 'MeanVarianceNormalization', 'LRN', 'ReduceL2', 'ReduceLogSumExp'],
  ...['ReduceSumSquare', 'ReduceProd', 'LpPool', 'Attention'],
]);

const jumping = new Set([
  ...['Sign', 'Floor', 'Ceil', 'Round', 'Mod', 'ArgMax', 'ArgMin', 'TopK', 'NonZero', 'OneHot'],
  ...['Equal', 'Less', 'Greater', 'LessOrEqual', 'GreaterOrEqual', 'Not', 'And', 'Or', 'Xor'],
  ...['Where', 'Hardmax', 'ThresholdedRelu', 'Shrink', 'QuantizeLinear', 'DynamicQuantizeLinear'],
  ...['NonMaxSuppression', 'IsNaN', 'IsInf', 'Bernoulli'],
]);

const recurrent = new Set(['LSTM', 'GRU', 'RNN', 'Scan', 'Loop', 'If']);

/** Why an operator that has no meaning here cannot be used, as the predicate of a sentence. */
export function refusedOperator(operator: string, domain: string): string {
  if (domain !== '') return `is of the domain ${printable(domain, 60)}, which is not supported`;
  if (smooth.has(operator))
    return 'is smooth and not at the output; only piecewise-linear operators can be shown exactly';
  if (jumping.has(operator))
    return 'jumps; only continuous piecewise-linear operators can be shown exactly';
  if (recurrent.has(operator))
    return 'loops or branches; only graphs of continuous piecewise-linear operators can be shown exactly';
  return 'is not supported; only continuous piecewise-linear operators of ONNX can be shown exactly';
}
