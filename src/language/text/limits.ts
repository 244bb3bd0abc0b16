/*
 * Limits of a spec. Each is far above practical sizes and low enough that a hostile or mistaken
 * file gives an error immediately instead of blocking the process.
 */

/**
 * Length of a text in UTF-16 code units. JSON is parsed at about 30 MB/s, YAML about twenty times
 * slower, so each limit takes about a second.
 */
export const maxTextLength = { json: 32 * 2 ** 20, yaml: 2 * 2 ** 20 } as const;

/** Nesting depth. The language needs six levels; parsers and decoders are recursive. */
export const maxDepth = 64;

/** Number of values to which YAML aliases and merge keys expand. */
export const maxAliasValues = 1_000_000;

/** Weights and biases of a network: 32 MB of doubles, of which there are several copies. */
export const maxParameters = 4_000_000;

/** Number of layers; layer indices must fit in 16 bits. */
export const maxLayers = 1000;

/** A pattern writes the piece of each neuron as one digit in base 36. */
export const maxBreakpoints = 35;

/** Corners of a polygonal domain. */
export const maxCorners = 1000;

/** Absolute value of a coordinate of the domain; products of two must not overflow. */
export const maxCoordinate = 1e100;

/** Number of errors reported for one text, and of other problems. */
export const maxProblems = 100;

/** Points of a data set; a full-batch step visits all of them. */
export const maxPoints = 100_000;

/** Epochs of a training. */
export const maxEpochs = 1_000_000;

/** Bytes of a binary weights file, twice what the largest network needs, and of its header. */
export const maxWeightFile = 64 * 2 ** 20;
export const maxWeightHeader = 2 ** 20;

/** Checkpoints of a spec. */
export const maxCheckpoints = 1000;
