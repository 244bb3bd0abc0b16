/* What the kernel asks of its host. Whatever a host function throws passes through the kernel. */

/**
 * Sign of a fold where two lines cross, under the pattern in hand, when doubles cannot tell. The
 * lines are named by a fold of theirs, or by −1 − k for side k of the domain.
 */
export declare function exactSign(fold: i32, p: i32, q: i32): i32;

/** Called where memory for `bytes` more cannot be had. Has to throw. */
export declare function outOfMemory(bytes: f64): void;
