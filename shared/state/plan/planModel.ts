// Plans changes of the workspace's match models: saving one under a name, taking one up, letting one go.
import { err, ok, type Result } from '../../kernel/result.ts';
import type { SavedModel } from '../../match/savedModel.ts';
import type { Change, Refusal } from './plan.ts';
import type { Projection } from '../facts/projection.ts';

/** The saved model is also the one that the next run takes up. */
export function planSaveModel(name: string, model: SavedModel): Change {
  return {
    act: 'rules',
    items: [
      // As text, because entries hold integers only.
      { kind: 'matchModel', name, model: JSON.stringify(model) },
      { kind: 'useModel', name },
    ],
    undoes: null,
    note: { what: 'matchModel' },
    basis: null,
  };
}

/** Null: learn from the rows. */
export function planUseModel(state: Projection, name: string | null): Result<Change, Refusal> {
  if (name !== null && state.matchModels.model(name) === undefined) return err({ kind: 'conflict', reason: 'changedSince' });
  return ok({ act: 'rules', items: [{ kind: 'useModel', name }], undoes: null, note: { what: 'useModel' }, basis: null });
}

export function planDeleteModel(state: Projection, name: string): Result<Change, Refusal> {
  if (state.matchModels.model(name) === undefined) return err({ kind: 'conflict', reason: 'changedSince' });
  return ok({ act: 'rules', items: [{ kind: 'matchModel', name, model: null }], undoes: null, note: { what: 'deleteModel' }, basis: null });
}
