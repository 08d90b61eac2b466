/**
 * Which code stands in WGSL for a function of the table: the one of our own library, or the device's built-in one. Who
 * measures devices chooses; the emitter obeys. What either code looks like, the table knows.
 */
import { primitiveNamed } from './functions';

export type WgslForm = 'own' | 'native';

export interface WgslForms {
  /** For any operands of the row called `name`. */
  of(name: string): WgslForm;
  /** For operands up to SMALL_OPERAND; null where only the code for any operands will do. */
  ofSmall(name: string): WgslForm | null;
}

/** What may be assumed of any device: our own functions, and of the built-in ones those that WGSL promises to a few ulp. */
export const UNMEASURED_FORMS: WgslForms = {
  of: (name) => (primitiveNamed(name).nativeUnlessMeasured ? 'native' : 'own'),
  ofSmall: () => 'own',
};
