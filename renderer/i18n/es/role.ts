// The Spanish texts of `role`.
import type { Catalogue } from '../catalogue.ts';
import type { role as english } from '../en/role.ts';

export const role: Catalogue<typeof english> = {
  given: 'nombre de pila',
  surname: 'apellido',
  name: 'nombre',
  address: 'dirección',
  email: 'correo',
  phone: 'teléfono',
  identifier: 'identificador',
  date: 'fecha',
  postcode: 'código postal',
  text: 'texto',
  category: 'categoría',
  number: 'número',
  ignored: 'no se compara',
};
