/** Range of states that is searched: beyond it, the remaining probability is below 1e-26. */
export const farLogit = 60;

/** Steps of the search for inflections. */
export const searchStep = 0.05;

/** Above it M″ only decays: m′ and all slopes of q are proportional to 1 − q by then. */
export const farInflection = 40;
