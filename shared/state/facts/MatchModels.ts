// Named match models of a workspace, and the one that the next run takes up.
import type { MatchModelItem, UseModelItem } from './items.ts';

/** Part of the projection; only `take` changes it. */
export class MatchModels {
  /** Model by name, as the JSON text that was saved. */
  private readonly models = new Map<string, string>();
  private chosen: string | null = null;

  take(item: MatchModelItem | UseModelItem): void {
    if (item.kind === 'useModel') {
      this.chosen = item.name;
      return;
    }
    if (item.model === null) {
      this.models.delete(item.name);
      if (this.chosen === item.name) this.chosen = null;
    } else this.models.set(item.name, item.model);
  }

  /** In the order of their names. */
  get names(): readonly string[] {
    return [...this.models.keys()].sort();
  }

  model(name: string): string | undefined {
    return this.models.get(name);
  }

  /** Null: the next run learns from the rows. */
  get used(): string | null {
    return this.chosen !== null && this.models.has(this.chosen) ? this.chosen : null;
  }

  /** For the digest. */
  facts(): { readonly models: readonly (readonly [string, string])[]; readonly used: string | null } {
    return { models: this.names.map((name) => [name, this.models.get(name)!] as const), used: this.used };
  }
}
