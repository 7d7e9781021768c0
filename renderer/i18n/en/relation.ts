// The English texts of `relation`.

export const relation = {
  relatives: 'People of one home can look alike',
  branches: 'Branches of one firm can look alike',
  tenants: 'Tenants of one building can look alike',
} as const;
