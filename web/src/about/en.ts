import type id from './id';

const en: Record<keyof typeof id, string> = {
  'about.title': 'About Bina',
  'about.what':
    'Bina turns scattered lists of businesses into one registry: clean, without duplicates, and each thing known can be traced to the row it came from.',
  'about.version': 'Version {version}',
  'about.licence': 'Licence',
  'about.licence.what':
    'Bina is free software under the Apache License 2.0. You may use, inspect, change and share it.',
  'about.areas': 'Area data',
  'about.areas.what':
    'Codes and names of areas come from idn-area-data 4.0.1. That data is © its authors and is made available under the Open Database License (ODbL) 1.0; a database derived from it must be shared under the same licence.',
  'about.areas.source':
    'Source: decree 300.2.2-2138/2025 of the Minister of Home Affairs on codes and data of administrative areas.',
  'about.parts': 'Other parts',
  'about.parts.what':
    'Plus Jakarta Sans typeface (SIL Open Font License 1.1), Tabler icons (MIT), Svelte (MIT).',
  'help.title': 'Help',
  'help.upload.title': 'Bringing in a list',
  'help.upload.1': 'Choose *Upload a list*, then drop the Excel or CSV file as it is.',
  'help.upload.2':
    'Bina proposes what each column means. Correct what is wrong; your choice is remembered for the same source.',
  'help.upload.3':
    'Read the result of the check: new, updated, duplicate, doubtful, rejected. Nothing is saved yet.',
  'help.upload.4':
    'Commit to save. Download what was rejected and return it to the sender. All of it can be undone.',
  'help.pairs.title': 'Deciding on duplicates',
  'help.pairs.1': 'Compare both sides. Green means the same, yellow means similar.',
  'help.pairs.2': 'One person can have several businesses. Merge only if the business is the same as well.',
  'help.pairs.3': 'In doubt? Choose *Later* and ask first. A merge can be undone.',
  'help.find.title': 'Finding and correcting',
  'help.find.1': 'Press */* then type a name, NIK, NIB or phone number.',
  'help.find.2':
    'On the page of a business, everything says from where and when it is known. Earlier values never disappear.',
  'help.find.3': 'Personal data is masked. Show it with a clear purpose; that is logged.',
  'help.class': 'Limits of the size classes',
  'help.class.hint':
    'The class that governs in Bina uses sales of a year where known, otherwise capital. The upper limit belongs to its class.',
  'help.class.open': 'See the limits of each rule',
  'help.printed': 'Guides to print',
  'help.printed.hint': 'Two pages of A4 for who visits, and the guide of supervisors, in Indonesian.',
  'help.printed.enumerator': 'Guide for enumerators',
  'help.printed.supervisor': 'Guide for supervisors',
  'help.status': 'Status of a business',
  'help.status.claimed': 'On a list, not checked yet.',
  'help.status.found': 'Met in the field.',
  'help.status.verified': 'Checked and true.',
  'help.status.paused': 'Paused, still counted.',
  'help.status.closed': 'Closed, not counted.',
  'help.keys': 'Keys',
  'help.key.search': 'To the search field',
  'help.key.rows': 'Next and previous row',
  'help.key.open': 'Open the row',
  'help.key.esc': 'Close or clear',
  'help.key.decide': 'Merge, distinct, later (duplicates)',
  'help.key.undo': 'Undo the last decision (duplicates)',
};

export default en;
