import { describe, expect, it } from 'vitest';
import type { AppState, StateKey, StatePatch } from '../../src/state/appState';
import { DEFAULT_STATE } from '../../src/state/schema';
import { StateError } from '../../src/state/stateError';
import { Store } from '../../src/state/store';

interface Call {
  readonly state: AppState;
  readonly changed: readonly StateKey[];
}

function watched(): { store: Store; calls: Call[] } {
  const store = new Store(DEFAULT_STATE);
  const calls: Call[] = [];
  store.subscribe((state, changed) => calls.push({ state, changed: [...changed] }));
  return { store, calls };
}

describe('the store', () => {
  it('tells its listeners the new state and exactly the fields that differ', () => {
    const { store, calls } = watched();
    store.update({ expression: 'x', domainX: [-1, 1], resolution: DEFAULT_STATE.resolution });
    expect(calls).toHaveLength(1);
    expect([...(calls[0]?.changed ?? [])].sort()).toEqual(['domainX', 'expression']);
    expect(calls[0]?.state).toBe(store.state);
    expect(store.state).toEqual({ ...DEFAULT_STATE, expression: 'x', domainX: [-1, 1] });
  });

  it('stays silent where nothing differs, however the equal value was made', () => {
    const { store, calls } = watched();
    const before = store.state;
    store.update({});
    store.update({ domainX: [...DEFAULT_STATE.domainX], parameters: { ...DEFAULT_STATE.parameters } });
    store.replace({ ...DEFAULT_STATE });
    expect(calls).toEqual([]);
    expect(store.state).toBe(before);
  });

  it('takes all of a patch or nothing', () => {
    const { store, calls } = watched();
    const bad: StatePatch = { expression: 'y', resolution: -1 };
    expect(() => store.update(bad)).toThrow(StateError);
    expect(store.state).toEqual(DEFAULT_STATE);
    expect(calls).toEqual([]);
  });

  it('hands out states that cannot be written to, and keeps none of its own alive in the caller', () => {
    const initial = { ...DEFAULT_STATE };
    const store = new Store(initial);
    initial.expression = 'changed behind its back';
    expect(store.state.expression).toBe(DEFAULT_STATE.expression);
    expect(Object.isFrozen(store.state)).toBe(true);
    store.update({ resolution: 65 });
    expect(Object.isFrozen(store.state)).toBe(true);
  });

  it('leaves earlier states as they were', () => {
    const { store } = watched();
    const before = store.state;
    store.update({ expression: 'x+1' });
    expect(before.expression).toBe(DEFAULT_STATE.expression);
  });

  it('calls listeners in the order of their subscription, until they leave', () => {
    const store = new Store(DEFAULT_STATE);
    const order: string[] = [];
    const leave = store.subscribe(() => order.push('first'));
    store.subscribe(() => order.push('second'));
    store.update({ resolution: 65 });
    leave();
    leave();
    store.update({ resolution: 129 });
    expect(order).toEqual(['first', 'second', 'second']);
  });

  it('lets a listener change the state again', () => {
    const { store, calls } = watched();
    store.subscribe((state) => {
      if (state.expression === '') store.update({ expression: 'x' });
    });
    store.update({ expression: '' });
    expect(store.state.expression).toBe('x');
    expect(calls.map(({ state }) => state.expression)).toEqual(['', 'x']);
  });
});
