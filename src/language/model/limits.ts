/*
 * Limits of a model file. Each is far above the models that can be looked at, and low enough that a hostile or
 * damaged file gives a message at once.
 */

/** Bytes of a file, and of a file with external data. */
export const maxModelFile = 512 * 2 ** 20;

/** Nodes of a graph. */
export const maxNodes = 2000;

/** Entries of a value between two layers. */
export const maxEntries = 4 * 2 ** 20;

/** Numbers in all weights. */
export const maxModelParameters = 64 * 2 ** 20;

/** Units with folds, and units that take a maximum. */
export const maxUnits = 256 * 2 ** 10;

/** Points of the kernel of a convolution or a pooling, and entries of padding along a dimension. */
export const maxKernel = 2 ** 16;
