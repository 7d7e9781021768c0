// The English texts of `role`.

export const role = {
  given: 'given name',
  surname: 'surname',
  name: 'name',
  address: 'address',
  email: 'email',
  phone: 'phone',
  identifier: 'identifier',
  date: 'date',
  postcode: 'postcode',
  text: 'text',
  category: 'category',
  number: 'number',
  ignored: 'not compared',
} as const;
