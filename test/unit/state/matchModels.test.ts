import { describe, expect, it } from 'vitest';
import type { SavedModel } from '../../../shared/match/savedModel.ts';
import type { EntrySeq } from '../../../shared/model/ids.ts';
import type { Change } from '../../../shared/state/plan/plan.ts';
import { planDeleteModel, planSaveModel, planUseModel } from '../../../shared/state/plan/planModel.ts';
import { planUndo } from '../../../shared/state/plan/plan.ts';
import { Projection } from '../../../shared/state/facts/projection.ts';
import { must } from '../../support/workspaces.ts';

const model = (threshold: number): SavedModel => ({ format: 'fichero-match-model', version: 1, learn: true, comparisons: [], lambda: 0.1, lambdaWithin: 0.1, related: {}, keys: [], cap: null, threshold, bands: { automatic: 0.99, review: 0.5 }, pairing: 'both', oneToOne: false, roles: [] });

function commit(state: Projection, { act, items, undoes }: Change): void {
  state.apply({ seq: state.entries.length as EntrySeq, at: state.entries.length, actor: 'ana', act, clockBack: false, undoes, items });
}

describe('named match models', () => {
  it('are saved, taken up, let go, and taken back, each with a digest of its own', () => {
    const state = new Projection('00'.repeat(16));
    const digests = [state.digest()];
    const step = (change: Change): void => {
      commit(state, change);
      digests.push(state.digest());
    };
    step(planSaveModel('Clientes', model(0.9)));
    expect([state.matchModels.names, state.matchModels.used]).toEqual([['Clientes'], 'Clientes']);
    step(planSaveModel('Otro', model(0.8)));
    step(must(planUseModel(state, null)));
    expect(state.matchModels.used).toBeNull();
    step(must(planUseModel(state, 'Clientes')));
    step(must(planDeleteModel(state, 'Clientes')));
    expect([state.matchModels.names, state.matchModels.used]).toEqual([['Otro'], null]);
    expect(new Set(digests).size).toBe(digests.length);
    // Undo, one by one, back to where it began.
    for (let left = digests.length - 2; left >= 0; left--) {
      commit(state, must(planUndo(state)));
      expect(state.digest()).toBe(digests[left]);
    }
    expect(state.matchModels.names).toEqual([]);
  });

  it('refuses names that are not there', () => {
    const state = new Projection('00'.repeat(16));
    expect(planUseModel(state, 'x').ok).toBe(false);
    expect(planDeleteModel(state, 'x').ok).toBe(false);
  });
});
