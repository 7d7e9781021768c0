// The scorecard as one printed page: scores, what would raise them, fields and sources, and the trend.
import type { PrintDocument } from '../../../shared/contract/machine.ts';
import { markup, type Markup } from '../../../shared/kernel/markup.ts';
import type { QualitySummary, RuleLine, Scorecard } from '../../../shared/contract/engine.ts';
import type { SourceId } from '../../../shared/model/ids.ts';
import type { Words } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordReason, wordRule } from '../../i18n/wordQuality.ts';
import { dimensions } from './scores.ts';

const style = `
.band { display: grid; grid-template-columns: repeat(6, 1fr); border: 0.2mm solid #cfc9bf; border-radius: 1.5mm; margin: 0 0 3mm; }
.band > div { padding: 2.5mm 3mm; border-left: 0.2mm solid #e4e0d9; }
.band > div:first-child { border-left: 0; background: #f6f4f0; }
.band .value { font-size: 14pt; font-weight: 650; display: block; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 8mm; }
h1 { margin-bottom: 2mm; }
h2 { margin: 3mm 0 1.5mm; font-size: 11pt; }
table { font-size: 8pt; line-height: 1.3; margin-bottom: 2mm; }
th, td { padding-top: 0.6mm; padding-bottom: 0.6mm; }
.number { padding-right: 2mm; white-space: nowrap; }
svg text { font-size: 7pt; fill: #6f685e; }
`;
const FIELDS_SHOWN = 10;
const RULES_SHOWN = 7;
const SOURCES_SHOWN = 6;

/** Fits one page of A4 for any number of fields: the weightiest are named. */
export function writeReport(words: Words, workspace: string, summary: QualitySummary, rules: readonly RuleLine[], sources: ReadonlyMap<SourceId, string>): PrintDocument {
  const { t, number, percent, day, language } = words;
  const { scorecard, history } = summary;
  const share = (score: number | null): string => (score === null ? '–' : percent(score, 1));
  const heads = markup`${dimensions.map((one) => markup`<th scope="col" class="number">${t(`quality.dimension.${one}`)}</th>`)}`;
  const cells = (scores: Pick<Scorecard, (typeof dimensions)[number]>): readonly Markup[] => dimensions.map((one) => markup`<td class="number">${share(scores[one])}</td>`);
  const fields = scorecard.fields.toSorted((left, right) => right.weight - left.weight || left.score - right.score).slice(0, FIELDS_SHOWN);
  const broken = rules.filter((line) => line.open > 0).toSorted((left, right) => right.open - left.open).slice(0, RULES_SHOWN);
  const body = markup`
<h1>${t('quality.reportTitle', { workspace })}</h1>
<p class="muted">${t('quality.reportFoot', { workspace, rows: summary.rows, day: day(summary.today) })}. ${t('quality.summary', { count: summary.open, rows: summary.rows })}.</p>
<div class="band">
  <div><span class="muted">${t('quality.overall')}</span><span class="value">${share(scorecard.overall)}</span></div>
  ${dimensions.map((one) => markup`<div><span class="muted">${t(`quality.dimension.${one}`)}</span><span class="value">${share(scorecard[one])}</span></div>`)}
</div>
<div class="two">
  <section>
    <h2>${t('quality.actions')}</h2>
    ${scorecard.actions.length === 0 ? markup`<p>${t('quality.actionsNone')}</p>` : markup`<table><thead><tr><th scope="col">${t('quality.actionColumn')}</th><th scope="col" class="number">${t('quality.rowsColumn')}</th><th scope="col" class="number">${t('quality.gainColumn')}</th></tr></thead><tbody>
    ${scorecard.actions.map((action) => markup`<tr><td>${t(`quality.action.${action.kind}`, { field: wordField(words, action.field), reason: action.reason === null ? '' : wordReason(words, action.reason) })}</td><td class="number">${number(action.rows)}</td><td class="number">+${number(action.gain * 100, 1)}</td></tr>`)}</tbody></table>`}
  </section>
  <section>
    <h2>${t('quality.findings')}</h2>
    ${broken.length === 0 ? markup`<p>${t('quality.doneTitle')}</p>` : markup`<table><thead><tr><th scope="col">${t('quality.rules')}</th><th scope="col" class="number">${t('quality.rowsColumn')}</th></tr></thead><tbody>${broken.map((line) => markup`<tr><td>${wordRule(words, line.rule)}</td><td class="number">${number(line.open)}</td></tr>`)}</tbody></table>`}
    ${history.length < 2 ? null : markup`<h2>${t('quality.trend')}</h2>${trendOf(summary, percent, new Intl.DateTimeFormat(language, { dateStyle: 'short' }))}`}
  </section>
</div>
<h2>${t('quality.byField')}</h2>
<table><thead><tr><th scope="col">${t('quality.field')}</th><th scope="col" class="number">${t('quality.score')}</th>${heads}</tr></thead><tbody>
${fields.map((field) => markup`<tr><th scope="row">${wordField(words, field.field)}</th><td class="number">${share(field.score)}</td>${cells(field)}</tr>`)}</tbody></table>
<h2>${t('quality.bySource')}</h2>
<table><thead><tr><th scope="col">${t('quality.source')}</th><th scope="col" class="number">${t('quality.rowsColumn')}</th><th scope="col" class="number">${t('quality.score')}</th>${heads}</tr></thead><tbody>
${summary.sources.slice(0, SOURCES_SHOWN).map(({ source, scorecard: own }) => markup`<tr><th scope="row">${sources.get(source) ?? ''}</th><td class="number">${number(own.rows)}</td><td class="number">${share(own.overall)}</td>${cells(own)}</tr>`)}</tbody></table>`;
  return { title: t('quality.reportTitle', { workspace }), language, body: body.html, style, footer: t('quality.reportFoot', { workspace, rows: summary.rows, day: day(summary.today) }) };
}

const WIDTH = 320;
const HEIGHT = 90;

function trendOf({ history }: QualitySummary, percent: Words['percent'], day: Intl.DateTimeFormat): Markup {
  const shares = history.map(({ scores }) => scores.overall / 1e6);
  const low = Math.min(...shares) - 0.005;
  const high = Math.max(...shares) + 0.005;
  const first = history[0]!.at;
  const last = history.at(-1)!.at;
  const x = (at: number): number => 34 + ((at - first) / Math.max(1, last - first)) * (WIDTH - 44);
  const y = (share: number): number => 6 + (1 - (share - low) / (high - low)) * (HEIGHT - 24);
  const points = history.map(({ at }, index) => `${x(at).toFixed(1)},${y(shares[index]!).toFixed(1)}`).join(' ');
  return markup`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="100%" role="img"><line x1="34" x2="${WIDTH - 10}" y1="${HEIGHT - 18}" y2="${HEIGHT - 18}" stroke="#cfc9bf"/><polyline points="${points}" fill="none" stroke="#1d5a80" stroke-width="1.5"/>${history.map(({ at }, index) => markup`<circle cx="${x(at).toFixed(1)}" cy="${y(shares[index]!).toFixed(1)}" r="2" fill="#1d5a80"/>`)}<text x="0" y="${y(shares[0]!).toFixed(1)}">${percent(shares[0]!, 1)}</text><text x="34" y="${HEIGHT - 6}">${day.format(first)}</text><text x="${WIDTH - 10}" y="${HEIGHT - 6}" text-anchor="end">${day.format(last)} · ${percent(shares.at(-1)!, 1)}</text></svg>`;
}
