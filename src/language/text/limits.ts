/*
 * Bounds on what one spec may ask for. Each is far above what anybody draws and low enough that a
 * hostile or mistaken file ends in one message at once instead of a frozen or dead process.
 */

/**
 * UTF-16 units of text. JSON is read at about 30 MB/s; YAML about twenty times slower, so that its
 * limit (some 100,000 weights) also costs about a second.
 */
export const maxTextLength = { json: 32 * 2 ** 20, yaml: 2 * 2 ** 20 } as const;

/** Lists inside lists. The language itself needs six levels; parsers and decoders recurse. */
export const maxDepth = 64;

/** Values that YAML aliases and merge keys may add up to when written out. */
export const maxAliasValues = 1_000_000;

/** Weights and biases of a network: 32 MB of doubles, copied a few times on the way. */
export const maxParameters = 4_000_000;

/** Depth of a network; also keeps layer numbers within 16 bits. */
export const maxLayers = 1000;

/** A pattern writes the piece of each neuron as one digit in base 36. */
export const maxBreakpoints = 35;

/** Corners of a polygonal domain. */
export const maxCorners = 1000;

/** Size of a coordinate of the domain: products of two must neither overflow nor lose their sign. */
export const maxCoordinate = 1e100;

/** Errors reported for one text, and other problems; the rest are counted. */
export const maxProblems = 100;

/** Points of a data set; a step of a full-batch training visits all of them. */
export const maxPoints = 100_000;

/** Passes of a training through its data. */
export const maxEpochs = 1_000_000;

/** Bytes of a binary file of weights, and of its header; twice what the largest network needs. */
export const maxWeightFile = 64 * 2 ** 20;
export const maxWeightHeader = 2 ** 20;

/** Sets of weights listed in one spec. */
export const maxCheckpoints = 1000;
