// What the tests promise of the functions: their table is TypeScript.

import { withModules } from '../viteModules.mjs';

/** @returns {Promise<readonly import('../../tests/shaders/mathBounds').MathBound[]>} */
export function loadBounds() {
  return withModules(async (load) => (await load('/tests/shaders/mathBounds.ts')).MATH_BOUNDS);
}
