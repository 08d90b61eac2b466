import { LEARNING_RATE, type Optimizer } from './optimizer';

export const gradientDescent: Optimizer = {
  name: 'gradientDescent',
  label: 'Gradient descent',
  hyperparameters: [LEARNING_RATE],
  memory: {},
  rules: [['theta', 'theta - eta*g']],
  source: 'Cauchy, 1847: Méthode générale pour la résolution des systèmes d’équations simultanées',
};
