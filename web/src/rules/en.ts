import type id from './id';

const en: Record<keyof typeof id, string> = {
  'rules.title': 'Rules of size classes',
  'rules.hint':
    'The limits of micro, small and medium by each rule, with its days of force. Old rules are not edited: a new one adds a version from its day of force.',
  'rules.new': 'New rule',
  'rules.governs': 'Governs',
  'rules.to_come': 'To come',
  'rules.ended': 'Replaced',
  'rules.since': 'in force since {day}',
  'rules.from_to': 'in force from {from} until before {to}',
  'rules.measure': 'Measure',
  'rules.waiting':
    '{title} is being applied: all businesses are counted anew for the rule in force from {day}.',
  'rules.saved': 'The rule was saved and is being applied.',
  'rules.changes': 'Changes of rules',
  'rules.counting': 'being counted anew',
  'rules.applied': 'applied',
  'rules.set': 'Rule that changes',
  'rules.set_new': 'Another rule, not here yet',
  'rules.law': 'Name of the rule',
  'rules.source': 'Article',
  'rules.source_hint': 'Example: PP 7/2021 Pasal 35 ayat (5)',
  'rules.day': 'In force since',
  'rules.day_hint': 'Classes change on that day, not before.',
  'rules.day_past': 'Today or past: counts since that day change as well. Snapshots do not.',
  'rules.limits': 'Upper limit of each class, rupiah or persons',
  'rules.governs_from': 'From that day on decides the class on lists and in counts',
  'rules.preview': 'Preview',
  'rules.apply': 'Apply',
  'rules.changed': '{n} businesses change class as of {day}',
  'rules.shift': 'Businesses by class before and after',
  'rules.before': 'Class now',
  'rules.after': 'Becomes',
  'rules.businesses': 'Businesses',
  'registry.rule_limits':
    'Fill in the limits of micro, small and medium, each above the one before. Nothing was saved.',
  'registry.rule_day':
    'The day of force must lie after the version that is there. A rule in force is not changed backwards.',
  'registry.rule_measures': 'What governs must have limits of sales, capital or assets.',
  'registry.rule_waits': 'Another rule is being applied. Wait until it is done, then try again.',
  'registry.rule_taken': 'The number of this change is taken by other content. Close and open again.',
  'registry.rules_changed': 'The class rules have just changed. Nothing was saved; save once more.',
};

export default en;
