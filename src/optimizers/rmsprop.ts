import { LEARNING_RATE, type Optimizer } from './optimizer';

export const rmsprop: Optimizer = {
  name: 'rmsprop',
  label: 'RMSProp',
  hyperparameters: [
    LEARNING_RATE,
    { name: 'rho', label: 'Decay ρ', initial: 0.9, min: 0, max: 0.9999, scale: 'linear' },
    { name: 'epsilon', label: 'Offset ε', initial: 1e-8, min: 1e-12, max: 1e-1, scale: 'log' },
  ],
  memory: { second: 0 },
  rules: [
    ['second', 'rho*second + (1 - rho)*g^2'],
    ['theta', 'theta - eta*g/(sqrt(second) + epsilon)'],
  ],
  source: 'Tieleman and Hinton, 2012: Neural Networks for Machine Learning, lecture 6.5',
};
