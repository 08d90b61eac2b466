/**
 * What a measurement means for code: for every function the built-in one where the device computes it within the
 * function's bound, else our own, else none on this device. The bounds are those of the table.
 */
import {
  primitiveNamed,
  UNMEASURED_FORMS,
  type WgslForm,
  type WgslForms,
  writtenName,
} from '../../../expression';
import type { DeviceMeasurement, FormMeasurement, FunctionMeasurement } from './measureDevice';

/** 'cpu': no form of the function is exact enough on the device. */
export type FunctionChoice = WgslForm | 'cpu';

export interface DeviceChoices {
  readonly forms: WgslForms;
  /** Whether sums and products lose nothing behind barriers, so that numbers in two parts can be trusted. */
  readonly errorFree: boolean;
  /** The functions of our library that fail on the device, by their names in WGSL: how their rows are written. */
  readonly failed: ReadonlyMap<string, string>;
}

/** Every device measured so far kept the transforms. */
export const UNMEASURED_CHOICES: DeviceChoices = {
  forms: UNMEASURED_FORMS,
  errorFree: true,
  failed: new Map(),
};

/** The built-in function is the faster one, so it is preferred where it is as exact as is promised. */
export function choiceOf({ bound, own, native }: FunctionMeasurement): FunctionChoice {
  const keeps = ({ error, wrongAt }: FormMeasurement) => error <= bound && wrongAt.length === 0;
  if (native !== null && keeps(native)) return 'native';
  return keeps(own) ? 'own' : 'cpu';
}

export function choicesOf({
  functions,
  twoSum,
  twoProduct,
}: Pick<DeviceMeasurement, 'functions' | 'twoSum' | 'twoProduct'>): DeviceChoices {
  const choices = (small: boolean) =>
    new Map(functions.filter((one) => one.small === small).map((one) => [one.name, choiceOf(one)] as const));
  const [full, small] = [choices(false), choices(true)];
  const failed = [...full].flatMap(([name, choice]) =>
    choice === 'cpu' ? wgslNamesOf(name).map((called) => [called, writtenName(name)] as const) : [],
  );
  return {
    forms: {
      // What fails is refused by its name in the code, which is our own function's.
      of: (name) => orElse(full.get(name) ?? UNMEASURED_FORMS.of(name), 'own'),
      ofSmall: (name) => orElse(small.get(name) ?? UNMEASURED_FORMS.ofSmall(name), null),
    },
    errorFree: twoSum.guarded === 0 && twoProduct.guarded === 0,
    failed: new Map(failed),
  };
}

/** Whether fields that call `functions`, names of rows, are computed otherwise by these choices than by those. */
export function differOver(
  these: DeviceChoices,
  those: DeviceChoices,
  functions: readonly string[],
): boolean {
  if (these.errorFree !== those.errorFree) return true;
  // A function may fail by another one that it calls: any failure that comes or goes may concern the field.
  if (these.failed.size > 0 || those.failed.size > 0) return true;
  const [a, b] = [these.forms, those.forms];
  return functions.some((name) => a.of(name) !== b.of(name) || a.ofSmall(name) !== b.ofSmall(name));
}

function orElse<T>(choice: FunctionChoice | null, other: T): WgslForm | T {
  return choice === null || choice === 'cpu' ? other : choice;
}

/** Of the functions for any operands that have the value of the row called `name`. */
function wgslNamesOf(name: string): readonly string[] {
  const { wgsl, joint } = primitiveNamed(name);
  return [wgsl, joint?.wgsl].flatMap((code) => /^\w+/.exec(code?.('x', 'y') ?? '')?.[0] ?? []);
}
