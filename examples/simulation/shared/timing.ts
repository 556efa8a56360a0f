/** Speed of light in vacuum, in metres per second (exact by the SI's definition of the metre). */
export const LIGHT_SPEED = 299_792_458;

/**
 * How many cells a wave crosses in a step. Above 1/√3 the scheme grows without bound; just below, its error is
 * smallest (A. Taflove and S. C. Hagness, Computational Electrodynamics, section on numerical stability).
 */
export const COURANT_NUMBER = 0.99 / Math.sqrt(3);

/** The time that one step takes in the computed world. */
export function timeStepSeconds(cellSizeMetres: number): number {
  return (COURANT_NUMBER * cellSizeMetres) / LIGHT_SPEED;
}
