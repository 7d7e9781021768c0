// The facts that come with the app, as tables with source, date and licence; a workspace may put its own in their place.
import { listCountries } from '../values/country.adapter.ts';
import { listLegalForms } from '../values/companyName.ts';
import { genderOfGivenName, listGivenNames } from '../values/givenNames.ts';
import { foldWords } from '../values/fold.ts';
import { bankOfCode, listBanks } from '../values/spanishBanks.ts';
import { findTown, listTowns, provinceOfCode, provinces, townKey } from '../values/spanishPlaces.ts';
import type { BundledId } from './enrichTypes.ts';

export type BundledTable = {
  readonly id: BundledId;
  readonly columns: readonly string[];
  readonly rows: () => readonly (readonly string[])[];
  /** Who compiled it; a name, not a sentence. */
  readonly source: string;
  /** When it was last looked over. */
  readonly date: string;
  readonly licence: string;
};

const own = { source: 'Fichero', date: '2026-11-25', licence: 'Apache-2.0' } as const;

export const bundledTables: readonly BundledTable[] = [
  { id: 'provinces', columns: ['code', 'name', 'community'], rows: () => provinces.map(({ code, name, community }) => [code, name, community]), ...own },
  { id: 'municipalities', columns: ['name', 'province'], rows: () => listTowns().map(({ name, province }) => [name, provinceOfCode(province)?.name ?? '']), ...own },
  { id: 'postcodePrefixes', columns: ['prefix', 'province'], rows: () => provinces.map(({ code, name }) => [code, name]), ...own },
  { id: 'countries', columns: ['code', 'english', 'spanish'], rows: () => listCountries().map(({ code, english, spanish }) => [code, english, spanish]), source: 'i18n-iso-countries', date: '2025-01-12', licence: 'MIT' },
  { id: 'legalForms', columns: ['form', 'spellings'], rows: () => listLegalForms().map(({ form, spellings }) => [form, spellings.join('; ')]), ...own },
  { id: 'givenNames', columns: ['name', 'gender'], rows: () => listGivenNames().map(({ name, gender }) => [name, gender]), ...own },
  { id: 'banks', columns: ['code', 'name'], rows: () => listBanks().map(({ code, name }) => [code, name]), ...own },
];

/** What a workspace's own tables say instead: the first column is looked up, the second is the answer. */
export type OwnTables = ReadonlyMap<BundledId, ReadonlyMap<string, string>>;

/** Answers from the bundled tables, or from those that a workspace put in their place. */
export class Lookups {
  private readonly tables: OwnTables;

  constructor(tables: OwnTables = new Map()) {
    this.tables = tables;
  }

  /** The key by which a table of the workspace is asked. */
  static keyOf(text: string): string {
    return foldWords(text) || text.trim();
  }

  provinceOfPrefix(prefix: string): string | undefined {
    return this.from('postcodePrefixes', prefix) ?? (this.tables.has('postcodePrefixes') ? undefined : provinceOfCode(prefix)?.name);
  }

  provinceOfTown(town: string): string | undefined {
    if (this.tables.has('municipalities')) return this.from('municipalities', town) ?? this.from('municipalities', townKey(town));
    const found = findTown(town);
    return found === undefined ? undefined : provinceOfCode(found.province)?.name;
  }

  bankOf(code: string): string | undefined {
    return this.tables.has('banks') ? this.from('banks', code) : bankOfCode(code);
  }

  genderOf(name: string): 'female' | 'male' | undefined {
    if (!this.tables.has('givenNames')) return genderOfGivenName(foldWords(name));
    const said = this.from('givenNames', name.split(/\s+/)[0] ?? '')?.toLowerCase();
    return said === 'female' || said === 'male' ? said : undefined;
  }

  private from(table: BundledId, key: string): string | undefined {
    return this.tables.get(table)?.get(Lookups.keyOf(key));
  }
}
