import { describe, expect, test, vi } from 'vitest';
import { FieldModules } from '../../src/engines/webgpu/fieldModules';
import { UNMEASURED_CHOICES } from '../../src/engines/webgpu/probe/deviceChoices';
import { compileExpression, emitDoubleSingle, emitWgsl, parseExpression } from '../../src/expression';
import type { Interval } from '../../src/fields/grid';
import type { GridRequest } from '../../src/fields/gridRequest';

function requests(text: string) {
  const { builder, root, variables, parameters } = compileExpression(parseExpression(text));
  const field = { graph: builder.graph, value: root, variables, parameters };
  return (x: Interval, parameterValues: readonly number[] = [], step?: number): GridRequest => ({
    target: 'surface',
    field,
    parameters: parameterValues,
    grid: { nx: 3, ny: 3, x, y: [-1, 1] },
    derivative: step === undefined ? { method: 'exact', step: 1 } : { method: 'fivePoint', step },
  });
}

function callsOf(code: string): readonly string[] {
  return [...new Set(code.match(/gs_\w+(?=\()/g))].sort();
}

/** Of a device whose sums and products are not error-free. */
const WITHOUT_PAIRS = { ...UNMEASURED_CHOICES, errorFree: false };

const EMIT = { single: emitWgsl, doubleSingle: emitDoubleSingle };

describe('the code of a field', () => {
  test.each<[text: string, x: Interval, calls: readonly string[]]>([
    ['sin(x)', [-3, 3], ['gs_sin_small', 'gs_sincos_small']],
    ['sin(x)', [-1e5, 1e5], ['gs_sin', 'gs_sincos']],
    ['sin(x) + cos(x^3)', [-100, 100], ['gs_cos', 'gs_sin_small', 'gs_sincos', 'gs_sincos_small']],
    ['sin(1/x)', [-1, 1], ['gs_sin', 'gs_sincos']],
    ['sin(1/x)', [1, 2], ['gs_sin_small', 'gs_sincos_small']],
    ['sin(log(x))', [-2, -1], ['gs_log', 'gs_sin', 'gs_sincos']],
    ['sin(1e5*tanh(x))', [-1, 1], ['gs_sin', 'gs_sincos', 'gs_tanh', 'gs_tanh_sech2']],
    ['exp(x)', [-1, 1], ['gs_exp']],
  ])('%s over %j calls %j', (text, x, calls) => {
    expect(callsOf(new FieldModules(EMIT).of(requests(text)(x)).code)).toEqual(calls);
  });

  test('is emitted anew only where a slider or the domain moves an argument across the threshold', () => {
    const emit = vi.fn(emitWgsl);
    const modules = new FieldModules({ ...EMIT, single: emit });
    modules.adopt(WITHOUT_PAIRS);
    const request = requests('sin(a*x)');
    const first = modules.of(request([-1, 1], [1]));
    expect(modules.of(request([-1, 1], [1000]))).toBe(first);
    expect(modules.of(request([-2, 2], [-1000]))).toBe(first);
    expect(emit).toHaveBeenCalledTimes(1);
    const second = modules.of(request([-1, 1], [10_000]));
    expect(second).not.toBe(first);
    expect(modules.of(request([-100, 100], [1000]))).toBe(second);
    expect(modules.of(request([-1, 1], [2]))).toBe(first);
    expect(emit).toHaveBeenCalledTimes(2);
  });

  test('looks at where the stencils of finite differences reach, too', () => {
    const modules = new FieldModules(EMIT);
    const request = requests('sin(x)');
    expect(callsOf(modules.of(request([-3, 3], [], 1)).code)).toContain('gs_sin_small');
    expect(callsOf(modules.of(request([-3, 3], [], 5000)).code)).not.toContain('gs_sin_small');
  });

  test('reduces the argument of sin(pi·k·x) before it multiplies', () => {
    const { code } = new FieldModules(EMIT).of(requests('sin(3*pi*x) + cos(2*pi*y)')([-9, 9]));
    expect(code).toContain('gs_sinpi(3.0 * barrier(x - 2.0 * round(0.5 * x)))');
    expect(code).toMatch(/gs_cospi\(t\d+\)/);
    expect(code.match(/gs_sincospi\(3\.0 \* barrier\(/g)).toHaveLength(1);
  });
});
