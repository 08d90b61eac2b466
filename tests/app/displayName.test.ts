import { expect, it } from 'vitest';
import { displayName } from '../../src/app/displayName';

it.each([
  ['w1', 'w₁'],
  ['x_12', 'x₁₂'],
  ['theta0', 'theta₀'],
  ['x', 'x'],
  ['w1_2', 'w1_2'],
  ['x_a', 'x_a'],
])('shows %s as %s', (name, shown) => {
  expect(displayName(name)).toBe(shown);
});
