/**
 * Files in which trainers and trackers keep the configuration of a run, beside its log or in the folder above: Hydra,
 * W&B, TRL and ms-swift. A `config.json` may also be that of a model, which is ignored.
 */
export const configFileNames = [
  '.hydra/config.yaml',
  'config.yaml',
  'files/config.yaml',
  'training_args.json',
  'args.json',
  'config.json',
] as const;
