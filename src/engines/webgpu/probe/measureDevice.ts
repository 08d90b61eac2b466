/**
 * Measures how exactly a device computes: every function of the table in every form, the error-free transforms that the
 * library stands on, and what becomes of subnormal numbers. It judges nothing; deviceChoices.ts does.
 */
import { EngineError } from '../../../fields/engineError';
import { SHADER_SOURCES, type ShaderSources } from '../shaderLibrary';
import { PROBED_FUNCTIONS, type ProbedFunction, pairsOf } from './probedFunctions';
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
  try {
    await pass.run({ expressions, libraries }, pairsOf(probed, samples), (results, pairs) => {
      for (let i = 0; 2 * i < pairs.length; i++) {
        const [x = 0, y = 0] = [pairs[2 * i], pairs[2 * i + 1]];
        const expected = reference(x, y);
        const special = isSpecial(x) || (arity === 2 && isSpecial(y));
        for (let form = 0; form < results.length; form++) {
          const soFar = found[form] ?? REFUSED;
          const error = resultError(results[form]?.[i] ?? Number.NaN, expected);
          if (error <= (special ? bound : soFar.error)) continue;
          const at = arity === 1 ? [x] : [x, y];
          if (!special) found[form] = { ...soFar, error, at };
          else if (soFar.wrongAt.length === 0) found[form] = { ...soFar, wrongAt: at };
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
