import type id from './id';

const en: Record<keyof typeof id, string> = {
  'app.name': 'Bina',
  'app.skip': 'Skip to content',
  'app.demo': 'Sample data, all names are invented',
  'app.reload': 'Reload',
  'app.unreachable': 'The Bina server cannot be reached',
  'app.unreachable_hint': 'Check the network connection. No data has been lost.',
  'app.part_missing': 'This page has not loaded',
  'app.part_missing_hint': 'The connection was lost, or Bina has just been updated. Reload to go on.',
  'app.printed': 'Bina · {place} · printed {day}',

  'nav.main': 'Main',
  'nav.bottom': 'Bottom menu',
  'nav.overview': 'Overview',
  'nav.registry': 'Businesses',
  'nav.batches': 'Received lists',
  'nav.intake': 'Upload a list',
  'nav.pairs': 'Duplicates',
  'nav.snapshots': 'Snapshots',
  'nav.opendata': 'Open data',
  'nav.rules': 'Class rules',
  'nav.aid': 'Aid lists',
  'nav.licences': 'Licences',
  'nav.letters': 'Letterhead',
  'nav.agencies': 'Agencies',
  'nav.kbli': 'KBLI',
  'nav.areas': 'Map of areas',
  'nav.users': 'Users',
  'nav.privacy': 'Personal data',
  'nav.audit': 'Event log',
  'nav.backup': 'Backups',
  'nav.figures': 'Figures',
  'nav.registers': 'Registers',
  'nav.settings': 'Settings',
  'nav.help': 'Help',
  'nav.about': 'About',
  'nav.menu': 'Menu',
  'nav.waiting': 'waiting',
  'nav.regency': 'Choose a regency or city',

  'search.label': 'Search business, owner, NIK, NIB or phone',

  'tool.dark': 'Dark display',
  'tool.light': 'Light display',
  'tool.print': 'Print this page',
  'tool.language': 'Baca dalam bahasa Indonesia',

  'act.save': 'Save',
  'act.cancel': 'Cancel',
  'act.close': 'Close',
  'act.edit': 'Edit',
  'act.undo': 'Undo',
  'act.retry': 'Try again',
  'act.more': 'Load {n} more',
  'act.more_some': 'Load the next ones',
  'act.download': 'Download',
  'act.working': 'One moment…',

  'word.required': 'required',
  'word.masked': 'masked',

  'list.end': 'All {n} are shown',
  'list.shown': '{n} shown of {total}',
  'list.keys': 'Move between rows with J and K, open with Enter',

  'table.save': 'Download the table {name} as CSV',
  'define.open': 'What the figure means: {what}',
  'define.what': 'What',
  'define.as_of': 'As of',
  'define.rule': 'Rule',
  'define.source': 'Source',

  'level.2': 'Province',
  'level.4': 'Regency or city',
  'level.6': 'District',
  'level.10': 'Village',

  'area.placeholder': 'Type the name of an area',
  'area.none': 'No area is called "{q}".',
  'area.results': '{n} {n#area matches|areas match}',

  'day.form': 'dd-mm-yyyy',
  'day.pick': 'Choose in the calendar',
  'day.wrong': 'Write the day like 31-12-2023.',

  'form.required': 'Fill this in first.',
  'form.reason_short': 'Write at least five letters, so that a later reader of the log understands.',

  'not_found.title': 'Page not found',
  'not_found.hint': 'The address may be mistyped, or its content has moved.',
  'not_found.home': 'To the overview',

  'role.administrator': 'Administrator',
  'role.head': 'Head of agency',
  'role.division_head': 'Head of division',
  'role.operator': 'Data operator',
  'role.enumerator': 'Enumerator',
  'role.mentor': 'Mentor',
  'role.plut_consultant': 'PLUT consultant',
  'role.partner': 'Partner',
  'role.owner': 'Business owner',
  'role.province': 'Province',
  'role.auditor': 'Auditor',
  'role.public': 'Public',
  'role.none': 'No role',

  'client.offline':
    'The server cannot be reached. What you typed is still on this screen. Check the network, then try again; nothing is counted twice.',
  'client.server':
    'The server failed on this request. Nothing has changed. Try again; if it repeats, tell the administrator.',
  'client.refused': 'The request was refused. Nothing has changed.',
  'client.unreadable':
    'The reply of the server cannot be read. Reload the page, then check whether your change was saved.',
  'client.failed': 'This page has a problem. Reload it, then try again.',
  'client.malformed': 'This does not have the right form. Check and correct it.',
  'client.request': 'Request number: {id}',

  'list.some': '{n} shown',
  'area.nation': 'All of Indonesia',
};

export default en;
