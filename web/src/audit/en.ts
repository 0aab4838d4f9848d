import type id from './id';

const en: Record<keyof typeof id, string> = {
  'audit.title': 'Event log',
  'audit.hint':
    'Who did what and when. Each entry is locked to the one before it, so none can be changed unseen.',
  'audit.check': 'Check the chain',
  'audit.intact': 'Intact: {n} entries are linked without a gap.',
  'audit.broken': 'The chain is broken at entry {seq}. Tell the administrator and the auditor.',
  'audit.at': 'Time',
  'audit.actor': 'Who',
  'audit.event': 'Event',
  'audit.subject': 'About',
  'audit.detail': 'Detail',
  'audit.hash': 'Hash',
  'audit.any_event': 'All events',
  'audit.actor_filter': 'Name of the person',
  'audit.empty': 'No entry matches.',
  'detail.purpose': 'Purpose',
  'detail.reason': 'Reason',
  'detail.file': 'File',
  'detail.rows': 'Rows',
  'detail.verdict': 'Verdict',
  'detail.format': 'Format',
  'detail.count': 'Number',
  'event.access.signed_in': 'Signed in',
  'event.access.signed_out': 'Signed out',
  'event.access.account_put': 'Account changed',
  'event.access.set_up': 'Bina set up',
  'event.access.password_changed': 'Password changed',
  'event.registry.business_registered': 'Business registered',
  'event.registry.fact_added': 'Fact added',
  'event.registry.unmasked': 'Personal data shown',
  'event.registry.exported': 'List downloaded',
  'event.intake.file_received': 'List uploaded',
  'event.intake.batch_committed': 'List committed',
  'event.areas.boundaries_imported': 'Boundaries imported',
  'event.areas.boundaries_removed': 'Boundaries removed',

  'event.intake.batch_undone': 'List undone',
  'event.intake.pair_decided': 'Duplicate decided',
  'event.intake.pair_undecided': 'Decision undone',

};

export default en;
