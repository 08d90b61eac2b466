/** Six functions everyone meets, with the windows in which their pictures are drawn. Data only. */

export interface CommonFunction {
  readonly label: string;
  readonly f: string;
  readonly domain: readonly [number, number];
  /** The values shown; all of them where absent. */
  readonly view?: readonly [number, number];
}

/** Nearer to 0 than this, curves of quotients are left out: they only race to infinity. */
export const MASKED = 0.1;

export const COMMON_FUNCTIONS: readonly CommonFunction[] = [
  { label: 'x²', f: 'x^2', domain: [-2, 2] },
  { label: 'eˣ', f: 'exp(x)', domain: [-2, 2], view: [-1, 8] },
  { label: 'ln x', f: 'ln(x)', domain: [0.1, 2], view: [-2, 2] },
  { label: 'sin x', f: 'sin(x)', domain: [-2, 2] },
  { label: 'cos x', f: 'cos(x)', domain: [-2, 2] },
  { label: '1/x', f: '1/x', domain: [-2, 2], view: [-5, 5] },
];
