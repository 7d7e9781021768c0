// Answers the calls about the change log.
import type { LogCalls } from '../../../shared/contract/calls/log.ts';
import { listEntries, listItems } from '../logCalls.ts';
import { verifyRecord } from '../verifyCalls.ts';
import type { Part, Reach } from '../desk.ts';

export const logPart = ({ at, machine }: Reach): Part<LogCalls> => ({
  handlers: {
    'log.list': (request) => listEntries(at().engine, request),
    'log.items': (request) => listItems(at().engine, request),
    'log.verify': (_, job) => {
      at();
      return verifyRecord(machine, job);
    },
  },
  writes: [],
});
