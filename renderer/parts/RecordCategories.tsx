// The categories of one record, given and taken away by hand.
import { tagsIn } from '../../shared/contract/engine.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { useText } from '../i18n/useText.ts';
import { useAsk, useTell } from '../session/ask.ts';
import { useWorkspace } from '../session/session.ts';
import { useDone } from '../session/undo.ts';
import { Tag } from '../ui/Badge.tsx';
import { Select } from '../ui/Select.tsx';

const NONE = '';

/** Nothing where there is no way to classify. */
export function RecordCategories({ row }: { row: RowId }) {
  const { t } = useText();
  const { readOnly } = useWorkspace();
  const done = useDone();
  const { data } = useAsk('categories.of', { row }, { keep: true });
  const set = useTell('categories.set');
  if (data === undefined || data.length === 0) return null;
  return (
    <section className="stack">
      <h2>{t('categories.ofRecord')}</h2>
      {data.map(({ scheme, value }) => {
        const give = (next: string, isOn: boolean) =>
          set.mutate({ to: { kind: 'row', row }, field: scheme.field, value: next, isOn }, { onSuccess: (line) => done(t(isOn ? 'categories.given' : 'categories.taken', { value: next }), line) });
        const has = scheme.many ? tagsIn(value) : [];
        const choices = [...(scheme.many ? [] : [{ id: NONE, label: t('categories.nothing') }]), ...[...new Set([...scheme.values, ...(scheme.many || value === '' ? [] : [value])])].filter((one) => !has.includes(one)).map((id) => ({ id, label: id }))];
        return (
          <div className="stack" key={scheme.field}>
            <Select label={scheme.name} choices={choices} value={scheme.many ? null : value} isDisabled={readOnly || set.isPending} onChange={(next) => (next === NONE ? give(value, false) : give(next, true))} />
            {has.length > 0 && (
              <div className="cluster">
                {has.map((tag) => (
                  <Tag key={tag} removeLabel={t('categories.take')} {...(readOnly ? {} : { onRemove: () => give(tag, false) })}>
                    {tag}
                  </Tag>
                ))}
              </div>
            )}
          </div>
        );
      })}
    </section>
  );
}
