// Words that head columns of customer files in Spanish and English, folded: a sign that a row is a header.

export const headerWords: ReadonlySet<string> = new Set(
  `id,ids,code,codigo,cod,key,clave,ref,reference,referencia,number,numero,num,row,fila,rec id,record id,unique id,index,
  customer,customer id,customerid,client,client id,cliente,id cliente,cod cliente,codigo cliente,num cliente,account,cuenta,contact,contacto,
  name,names,nombre,nombres,full name,fullname,nombre completo,nombre y apellidos,first name,firstname,first,given name,forename,fname,
  middle name,last name,lastname,last,surname,lname,family name,apellido,apellidos,primer apellido,segundo apellido,apellido 1,apellido 2,apellido1,apellido2,
  company,company name,empresa,organization,organisation,razon social,nombre comercial,business,title,titulo,tratamiento,salutation,
  gender,sex,sexo,genero,birth date,birthdate,date of birth,dob,birthday,fecha nacimiento,fecha de nacimiento,f nacimiento,nacimiento,age,edad,
  tax id,vat,vat number,nif,cif,dni,nie,nif cif,dni nie,documento,num documento,ssn,passport,pasaporte,
  email,e mail,mail,email address,correo,correo electronico,phone,telephone,tel,telefono,telefono fijo,mobile,cell,movil,telefono movil,fax,phone number,
  address,address 1,address 2,address line 1,direccion,domicilio,street,street number,calle,via,tipo via,number of house,piso,puerta,portal,
  zip,zip code,zipcode,postal code,postcode,post code,cp,c p,codigo postal,city,town,suburb,ciudad,localidad,poblacion,municipio,state,province,provincia,region,comunidad,
  country,pais,nationality,nacionalidad,language,idioma,iban,bic,swift,bank,banco,website,web,url,sitio web,
  date,fecha,created,created at,created on,created date,fecha alta,fecha de alta,alta,updated,updated at,updated on,last modified,modified,fecha modificacion,fecha actualizacion,
  last contact,ultimo contacto,last purchase,ultima compra,consent,consentimiento,status,estado,type,tipo,category,categoria,segment,segmento,group,grupo,
  amount,importe,price,precio,total,subtotal,quantity,qty,cantidad,balance,saldo,value,valor,currency,moneda,year,ano,month,mes,day,dia,time,hora,
  notes,note,notas,nota,comments,comment,comentarios,observaciones,description,descripcion,source,origen,fuente,tags,etiquetas,score,x,y,lat,lon,latitude,longitude,latitud,longitud,col1,col2`
    .split(/,\s*/)
    .map((word) => word.trim()),
);
