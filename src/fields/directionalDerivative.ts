/** ∇f·u for the unit vector u at `degrees` from the first axis. */
export function slopeTowards([x, y]: readonly [number, number], degrees: number): number {
  const angle = (degrees * Math.PI) / 180;
  return x * Math.cos(angle) + y * Math.sin(angle);
}
