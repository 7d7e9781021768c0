// The English texts of the interface: a file for each part of it.
import { app } from './app.ts';
import { audit } from './audit.ts';
import { categories } from './categories.ts';
import { duplicates } from './duplicates.ts';
import { enrich } from './enrich.ts';
import { error } from './error.ts';
import { exportTexts } from './export.ts';
import { field } from './field.ts';
import { finding } from './finding.ts';
import { grid } from './grid.ts';
import { job } from './job.ts';
import { keyPart } from './keyPart.ts';
import { level } from './level.ts';
import { load } from './load.ts';
import { log } from './log.ts';
import { looksLike } from './looksLike.ts';
import { model } from './model.ts';
import { notice } from './notice.ts';
import { overview } from './overview.ts';
import { palette } from './palette.ts';
import { place } from './place.ts';
import { problem } from './problem.ts';
import { quality } from './quality.ts';
import { quarantine } from './quarantine.ts';
import { recipe } from './recipe.ts';
import { record } from './record.ts';
import { records } from './records.ts';
import { recovery } from './recovery.ts';
import { refresh } from './refresh.ts';
import { relation } from './relation.ts';
import { role } from './role.ts';
import { rule } from './rule.ts';
import { settings } from './settings.ts';
import { shortcuts } from './shortcuts.ts';
import { sources } from './sources.ts';
import { stale } from './stale.ts';
import { standardise } from './standardise.ts';
import { steward } from './steward.ts';
import { trouble } from './trouble.ts';
import { ui } from './ui.ts';
import { welcome } from './welcome.ts';

export const en = {
  app,
  audit,
  categories,
  duplicates,
  enrich,
  error,
  export: exportTexts,
  field,
  finding,
  grid,
  job,
  keyPart,
  level,
  load,
  log,
  looksLike,
  model,
  notice,
  overview,
  palette,
  place,
  problem,
  quality,
  quarantine,
  recipe,
  record,
  records,
  recovery,
  refresh,
  relation,
  role,
  rule,
  settings,
  shortcuts,
  sources,
  stale,
  standardise,
  steward,
  trouble,
  ui,
  welcome,
};
