import { LEARNING_RATE, type Optimizer } from './optimizer';

export const adam: Optimizer = {
  name: 'adam',
  label: 'Adam',
  hyperparameters: [
    LEARNING_RATE,
    { name: 'beta1', label: 'Decay of the mean β₁', initial: 0.9, min: 0, max: 0.999, scale: 'linear' },
    { name: 'beta2', label: 'Decay of the square β₂', initial: 0.999, min: 0, max: 0.99999, scale: 'linear' },
    { name: 'epsilon', label: 'Offset ε', initial: 1e-8, min: 1e-12, max: 1e-1, scale: 'log' },
  ],
  memory: { first: 0, second: 0 },
  rules: [
    ['first', 'beta1*first + (1 - beta1)*g'],
    ['second', 'beta2*second + (1 - beta2)*g^2'],
    ['theta', 'theta - eta*(first/(1 - beta1^t))/(sqrt(second/(1 - beta2^t)) + epsilon)'],
  ],
  source: 'Kingma and Ba, 2015: Adam: a method for stochastic optimization, algorithm 1',
};
