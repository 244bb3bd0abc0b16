/**
 * The states after the given times, ascending multiples of `step`, of dx/dt = velocity(x) from time
 * 0, by the classical fourth-order method of Runge and Kutta.
 */
export function rungeKutta(
  velocity: (x: readonly number[]) => readonly number[],
  start: readonly number[],
  times: readonly number[],
  step: number,
): readonly (readonly number[])[] {
  let x = start;
  let done = 0;
  const moved = (by: number, direction: readonly number[]) =>
    x.map((v, i) => v + by * direction[i]);
  return times.map((time) => {
    for (const steps = Math.round(time / step); done < steps; done++) {
      const k1 = velocity(x);
      const k2 = velocity(moved(step / 2, k1));
      const k3 = velocity(moved(step / 2, k2));
      const k4 = velocity(moved(step, k3));
      x = x.map((v, i) => v + (step / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]));
    }
    return x;
  });
}
