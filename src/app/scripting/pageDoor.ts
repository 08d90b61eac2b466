/** The scripting door of the page: what `window.gradscape` does, over the session. */
import { EngineError } from '../../fields/engineError';
import type { GridEngine } from '../../fields/gridRequest';
import { accuracyReport } from '../accuracy/accuracyReport';
import type { Session } from '../session';
import { descendQuery, evaluate, grid } from './queries';
import { SCRIPTING_VERSION, type ScriptingDoor } from './scriptingDoor';

/** `ready` resolves with the first picture; `onSet` is told where a script has changed the state. */
export function createPageDoor(session: Session, ready: Promise<void>, onSet: () => void): ScriptingDoor {
  const chosen = (): GridEngine =>
    session.picture.computed?.engine ?? session.engines.chosen(session.state.engine);
  const engineOf = (name: GridEngine['name'] | undefined): GridEngine => {
    const engine = session.engines.chosen(name ?? session.state.engine);
    if (name !== undefined && engine.name !== name)
      throw new EngineError(name, 'this browser offers no such engine');
    return engine;
  };
  return {
    version: SCRIPTING_VERSION,
    ready,
    state: () => session.state,
    async set(patch) {
      await ready;
      session.update(patch);
      onSet();
      await session.picture.shown();
    },
    async settled() {
      await ready;
      await session.picture.settled();
    },
    evaluate: async (query) =>
      evaluate(
        { ...(query.f === undefined && shown(session)), ...query } as Parameters<typeof evaluate>[0],
        engineOf,
      ),
    async grid(query = {}) {
      const { resolution, domainX, domainY } = session.state;
      const defaults = {
        ...(query.f === undefined && shown(session)),
        nx: resolution,
        ny: resolution,
        x: domainX,
        y: domainY,
      };
      return grid({ ...defaults, ...query } as Parameters<typeof grid>[0], engineOf);
    },
    async descend(query = {}) {
      const defaults = { ...(query.f === undefined && shown(session)), start: session.state.point };
      return descendQuery({ ...defaults, ...query } as Parameters<typeof descendQuery>[0]);
    },
    engine: () => ({
      name: chosen().name,
      description: chosen().description,
      backend: session.stage?.backend ?? 'none',
    }),
    async accuracy() {
      await ready.catch(() => undefined);
      return accuracyReport(await session.engines.accuracy.known());
    },
    frames: () => session.stage?.frames() ?? 0,
  };
}

/** The function shown, for queries that name none. */
function shown({ state, model }: Session): {
  f: string;
  variables: readonly string[];
  parameters: Record<string, number>;
} {
  if (model.kind === 'samples')
    throw new RangeError(
      'the picture shows samples from a file, which no engine evaluates; give a function f',
    );
  if (state.subject !== 'function')
    throw new RangeError('the picture shows the loss of a model on data; give a function f');
  const parameters = Object.fromEntries(
    Object.entries(state.parameters).map(([name, { value }]) => [name, value]),
  );
  return { f: state.expression, variables: model.axes, parameters };
}
