/** How far away the camera has to be so that the whole plot box is seen, whichever way it is turned. */

export interface FitOptions {
  /** Half of the vertical angle of view, radians. */
  readonly halfAngle: number;
  /** Size of the pane in pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the height that cards lie over. */
  readonly covered: number;
  /** Half height of the box in world units; its other half sides are 1. */
  readonly halfHeight: number;
}

/** Room for numbers around the box, pixels, and what of a small pane is left for the box nevertheless. */
const MARGIN_PIXELS = { across: 40, upright: 30 } as const;
const SMALLEST_SHARE = 0.72;
const STEEP_ELEVATION = Math.PI / 4;
/** The largest distance over all angles is smooth: these samples miss it by less than 0.3 %. */
const AZIMUTH_SAMPLES = 12;
const ELEVATION_SAMPLES = 10;
/** Halvings of the search for the distance: 2^-14 of a bracket of some tens. */
const BISECTIONS = 18;

/** A corner as seen: to the right, up, and towards the eye from the box's centre. */
interface Corner {
  readonly right: number;
  readonly up: number;
  readonly towards: number;
}

/** Distance in world units at which the box, centred upright, fits into the pane less its margins from everywhere. */
export function fitDistance({ halfAngle, width, height, covered, halfHeight }: FitOptions): number {
  const tangent = Math.tan(halfAngle);
  let distance = 0;
  for (let i = 0; i <= AZIMUTH_SAMPLES; i++) {
    // By symmetry half of a quarter turn and the upper half of elevations are all there is.
    const azimuth = ((i / AZIMUTH_SAMPLES) * Math.PI) / 4;
    for (let j = 0; j < ELEVATION_SAMPLES; j++) {
      const elevation = ((j / (ELEVATION_SAMPLES - 1)) * Math.PI) / 2;
      const seen = corners(halfHeight, azimuth, elevation);
      // Corner first from high above is a rare view: there the box may reach into the margins.
      const steep = elevation > STEEP_ELEVATION;
      const free = Math.max(SMALLEST_SHARE, 1 - covered / height);
      const upright = tangent * free * (steep ? 1 : share(height, MARGIN_PIXELS.upright));
      const across = tangent * (width / height) * (steep ? 1 : share(width, MARGIN_PIXELS.across));
      if (!fits(seen, distance, across, upright)) distance = nearestFit(seen, distance, across, upright);
    }
  }
  return distance;
}

/** How far above the optical axis the middle of the box appears, as a tangent, seen from `distance`. */
export function uprightCenter(
  halfHeight: number,
  azimuth: number,
  elevation: number,
  distance: number,
): number {
  const [low, high] = uprightExtent(corners(halfHeight, azimuth, elevation), distance);
  return (low + high) / 2;
}

function nearestFit(seen: readonly Corner[], tooNear: number, across: number, upright: number): number {
  let low = tooNear;
  // A pane so narrow that this does not do is no pane.
  let high = 1000;
  for (let halving = 0; halving < BISECTIONS; halving++) {
    const middle = (low + high) / 2;
    if (fits(seen, middle, across, upright)) high = middle;
    else low = middle;
  }
  return high;
}

function fits(seen: readonly Corner[], distance: number, across: number, upright: number): boolean {
  if (seen.some(({ right, towards }) => Math.abs(right) > across * (distance - towards))) return false;
  const [low, high] = uprightExtent(seen, distance);
  return (high - low) / 2 <= upright;
}

function uprightExtent(seen: readonly Corner[], distance: number): readonly [number, number] {
  const places = seen.map(({ up, towards }) => up / Math.max(distance - towards, 1e-9));
  return [Math.min(...places), Math.max(...places)];
}

function share(pixels: number, margin: number): number {
  return Math.max(SMALLEST_SHARE, 1 - (2 * margin) / pixels);
}

function corners(halfHeight: number, azimuth: number, elevation: number): readonly Corner[] {
  const [c, s] = [Math.cos(azimuth), Math.sin(azimuth)];
  const [ce, se] = [Math.cos(elevation), Math.sin(elevation)];
  return [-1, 1].flatMap((x) =>
    [-1, 1].flatMap((y) =>
      [-halfHeight, halfHeight].map((z) => {
        const radial = x * c + y * s;
        return { right: -x * s + y * c, up: -se * radial + ce * z, towards: ce * radial + se * z };
      }),
    ),
  );
}
