import type { ArrangementInput } from './arrangementInput.ts';
import { domainArea, sideEnds, type Domain } from '../complex/domain.ts';
import { roundoff, type ErrorBound } from './errorBound.ts';
import type { Kernel } from './kernel.ts';

/**
 * A cell that waits to be subdivided: a convex polygon, and what is decided on it. It holds nothing of
 * the network, so any thread that knows the network can subdivide it.
 */
export interface Subproblem {
  /** How often a subproblem was split off on the way to this one; 0 for the whole domain. */
  readonly generation: number;
  /** As src/kernel/subproblem.ts lays it out. */
  readonly image: Uint8Array<ArrayBuffer>;
}

// Bytes of the header and of a corner with its side, and where the latter's half-edge is.
const headerBytes = 16;
const sideBytes = 80;
const halfEdgeAt = 76;

/** The whole domain, on which nothing is decided. */
export function wholeDomain({ program, domain, bound }: ArrangementInput): Subproblem {
  const { corners } = domain;
  const size = corners.length / 2;
  const words = (program.folds.count + 31) >> 5;
  const image = new Uint8Array(headerBytes + size * sideBytes + 4 * words);
  const view = viewOf({ image });
  view.setInt32(0, size, true);
  view.setFloat64(8, domainArea(domain), true);
  for (let k = 0; k < size; k++) {
    const at = headerBytes + k * sideBytes;
    [corners[2 * k], corners[2 * k + 1], 0, ...lineOfSide(domain, k, bound)].forEach((x, i) => {
      view.setFloat64(at + 8 * i, x, true);
    });
    view.setInt32(at + 72, -1 - k, true);
    view.setInt32(at + halfEdgeAt, -1, true);
  }
  return { generation: 0, image };
}

/** The line of side k of the domain, as `Line` in src/kernel: exact where it is parallel to an axis. */
function lineOfSide(domain: Domain, k: number, { reachX, reachY }: ErrorBound): number[] {
  const [x0, y0, x1, y1] = sideEnds(domain, k);
  const a = y0 - y1;
  const b = x1 - x0;
  const c = -(a * x0 + b * y0);
  const scale = 1 / Math.max(Math.abs(a), Math.abs(b));
  const gradient = a === 0 || b === 0 ? 0 : roundoff * (Math.abs(a) + Math.abs(b));
  const value = 8 * roundoff * (Math.abs(a) * reachX + Math.abs(b) * reachY);
  return [a, b, c, value, gradient, 0].map((x) => x * scale);
}

/** Area of a subproblem's polygon. */
export function subproblemArea(subproblem: Subproblem): number {
  return viewOf(subproblem).getFloat64(8, true);
}

/** The half-edges of the tables that the sides of a polygon are copies of. */
export function originalHalfEdges(subproblem: Subproblem): Int32Array {
  const view = viewOf(subproblem);
  return Int32Array.from({ length: view.getInt32(0, true) }, (_, k) =>
    view.getInt32(headerBytes + k * sideBytes + halfEdgeAt, true),
  );
}

/** Adds to the numbers of these half-edges, whose tables are appended to others. */
export function moveOriginals(subproblem: Subproblem, by: number): void {
  const view = viewOf(subproblem);
  originalHalfEdges(subproblem).forEach((halfEdge, k) => {
    view.setInt32(headerBytes + k * sideBytes + halfEdgeAt, halfEdge + by, true);
  });
}

function viewOf({ image }: Pick<Subproblem, 'image'>): DataView {
  return new DataView(image.buffer, image.byteOffset);
}

/** Whether it is the whole domain. */
export function isWhole(subproblem: Subproblem): boolean {
  return subproblem.generation === 0;
}

/** Starts to subdivide a polygon: adds it to the tables of the kernel. */
export function plant(kernel: Kernel, subproblem: Subproblem): void {
  const { image } = subproblem;
  const corners = viewOf(subproblem).getInt32(0, true);
  kernel.bytes(kernel.call.subproblem(corners), image.length).set(image);
  kernel.countSigns();
  kernel.call.plant();
}

/** Splits off the cell that has waited longest, mostly the largest; undefined where there is but one. */
export function splitOff(kernel: Kernel, generation: number): Subproblem | undefined {
  const bytes = kernel.call.takeOldest();
  if (bytes === 0) return undefined;
  return { generation, image: kernel.bytes(kernel.call.subproblem(0), bytes).slice() };
}
