// Takes stewards' decisions: merges, verdicts, undo and redo. Each is planned purely and committed once.
import type { EngineCalls, LogLine, UndoState } from '../../shared/contract/engine.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { planDistinct, planMerge, planRedo, planUndo } from '../../shared/state/plan.ts';
import type { OpenEngine } from './openEngine.ts';

export function decideMerge(engine: OpenEngine, { rows, pins, comment }: EngineCalls['decide.merge']['request']): Promise<LogLine> {
  return engine.commit(planMerge(engine.workspace.state, [{ rows, pins }], { comment, reason: null }));
}

export function decideDistinct(engine: OpenEngine, { rows, comment }: EngineCalls['decide.distinct']['request']): Promise<LogLine> {
  return engine.commit(planDistinct(engine.workspace.state, rows, { comment, reason: null }));
}

/** Merges many groups in one operation. */
export function decideGroups(engine: OpenEngine, groups: readonly (readonly RowId[])[]): Promise<LogLine> {
  return engine.commit(planMerge(engine.workspace.state, groups.map((rows) => ({ rows, pins: [] }))));
}

export function undoState(engine: OpenEngine): UndoState {
  const { state } = engine.workspace;
  const [undo] = state.undoable();
  const [redo] = state.redoable();
  return {
    undo: undo === undefined ? null : engine.line(undo),
    redo: redo === undefined ? null : engine.line(state.entries[redo]!.undoes!),
  };
}

export function undo(engine: OpenEngine): Promise<LogLine> {
  return engine.commit(planUndo(engine.workspace.state));
}

export function redo(engine: OpenEngine): Promise<LogLine> {
  return engine.commit(planRedo(engine.workspace.state));
}
