// Writes what is typed or pasted into the records' grid; several pasted cells are shown first.
import { useState, type ReactNode } from 'react';
import type { RecordLine, RecordsOf } from '../../../shared/contract/engine.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { useTroubleToast } from '../../session/ask.ts';
import { useSession } from '../../session/session.ts';
import { useDone } from '../../session/undo.ts';
import type { GridEdit } from '../../ui/grid/columns.ts';
import type { EditedHow } from '../../ui/grid/Grid.tsx';
import { PasteDialog } from './PasteDialog.tsx';

type Edits = readonly GridEdit<RecordLine>[];

/** `focusGrid` is called when the question is closed. */
export function useCellEdits(of: RecordsOf, focusGrid: () => void): { onEdit: (edits: Edits, how: EditedHow) => void; question: ReactNode } {
  const words = useText();
  const { engine } = useSession();
  const say = useTroubleToast();
  const done = useDone();
  const [asked, setAsked] = useState<{ readonly edits: Edits; readonly leftOut: number } | null>(null);
  const write = async (edits: Edits) => {
    try {
      const cells = edits.map(({ row, column, before, after }) => ({ row: row.row, field: column as FieldId, before, after }));
      const line = await engine.call('cells.set', { of, cells, comment: '' });
      done(edits.length === 1 ? words.t('grid.edited', { field: wordField(words, edits[0]!.column as FieldId) }) : words.t('grid.pasted', { cells: edits.length }), line);
    } catch (error) {
      say(error);
    }
  };
  const close = () => {
    setAsked(null);
    focusGrid();
  };
  return {
    onEdit: (edits, how) => {
      if (how.kind === 'pasted' && (edits.length > 1 || how.leftOut > 0)) setAsked({ edits, leftOut: how.leftOut });
      else void write(edits);
    },
    question: asked && (
      <PasteDialog
        edits={asked.edits}
        leftOut={asked.leftOut}
        onClose={close}
        onApply={() => {
          void write(asked.edits);
          close();
        }}
      />
    ),
  };
}
