// Which nodes of a gradient are carried as pairs of f32, what becomes of them in WGSL, and what they give on a device.
import { describe, expect, it, vi } from 'vitest';
import { FieldModules } from '../../src/engines/webgpu/fieldModules';
import { FieldPairs } from '../../src/engines/webgpu/fieldPairs';
import { pairCosts } from '../../src/engines/webgpu/pairCosts';
import { UNMEASURED_CHOICES } from '../../src/engines/webgpu/probe/deviceChoices';
import { createWebGpuEngine } from '../../src/engines/webgpu/webgpuEngine';
import {
  Builder,
  compileExpression,
  emitDoubleSingle,
  emitWgsl,
  Graph,
  gradient,
  type NodeId,
  type Pairs,
  parseExpression,
} from '../../src/expression';
import type { Interval } from '../../src/fields/grid';
import {
  DERIVATIVE_METHODS,
  type DerivativeMethod,
  type GridRequest,
  VALIDITY,
} from '../../src/fields/gridRequest';
import type { ScalarField } from '../../src/fields/scalarField';
import { requestTestDevice } from '../support/gpuDevice';

const EMIT = { single: emitWgsl, doubleSingle: emitDoubleSingle };
const SIDE = 24;
/** Half an ulp of 1. */
const EPSILON = 2 ** -24;

function fieldOf(text: string): ScalarField {
  const { builder, root, variables, parameters } = compileExpression(parseExpression(text));
  return { graph: builder.graph, value: root, variables, parameters };
}

function requestOf(
  field: ScalarField,
  x: Interval,
  y: Interval = x,
  parameters: readonly number[] = [],
  method: DerivativeMethod = 'exact',
): GridRequest {
  const grid = { nx: SIDE, ny: SIDE, x, y };
  return { target: 'pairs', field, parameters, grid, derivative: { method, step: 2 ** -6 } };
}

const hasPairs = (code: string) => /words\d+|loss\d+/.test(code);

describe('the nodes that are pairs', () => {
  it.each<[text: string, x: Interval]>([
    ['x^2 + y^2', [-3, 3]],
    ['(1 - x)^2 + 100*(y - x^2)^2', [-2, 2]],
    ['sin(x)*cos(y)', [-3, 3]],
    ['sin(3*pi*x) + cos(3*pi*y)', [-9, 9]],
    ['exp(x*y)', [-1, 1]],
    ['7', [-1, 1]],
    ['log(-1 - x^2)', [-1, 1]],
    ['sin(x^2 - y^2)*exp(100 - x)', [-10, 10]], // beyond its range everywhere
  ])('are none in %s, which f32 serves or has no numbers for', (text, x) => {
    const field = fieldOf(text);
    expect([...new FieldPairs(field).over(requestOf(field, x)).keys()]).toEqual([]);
  });

  it('are what the argument of a wave is made of, once it is large', () => {
    const field = fieldOf('sin(x^2 - y^2)');
    const code = (reach: number) => new FieldModules(EMIT).of(requestOf(field, [-reach, reach])).code;
    expect(hasPairs(code(0.5))).toBe(false);
    expect(code(10)).toContain('squareLoss(head');
    expect(code(10)).toContain('sumLoss(head');
  });

  it.each<[text: string, x: Interval, calls: readonly string[]]>([
    ['cos(exp(x + y))', [-2, 2], ['dd_exp']], // whose own error cos multiplies by up to 54
    ['sin(1e5*x) + y', [-3, 3], ['dd_cos']], // of arguments beyond the first order
    ['sin(100*x) + y', [-3, 3], []],
    ['exp(-50*(x^2 + y^2))', [-1, 1], []],
  ])('of %s are computed in double-single where nothing less will do', (text, x, calls) => {
    const { code } = new FieldModules(EMIT).of(requestOf(fieldOf(text), x));
    expect([...new Set(code.match(/\bdd_\w+(?=\()/g))]).toEqual(calls);
  });

  it('are normalised before they are multiplied, not before they are added to', () => {
    const code = (text: string) => new FieldModules(EMIT).of(requestOf(fieldOf(text), [-9, 9])).code;
    expect(code('sin(x*y + 20.1*x + 30.7*y)').match(/fastTwoSum/g)).toHaveLength(1);
    expect(code('sin(100*x)')).toContain('shortProductLoss(head');
  });

  it('cost what finding their losses and taking these in takes', () => {
    const builder = new Builder(new Graph());
    const [x, y] = [builder.variable('x'), builder.variable('y')];
    const [product, square, short] = [
      builder.multiply(x, y),
      builder.multiply(y, y),
      builder.multiply(builder.constant(3), y),
    ];
    const exponent = builder.constant(0.1);
    const sum = builder.add(builder.add(product, square), short);
    const power = builder.pow(builder.add(builder.call('abs', sum), builder.constant(1)), exponent);
    const order = builder.graph.reachable([power]);
    const costs = pairCosts(builder, order);
    const cost = (id: NodeId) => costs[order.indexOf(id)] ?? Number.NaN;
    expect(cost(product)).toBeGreaterThan(cost(square));
    expect(cost(square)).toBeGreaterThan(cost(short));
    expect(cost(x)).toBeLessThan(cost(y)); // which three products would take in
    expect(cost(exponent)).toBeGreaterThan(50); // by a logarithm that nothing else needs
  });

  it('are taken apart once for all products that they go into, and constants beforehand', () => {
    const { code } = new FieldModules(EMIT).of(requestOf(fieldOf('sin(20.1*x*y + 30.7*x)'), [-9, 9]));
    const gradientCode = code.slice(code.indexOf('fn fieldGradient'));
    const taken = [...gradientCode.matchAll(/leadingBits\(([^)]*)\)/g)].map(([, value]) => value);
    expect(taken).toContain('x');
    expect(new Set(taken).size).toBe(taken.length);
    expect(taken.filter((value) => /^[(\d]/.test(value ?? ''))).toEqual([]);
  });

  it('are corrected plainly where nothing can be infinite', () => {
    const code = (text: string) => new FieldModules(EMIT).of(requestOf(fieldOf(text), [1, 1.4])).code;
    expect(code('(x - 1.1)*(x - 1.2)*(x - 1.3)*y')).toMatch(/= head\d+ \+ /);
    expect(code('(x - 1.1)*(x - 1.2)*(x - 1.3)*y')).not.toContain('withLoss(');
    expect(code('tan(99*x*y)')).toContain('withLoss(');
  });

  it('only grow in number while domain and parameters move', () => {
    const emit = vi.fn(emitWgsl);
    const modules = new FieldModules({ ...EMIT, single: emit });
    const field = fieldOf('exp(-a*x^2)*(x^3 - b*x) + cos(a*x*y)');
    const first = new FieldPairs(field);
    let last: Pairs = new Map();
    for (let k = 0; k < 40; k++) {
      const reach = 1 + 3 * Math.abs(Math.sin(k));
      const request = requestOf(field, [-reach, reach], [-1, reach], [1 + k / 7, 2 - k / 9]);
      modules.of(request);
      const pairs = first.over(request);
      expect([...last.keys()].filter((id) => !pairs.has(id))).toEqual([]);
      last = pairs;
    }
    expect(emit.mock.calls.length).toBeLessThanOrEqual(6);
  });

  it('are the same however often they are asked for', () => {
    const texts = [0, 1].map(() => {
      const field = fieldOf('sin(x^2 - y^2) + x^5 - 3*x*y');
      const modules = new FieldModules(EMIT);
      const request = requestOf(field, [-8, 8]);
      modules.of(request);
      return modules.of(request).code;
    });
    expect(texts[0]).toBe(texts[1]);
  });

  it('are no poles, nor what lies beyond f32', () => {
    const field = fieldOf('sin(30*x*y)/(x - 0.3) + exp(40*x^2)');
    const { graph } = field;
    const pairs = new FieldPairs(field).over(requestOf(field, [-4, 4]));
    const names = [...pairs.keys()].map((id) => {
      const node = graph.node(id);
      return node.kind === 'call' ? node.name : node.kind;
    });
    expect(names).toContain('multiply');
    expect(names).not.toContain('divide');
    expect(names).not.toContain('exp');
  });

  it.each(DERIVATIVE_METHODS)('leave f32 as it is where it is the subject: %s', (method) => {
    const { code } = new FieldModules(EMIT).of(
      requestOf(fieldOf('sin(x^2 - y^2)'), [-10, 10], [-10, 10], [], method),
    );
    const single = code.slice(0, code.indexOf('struct FieldWords') + 1 || code.length);
    expect(hasPairs(single)).toBe(method === 'exact' || method === 'doubleSingle');
  });

  it('are none where the device does not keep sums and products', () => {
    const modules = new FieldModules(EMIT);
    modules.adopt({ ...UNMEASURED_CHOICES, errorFree: false });
    expect(hasPairs(modules.of(requestOf(fieldOf('sin(x^2 - y^2)'), [-10, 10])).code)).toBe(false);
  });
});

/** Of both partials as one vector, in EPSILON: the median of |error|/|∇f|, and the largest |error| by the largest |∇f|. */
async function errorsOf(field: ScalarField, request: GridRequest, exact: (x: number, y: number) => number[]) {
  const engine = createWebGpuEngine({ device: await requestTestDevice() });
  const answer = await engine.grid(request);
  if (answer === null) throw new Error('the request was superseded');
  const texels = await engine.read(answer.texels, request.grid, 4);
  engine.dispose();
  const { nx, x, y } = request.grid;
  const at = ([low, high]: Interval, i: number) =>
    Math.fround(i === SIDE - 1 ? high : low + (i * (high - low)) / (SIDE - 1));
  const relative: number[] = [];
  let [largest, longest, defined] = [0, 0, 0];
  for (let k = 0; k < texels.length / 4; k++) {
    const wanted = exact(at(x, k % nx), at(y, Math.floor(k / nx)));
    if (texels[4 * k + 3] !== VALIDITY.gradient) continue;
    defined++;
    const length = Math.hypot(...wanted);
    const error = Math.hypot(...wanted.map((value, i) => (texels[4 * k + 1 + i] ?? Number.NaN) - value));
    relative.push(error / length);
    [largest, longest] = [Math.max(largest, error), Math.max(longest, length)];
  }
  relative.sort((a, b) => a - b);
  return {
    median: (relative[relative.length >> 1] ?? Number.NaN) / EPSILON,
    largest: largest / longest / EPSILON,
    defined: defined / (nx * request.grid.ny),
    field,
  };
}

describe('a gradient with pairs', () => {
  it('knows what parameters lost when they were rounded', async () => {
    const field = fieldOf('sin(a*x) + cos(b*y)');
    const [a, b] = [100.1, 77.7];
    const errors = await errorsOf(field, requestOf(field, [0.5, 9], [0.5, 9], [a, b]), (x, y) => [
      a * Math.cos(a * x),
      -b * Math.sin(b * y),
    ]);
    expect(errors.defined).toBe(1);
    expect(errors.median).toBeLessThanOrEqual(1.5);
    expect(errors.largest).toBeLessThanOrEqual(16);
  });

  it('knows what constants lost, through roots, quotients and selections', async () => {
    const field = fieldOf('sin(x > y ? sqrt(1000.1*x)/0.7 : max(31.3*y, abs(x)))');
    const errors = await errorsOf(field, requestOf(field, [1, 9]), (x, y) => {
      if (x > y) {
        const u = Math.sqrt(1000.1 * x) / 0.7;
        return [(Math.cos(u) * u) / (2 * x), 0];
      }
      return 31.3 * y >= Math.abs(x) ? [0, 31.3 * Math.cos(31.3 * y)] : [Math.cos(x), 0];
    });
    expect(errors.defined).toBe(1);
    expect(errors.median).toBeLessThanOrEqual(1.5);
    expect(errors.largest).toBeLessThanOrEqual(16);
  });

  it('keeps its digits where a sum of squares meets its minimum', async () => {
    const field = fieldOf('x^4 - 2*x^2 + y^4 - 0.2*y^2');
    // ∂f/∂x = 4x(x² - 1), taken apart so that f64 keeps its digits too.
    const errors = await errorsOf(field, requestOf(field, [0.999, 1.0012], [0.3161, 0.3164]), (x, y) => [
      4 * x * (x - 1) * (x + 1),
      4 * y * (y * y - 0.1),
    ]);
    expect(errors.median).toBeLessThanOrEqual(1.5);
    expect(errors.largest).toBeLessThanOrEqual(16);
  });

  it.each<[text: string, x: Interval]>([
    ['sin(30*x*y)/(x^2 - 2)', [-2, 2]],
    ['sin(40*x*y) + 1/(1 + exp(99*x))', [-2, 2]],
    ['sqrt(x - 0.3)*sin(50*x*y)', [-1, 2]],
    ['log(x*y - 0.1)*cos(40*x)', [-1, 2]],
    ['exp(60*x)*sin(50*y)', [-2, 2]],
    ['abs(x*y - 0.01*x^3)^1.5*tan(20*x)', [-2, 2]],
    ['erf(9*x*y)*sin(40*x) + atan2(y, 30*x)', [-2, 2]],
  ])('has faults exactly where f32 alone has: %s', async (text, x) => {
    const field = fieldOf(text);
    expect(new FieldPairs(field).over(requestOf(field, x)).size).toBeGreaterThan(0);
    const engine = createWebGpuEngine({ device: await requestTestDevice() });
    const validities = async (method: DerivativeMethod) => {
      const request = requestOf(field, x, x, [], method);
      const answer = await engine.grid(request);
      if (answer === null) throw new Error('the request was superseded');
      return (await engine.read(answer.texels, request.grid, 4)).filter((_, k) => k % 4 === 3);
    };
    const paired = await validities('exact');
    engine.adopt({ ...UNMEASURED_CHOICES, errorFree: false });
    expect([...paired]).toEqual([...(await validities('exact'))]);
    engine.dispose();
  });
});

it('takes factors of derivatives from nodes that already exist, where they do', () => {
  const graph = new Graph();
  const builder = new Builder(graph);
  const argument = builder.multiply(builder.variable('x'), builder.variable('y'));
  const value = builder.call('sin', argument);
  gradient(builder, value, ['x', 'y']);
  const source = { graph, value, variables: ['x', 'y'], parameters: [] };
  const { code } = emitWgsl(source, undefined, undefined, new Map([[argument, 'firstOrder']]));
  const body = code.slice(code.indexOf('fn fieldGradient'));
  expect(body.match(/gs_\w+\(/g)).toEqual(['gs_sincos(']);
});
