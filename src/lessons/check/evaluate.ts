import { Walk } from '../../engines/cpu/walk';
import { Builder, type Syntax } from '../../expression';
import { lower } from '../../expression/lower';

/** The f64 value of `syntax` with its names at `values`; NaN where undefined. */
export function evaluate(syntax: Syntax, values: Readonly<Record<string, number>> = {}): number {
  const b = new Builder();
  const names = Object.keys(values);
  const walk = new Walk(b.graph, [lower(syntax, b)], names, names);
  walk.setParameters(Object.values(values));
  walk.evaluate(...Object.values(values));
  return walk.value(0);
}
