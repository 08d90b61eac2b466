/**
 * What a chapter of the course is: text, a scene, and what stands between the paragraphs. Data only: nothing here reads,
 * draws or computes. The interactive blocks are named here and built by the wiring.
 */
import type { AppState, StatePatch } from '../state/appState';
import type { ExerciseReference } from './exercises/exercise';

/** What checks of tasks, and blocks in the text, may look at. */
export interface Situation {
  readonly state: AppState;
  /** f at the point; NaN where undefined. */
  readonly value: number;
  /** The exact partial derivatives at the point; NaN where undefined. */
  readonly gradient: readonly [number, number];
  /** The partial derivatives by the chosen finite difference; undefined while the exact ones are chosen. */
  readonly estimate: readonly [number, number] | undefined;
  readonly descent: {
    /** f after 0, 1, 2, … steps. */
    readonly values: ArrayLike<number>;
    readonly outcome: 'finished' | 'underway' | 'converged' | 'undefined' | 'diverged';
  };
  /** Of the network that is shown; undefined where none is. */
  readonly training: TrainingSituation | undefined;
}

/** Where the training of a network stands, at the step that is shown. */
export interface TrainingSituation {
  /** How many steps have been taken. */
  readonly step: number;
  /** Over all rows. */
  readonly loss: number;
  readonly weights: ArrayLike<number>;
  /** How long the gradient of each row's own loss is, worked out when it is asked for. */
  rowGradients(): readonly number[];
}

/** Markdown with TeX between `$` or `$$`. Links to chapters are written `[text](#lesson=id)`. */
export interface TextPart {
  readonly kind: 'text';
  readonly markdown: string;
}

/** Buttons that change the picture, each a patch of the state. */
export interface ShowPart {
  readonly kind: 'show';
  readonly choices: readonly { readonly label: string; readonly patch: StatePatch }[];
}

/** Something to do with the picture that checks itself. */
export interface TaskPart {
  readonly kind: 'task';
  /** Unique within the chapter; progress is remembered by it. */
  readonly id: string;
  /** Markdown. */
  readonly prompt: string;
  readonly done: (situation: Situation) => boolean;
  /** What one learns from having done it. Markdown. */
  readonly after?: string;
  /** A patch that does the task, shown on demand. */
  readonly solution: StatePatch;
}

export interface BlockPart {
  readonly kind: 'block';
  readonly block: Block;
}

/** A rule of differentiation by example, held against numbers. */
export interface RuleExample {
  readonly name: string;
  readonly f: string;
  /** What the rule gives, as typed. */
  readonly derivative: string;
  /** Where both are compared. */
  readonly at: readonly number[];
}

/** A function of several variables at a point, with its partial derivatives by hand, as typed. */
export interface PartialExample {
  readonly f: string;
  readonly variables: readonly string[];
  readonly at: readonly number[];
  readonly partials: readonly string[];
}

/** A function at a point, offered by name. */
export interface GradientExample {
  readonly label: string;
  readonly f: string;
  readonly at: readonly number[];
}

/** Something interactive in the text. */
export type Block =
  /** Secant and tangent: h to drag, and the slopes for smaller and smaller h. */
  | { readonly name: 'secant' }
  /** The true error of forward and central differences against h. */
  | { readonly name: 'stepError' }
  /** Position, velocity and acceleration of a dot that moves as the function says. */
  | { readonly name: 'motion' }
  /** Six functions beside their derivatives. */
  | { readonly name: 'commonFunctions' }
  /** A function and its derivative, both to be changed, compared at points. */
  | { readonly name: 'ruleCheck'; readonly rule: RuleExample }
  /** A question that checks the answer; there is always another one. */
  | { readonly name: 'exercise'; readonly reference: ExerciseReference }
  /** Any typed function differentiated step by step, `f` to begin with. */
  | { readonly name: 'stepList'; readonly f: string }
  /** Partial derivatives by hand and by the program, at a point to move. */
  | { readonly name: 'partialTable'; readonly example: PartialExample }
  /** A direction to turn, and the slope that way. */
  | { readonly name: 'directionDial' }
  /** The gradient of any function of n variables, exact and by differences. */
  | { readonly name: 'numericalGradient'; readonly examples: readonly GradientExample[] }
  /** The descent of the picture with several learning rates. */
  | { readonly name: 'learningRates'; readonly rates: readonly [number, number, number] };

export type Part = TextPart | ShowPart | TaskPart | BlockPart;

export interface Chapter {
  /** As in the address. */
  readonly id: string;
  readonly title: string;
  /** One line for the table of contents. */
  readonly summary: string;
  /** What the picture shows when the chapter opens; all fields not named take their defaults. */
  readonly scene: StatePatch;
  readonly parts: readonly Part[];
}

/** Tagged template for text: backslashes stay as they are, indentation of the source goes. */
export function text(strings: TemplateStringsArray): TextPart {
  const raw = strings.raw[0] ?? '';
  return { kind: 'text', markdown: raw.replace(/^[ \t]+/gm, '').trim() };
}

export function show(label: string, patch: StatePatch): ShowPart {
  return { kind: 'show', choices: [{ label, patch }] };
}

export function choices(...offered: readonly (readonly [label: string, patch: StatePatch])[]): ShowPart {
  return { kind: 'show', choices: offered.map(([label, patch]) => ({ label, patch })) };
}

export function task(given: Omit<TaskPart, 'kind'>): TaskPart {
  return { kind: 'task', ...given };
}

export function block(given: Block): BlockPart {
  return { kind: 'block', block: given };
}

/** What the reader's progress counts, in order: tasks and exercises, by keys that stay the same. */
export function stepsOf(chapter: Chapter): readonly string[] {
  return chapter.parts.flatMap((part) => {
    if (part.kind === 'task') return [`${chapter.id}/${part.id}`];
    const isExercise = part.kind === 'block' && part.block.name === 'exercise';
    return isExercise ? [`${chapter.id}/${exerciseStep(part.block.reference)}`] : [];
  });
}

/** The key of an exercise within its chapter: solved once, whatever the seed. */
export function exerciseStep({ template }: ExerciseReference): string {
  return `exercise-${template}`;
}

/** The name under which the table of contents is a chapter of the address. */
export const CONTENTS = 'contents';
