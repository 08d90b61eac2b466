/** Ten functions of two variables that engines are compared on, from a polynomial to a small network. */

export interface BenchFunction {
  readonly name: string;
  readonly expression: string;
  /** Both coordinates' interval. */
  readonly domain: readonly [number, number];
}

/** A network 2 → 6 → 4 → 1 of tanh with fixed weights in [-2, 2], by the generator of Park and Miller (1988). */
function tanhNetwork(): string {
  let state = 1;
  const weight = (scale = 1): string => {
    state = (state * 16807) % 2147483647;
    return `(${(scale * ((2 * state) / 2147483647 - 1)).toFixed(4)})`;
  };
  const hidden = Array.from({ length: 6 }, () => `tanh(${weight(2)}*x+${weight(2)}*y+${weight()})`);
  const outer = Array.from({ length: 4 }, () => {
    const sum = hidden.map((unit) => `${weight()}*${unit}`).join('+');
    return `${weight()}*tanh(${sum}+${weight()})`;
  });
  return outer.join('+');
}

export const BENCH_FUNCTIONS: readonly BenchFunction[] = [
  { name: 'Quadratic', expression: 'x^2+x*y+y^2', domain: [-2, 2] },
  { name: 'Rosenbrock', expression: '(1-x)^2+100*(y-x^2)^2', domain: [-2, 2] },
  { name: 'Himmelblau', expression: '(x^2+y-11)^2+(x+y^2-7)^2', domain: [-5, 5] },
  {
    name: 'Beale',
    expression: '(1.5-x+x*y)^2+(2.25-x+x*y^2)^2+(2.625-x+x*y^3)^2',
    domain: [-4.5, 4.5],
  },
  {
    name: 'Rastrigin',
    expression: '20+x^2-10*cos(2*pi*x)+y^2-10*cos(2*pi*y)',
    domain: [-5.12, 5.12],
  },
  {
    name: 'Ackley',
    expression: '-20*exp(-0.2*sqrt(0.5*(x^2+y^2)))-exp(0.5*(cos(2*pi*x)+cos(2*pi*y)))+e+20',
    domain: [-5, 5],
  },
  { name: 'sin·cos + Gauss', expression: 'sin(3*x)*cos(3*y)+exp(-x^2-y^2)', domain: [-2, 2] },
  { name: 'x²y + exp(xy)', expression: 'x^2*y+exp(x*y)', domain: [-2, 2] },
  { name: 'log(1 + r²)', expression: 'log(1+x^2+y^2)', domain: [-3, 3] },
  { name: 'tanh network', expression: tanhNetwork(), domain: [-2, 2] },
];
