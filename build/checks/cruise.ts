// Checks imports against the rules of build/layers.cjs.
import { createRequire } from 'node:module';
import { cruise, type ICruiseOptions, type ICruiseResult, type IConfiguration } from 'dependency-cruiser';

export type LayerViolation = { readonly rule: string; readonly from: string; readonly to: string };
export type LayerReport = { readonly violations: readonly LayerViolation[]; /** Files of our own that were looked at. */ readonly modules: readonly string[] };

const { forbidden = [], options } = createRequire(import.meta.url)('../layers.cjs') as IConfiguration & { options: ICruiseOptions & { enhancedResolveOptions: object } };
export const ruleNames = forbidden.map((rule) => rule.name ?? '');
export const productFolders = ['shared', 'electron', 'renderer', 'build'];

/**
 * Cruises the product's folders under `root`.
 * @returns what breaks a rule, and which files were seen: a cruiser that can't read TypeScript sees none and finds nothing
 */
export async function checkLayers(root: string, folders: readonly string[] = productFolders): Promise<LayerReport> {
  const { enhancedResolveOptions, ...rest } = options;
  const { output } = await cruise([...folders], { ...rest, baseDir: root, ruleSet: { forbidden }, validate: true }, enhancedResolveOptions);
  const { modules, summary } = output as ICruiseResult;
  return {
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    modules: modules.map(({ source }) => source).filter((source) => folders.some((folder) => source.startsWith(`${folder}/`))),
  };
}
