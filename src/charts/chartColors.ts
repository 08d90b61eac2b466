/** Colours of the charts in both themes. A canvas cannot read the page's custom properties while it draws. */

export type ChartTheme = 'light' | 'dark';

/**
 * What a line stands for; 'first', 'second' and 'third' are told apart by all common kinds of colour vision. 'mark' is the
 * point's own colour, as in the scene.
 */
export type ChartColor = 'first' | 'second' | 'third' | 'mark' | 'quiet';

interface Palette extends Readonly<Record<ChartColor, string>> {
  readonly text: string;
  readonly grid: string;
  readonly ground: string;
}

/** Okabe and Ito, 2008; the orange is darkened on white, where it would have a contrast of 2.2 only, and so is the green. */
export const CHART_PALETTES: Readonly<Record<ChartTheme, Palette>> = {
  light: {
    first: '#b87500',
    second: '#0072b2',
    third: '#00805c',
    mark: '#d6145b',
    quiet: '#535d69',
    text: '#535d69',
    grid: '#e4e8ec',
    ground: '#ffffff',
  },
  dark: {
    first: '#e69f00',
    second: '#56b4e9',
    third: '#00a878',
    mark: '#ff4d85',
    quiet: '#a5b0bd',
    text: '#a5b0bd',
    grid: '#2d3642',
    ground: '#161b22',
  },
};
