/** A row of the table of exercises: draws numbers, and makes a task of them. */
import type { Draw } from './draw';
import type { Level, Task, Topic } from './exercise';

export interface Template {
  /** Part of references that chapters and progress hold: never changed. */
  readonly id: string;
  readonly title: string;
  readonly topic: Topic;
  readonly level: Level;
  /** `first` is true for seed 0: where an exercise of the notebook gives its own numbers. */
  readonly make: (draw: Draw, first: boolean) => Task;
}
