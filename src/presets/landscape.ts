/** Groups in the order in which they are offered. */
export const LANDSCAPE_GROUPS = {
  first: 'First landscapes',
  valleys: 'Valleys and humps',
  rugged: 'Many minima',
} as const;

export type LandscapeGroup = keyof typeof LANDSCAPE_GROUPS;

export interface Landscape {
  /** Stable identifier. */
  readonly id: string;
  readonly name: string;
  readonly group: LandscapeGroup;
  readonly expression: string;
  readonly domainX: readonly [low: number, high: number];
  readonly domainY: readonly [low: number, high: number];
  /** Global minima within the domain; empty where the function has none. */
  readonly minima: readonly (readonly [x: number, y: number])[];
  /** Value at the minima, to six decimals; null where there are none. */
  readonly minimum: number | null;
  /** Author and year, or where it is best known from. */
  readonly source: string;
}
