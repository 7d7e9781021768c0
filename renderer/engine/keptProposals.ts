// What is kept of found proposals with the working data, so that the list is there at once after a restart.
import { ProposalList, type PackedProposals } from '../../shared/enrich/ProposalList.ts';
import { decodeText, encodeText } from '../../shared/table/wtf8.ts';
import type { Numbers } from '../store/manifest.ts';
import type { StoredArrays } from '../store/openStore.ts';

export type KeptProposals = {
  readonly list: ProposalList;
  /** Entries there were when somebody looked: what was accepted since is closed. */
  readonly since: number;
  /** The rows and tables that the list follows from. */
  readonly basis: string;
};

export function packProposals({ list, since, basis }: KeptProposals): { basis: string; parts: Record<string, Numbers> } {
  const { numbers, words } = list.pack();
  return { basis, parts: { ...numbers, words: encodeText(JSON.stringify({ ...words, since })) } };
}

/** Undefined where the parts are not those of a list of proposals. */
export function unpackProposals({ basis, parts }: StoredArrays): KeptProposals | undefined {
  const { words, ...numbers } = parts;
  if (!(words instanceof Uint8Array)) return undefined;
  const { since, ...rest } = JSON.parse(decodeText(words, 0, words.length)) as PackedProposals['words'] & { since: number };
  const list = ProposalList.unpack({ numbers: numbers as PackedProposals['numbers'], words: rest });
  return list === undefined ? undefined : { list, since, basis };
}
