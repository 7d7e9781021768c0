// Answers the calls about categories and tags.
import type { CategoriesCalls } from '../../../shared/contract/calls/categories.ts';
import type { Part, Reach } from '../desk.ts';

export const categoriesPart = ({ at }: Reach): Part<CategoriesCalls> => ({
  handlers: {
    'categories.list': () => at().categories.list(),
    'categories.save': (scheme) => at().categories.save(scheme),
    'categories.preview': (request, job) => at().categories.preview(request, job),
    'categories.apply': (request, job) => at().categories.apply(request, job),
    'categories.of': (request) => at().categories.of(request),
    'categories.set': (request, job) => at().categories.set(request, job),
  },
  writes: ['categories.save', 'categories.apply', 'categories.set'],
});
