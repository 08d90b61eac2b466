import { LEARNING_RATE, type Optimizer } from './optimizer';

export const momentum: Optimizer = {
  name: 'momentum',
  label: 'Momentum',
  hyperparameters: [
    LEARNING_RATE,
    { name: 'beta', label: 'Momentum β', initial: 0.9, min: 0, max: 0.999, scale: 'linear' },
  ],
  memory: { velocity: 0 },
  rules: [
    ['velocity', 'beta*velocity + g'],
    ['theta', 'theta - eta*velocity'],
  ],
  source: 'Polyak, 1964: Some methods of speeding up the convergence of iteration methods (heavy ball)',
};
