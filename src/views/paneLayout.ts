/** Where the panes lie within the stage, in pixels from its upper left corner. */
import type { Layout } from '../state/appState';

export type PaneName = 'value' | 'partialX' | 'partialY';

export interface PaneRectangle {
  readonly name: PaneName;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const PARTIALS: readonly PaneName[] = ['value', 'partialX', 'partialY'];

/**
 * One pane, or three: side by side, and below each other where the stage is higher than wide; those leave the `covered` pixels at
 * the lower edge free. None where charts take the stage's place.
 */
export function layOutPanes(
  layout: Layout,
  width: number,
  height: number,
  covered: number,
): readonly PaneRectangle[] {
  if (layout === 'surface') return [{ name: 'value', left: 0, top: 0, width, height }];
  if (layout === 'curve') return [];
  const stacked = width < height;
  const length = stacked ? height - covered : width;
  const cuts = PARTIALS.map((_, index) => Math.round((length * index) / PARTIALS.length));
  return PARTIALS.map((name, index) => {
    const from = cuts[index] ?? 0;
    const size = (cuts[index + 1] ?? length) - from;
    return stacked
      ? { name, left: 0, top: from, width, height: size }
      : { name, left: from, top: 0, width: size, height };
  });
}
