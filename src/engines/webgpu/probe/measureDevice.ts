/**
 * Measures how exactly a device computes: every function of the table in every form, the error-free transforms that the
 * library stands on, and what becomes of subnormal numbers. It judges nothing; deviceChoices.ts does.
 */
import { EngineError } from '../../../fields/engineError';
import { SHADER_SOURCES, type ShaderSources } from '../shaderLibrary';
import { operandsOf, PROBED_FUNCTIONS, type ProbedFunction } from './probedFunctions';
import { ProbePass } from './probePass';
import { measureTransforms, type TransformMeasurement } from './transforms';
import { resultError } from './ulp';

/** What was found of one form. Lists of operands are empty where there are none to name. */
export interface FormMeasurement {
  /**
   * The largest at all other operands, in ulp; Infinity where a result was not even near, or the device's compiler refused
   * the code.
   */
  readonly error: number;
  readonly at: readonly number[];
  /** Operands with a zero, an infinity or NaN among them at which the result is further off than the bound. */
  readonly wrongAt: readonly number[];
}

export interface FunctionMeasurement {
  /** Of the row of the table. */
  readonly name: string;
  /** Whether this is the code for operands up to SMALL_OPERAND. */
  readonly small: boolean;
  readonly bound: number;
  readonly own: FormMeasurement;
  /** Null where WGSL has no such function. */
  readonly native: FormMeasurement | null;
}

export interface DeviceMeasurement extends TransformMeasurement {
  readonly functions: readonly FunctionMeasurement[];
}

/** Operands a function: with four ranges, 16,384 in each. */
export const PROBE_SAMPLES = 2 ** 16;

/** Takes some seconds and never much at a time. Rejects where the device is lost meanwhile. */
export async function measureDevice(
  device: GPUDevice,
  samples = PROBE_SAMPLES,
  sources: ShaderSources = SHADER_SOURCES,
): Promise<DeviceMeasurement> {
  const pass = new ProbePass(device, sources);
  try {
    const transforms = await measureTransforms(pass);
    const functions: FunctionMeasurement[] = [];
    for (const probed of PROBED_FUNCTIONS) functions.push(await measureFunction(pass, probed, samples));
    return { ...transforms, functions };
  } finally {
    pass.dispose();
  }
}

async function measureFunction(
  pass: ProbePass,
  probed: ProbedFunction,
  samples: number,
): Promise<FunctionMeasurement> {
  const { name, small, bound, arity, reference, libraries } = probed;
  const { own, native } = probed.forms;
  const expressions = native === undefined ? [own] : [own, native];
  const found: FormMeasurement[] = expressions.map(() => ({ error: 0, at: [], wrongAt: [] }));
  const pairs = operandsOf(probed, samples);
  try {
    await pass.run({ expressions, libraries }, pairs, (results, piece) => {
      for (let i = 0; 2 * i < piece.length; i++) {
        const operands = [...piece.subarray(2 * i, 2 * i + arity)];
        const expected = reference(...operands);
        for (const [form, values] of results.entries()) {
          const soFar = found[form] ?? REFUSED;
          const error = resultError(values[i] ?? Number.NaN, expected);
          if (operands.some(isSpecial)) {
            if (error > bound && soFar.wrongAt.length === 0) found[form] = { ...soFar, wrongAt: operands };
          } else if (error > soFar.error) {
            found[form] = { ...soFar, error, at: operands };
          }
        }
      }
    });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    found.fill(REFUSED);
  }
  const [ofOwn = REFUSED, ofNative = null] = found;
  return { name, small, bound, own: ofOwn, native: ofNative };
}

function isSpecial(operand: number): boolean {
  return operand === 0 || !Number.isFinite(operand);
}

const REFUSED: FormMeasurement = { error: Infinity, at: [], wrongAt: [] };
