// Takes changes back and brings them back, the latest first.
import type { LogLine, UndoState } from '../../shared/contract/engine.ts';
import { planRedo, planUndo } from '../../shared/state/plan/plan.ts';
import type { OpenEngine } from './openEngine.ts';

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
