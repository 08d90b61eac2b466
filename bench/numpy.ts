/** The same functions in NumPy, where a Python that has it is found. */
import { spawnSync } from 'node:child_process';
import type { BenchFunction } from './functions';

const PYTHONS = ['python3', '/usr/bin/python3'];

/** Prints the milliseconds of each expression's shortest pass over a grid, as JSON. */
const SCRIPT = `
import json, sys, time
import numpy
job = json.load(sys.stdin)
names = {name: getattr(numpy, name) for name in ('sin', 'cos', 'exp', 'log', 'tanh', 'sqrt', 'pi', 'e')}
shortest = []
for function in job['functions']:
    axis = numpy.linspace(*function['domain'], job['size'])
    x, y = numpy.meshgrid(axis, axis)
    code = compile(function['expression'].replace('^', '**'), 'expression', 'eval')
    times = []
    for _ in range(job['repetitions'] + 1):
        start = time.perf_counter()
        eval(code, {**names, 'x': x, 'y': y})
        times.append(1000 * (time.perf_counter() - start))
    shortest.append(min(times[1:]))
print(json.dumps({'version': numpy.__version__, 'milliseconds': shortest}))
`;

export interface NumpyTimes {
  readonly version: string;
  /** Milliseconds, in the order of the functions. */
  readonly milliseconds: readonly number[];
}

export function numpyTimes(
  functions: readonly BenchFunction[],
  size: number,
  repetitions: number,
): NumpyTimes | undefined {
  const input = JSON.stringify({ functions, size, repetitions });
  for (const python of PYTHONS) {
    const { status, stdout } = spawnSync(python, ['-c', SCRIPT], { input, encoding: 'utf8' });
    if (status === 0) return JSON.parse(stdout) as NumpyTimes;
  }
  return undefined;
}
