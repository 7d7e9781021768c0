// English given names and surnames for invented customers, commonest first, and the short forms people go by.

const words = (text: string): string[] => text.trim().split(/\s+/);

export const englishMen: readonly string[] = words(`
James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Steven Paul
Andrew Joshua Kenneth Kevin Brian George Timothy Ronald Edward Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan
Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander Patrick Frank Raymond Jack Dennis Jerry Tyler Aaron
Henry Adam Douglas Nathan Peter Zachary Kyle Walter Harold Jeremy Ethan Carl Keith Roger Gerald Christian Terry Sean
Arthur Austin Noah Lawrence Jesse Joe Bryan Billy Jordan Albert Dylan Bruce Willie Gabriel Alan Juan Logan Wayne Ralph
Roy Eugene Randy Vincent Russell Louis Philip Bobby Johnny Bradley Harry Oliver Graham Nigel Trevor Callum Liam Owen Rhys
Angus Hamish Duncan Ewan Declan Cormac Niall Alistair Rupert Giles`);

export const englishWomen: readonly string[] = words(`
Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Margaret Sandra Ashley Kimberly
Emily Donna Michelle Carol Amanda Dorothy Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Kathleen Amy Angela
Shirley Anna Brenda Pamela Emma Nicole Helen Samantha Katherine Christine Debra Rachel Carolyn Janet Catherine Maria
Heather Diane Ruth Julie Olivia Joyce Virginia Victoria Kelly Lauren Christina Joan Evelyn Judith Megan Andrea Cheryl
Hannah Jacqueline Martha Gloria Teresa Ann Sara Madison Frances Kathryn Janice Jean Abigail Alice Julia Judy Sophia Grace
Denise Amber Doris Marilyn Danielle Beverly Isabella Theresa Diana Natalie Brittany Charlotte Marie Kayla Alexis Lori
Gillian Fiona Moira Eileen Siobhan Niamh Aoife Bronwyn Philippa Imogen Beatrice Harriet Poppy Tamsin Rosalind Hazel`);

export const englishSurnames: readonly string[] = words(`
Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts Green Hall
Wood Jackson Clarke Patel Khan Lewis James Phillips Mason Mitchell Rose Davis Rodgers Clark Harris Lee Turner Cooper King
Ward Baker Harrison Morgan Moore Allen Hill Carter Scott Young Cook Bell Adams Anderson Parker Bailey Shaw Bennett Watson
Edwards Hughes Collins Murphy Kelly Stewart Marshall Simpson Cox Richardson Webb Gray Rogers Chapman Hunt Ellis Russell
Mills Stevens Knight Butler Barnes Fisher Holmes Palmer Murray Powell Lloyd Dixon Fox Gibson Hart Jenkins Perry Reynolds
Fletcher West Grant Hamilton Owen Ford Payne Barker Stone Matthews Berry Andrews Lawrence Graham Harvey Booth Pearson
Hudson Reid Walsh Carr Austin Spencer Burton Cole Armstrong Wells Lane Sutton Francis Cunningham Hawkins Gardner Cross
Sharp Day Byrne Burns Porter Wheeler Crawford Bradley Bird Peacock Nash Whitehead Doyle Barrett Slater Hewitt Atkinson
O'Brien O'Connor O'Neill McCarthy McDonald MacLeod Fitzgerald Gallagher Brennan Kavanagh Ashworth Blackwood Cartwright
Drummond Eastwood Fairfax Greenhalgh Hathaway Illingworth Kingsley Longbottom Merriweather Nightingale Ormerod
Pemberton Quigley Ravenscroft Silverwood Thistlethwaite Underhill Varley Winterbourne Yardley Bickerstaff Culpepper`);

/** The formal name → names that the same person goes by. */
export const englishShortForms: Readonly<Record<string, readonly string[]>> = {
  Robert: ['Bob', 'Rob', 'Bobby'],
  William: ['Bill', 'Will', 'Billy'],
  Richard: ['Dick', 'Rick', 'Rich'],
  James: ['Jim', 'Jimmy', 'Jamie'],
  John: ['Jack', 'Johnny'],
  Michael: ['Mike', 'Mick'],
  Thomas: ['Tom', 'Tommy'],
  Charles: ['Charlie', 'Chuck'],
  Christopher: ['Chris', 'Kit'],
  Daniel: ['Dan', 'Danny'],
  Matthew: ['Matt'],
  Anthony: ['Tony'],
  Steven: ['Steve'],
  Stephen: ['Steve'],
  Andrew: ['Andy', 'Drew'],
  Joshua: ['Josh'],
  Kenneth: ['Ken'],
  Timothy: ['Tim'],
  Edward: ['Ted', 'Eddie', 'Ned'],
  Nicholas: ['Nick'],
  Jonathan: ['Jon', 'Jonny'],
  Benjamin: ['Ben'],
  Samuel: ['Sam'],
  Gregory: ['Greg'],
  Alexander: ['Alex', 'Sandy'],
  Patrick: ['Paddy', 'Pat'],
  Henry: ['Harry'],
  Philip: ['Phil', 'Pip'],
  Elizabeth: ['Liz', 'Beth', 'Betty', 'Lizzie'],
  Margaret: ['Maggie', 'Peggy', 'Meg'],
  Katherine: ['Kate', 'Kathy', 'Kat'],
  Catherine: ['Cathy', 'Kate'],
  Patricia: ['Pat', 'Trish', 'Patsy'],
  Jennifer: ['Jen', 'Jenny'],
  Susan: ['Sue', 'Susie'],
  Jessica: ['Jess'],
  Barbara: ['Barb', 'Babs'],
  Deborah: ['Debbie', 'Deb'],
  Rebecca: ['Becky', 'Becca'],
  Stephanie: ['Steph'],
  Victoria: ['Vicky', 'Tori'],
  Dorothy: ['Dot', 'Dolly'],
  Samantha: ['Sam'],
  Christine: ['Chris', 'Tina'],
  Pamela: ['Pam'],
  Abigail: ['Abby'],
  Philippa: ['Pippa'],
  Theresa: ['Terry', 'Tess'],
};
