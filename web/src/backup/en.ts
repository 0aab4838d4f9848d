const en = {
  'backup.title': 'Backups',
  'backup.hint':
    'Copies of the whole registry somewhere else, made by the server every day and proven by restoring them. The key is not in them: keep it apart.',
  'backup.now': 'Back up now',
  'backup.asked': 'The backup has begun.',
  'backup.working': 'Backing up',
  'backup.last': 'Last backup',
  'backup.log_at': 'What changed since was copied last {at}.',
  'backup.list': 'Backups that are kept',
  'backup.at': 'When',
  'backup.size': 'Size',
  'backup.originals': 'Original files',
  'backup.proof': 'Proof',
  'backup.proven': 'Proven {at}',
  'backup.unproven': 'Not proven yet',
  'backup.bad': 'Damaged',
  'backup.none': 'The last backup is recent, and nothing is wrong with it.',
  'backup.unset':
    'Backups are not set up. Whoever runs the server names a folder in its settings, best on another disk.',
  'backup.never': 'There is no backup yet. If the disk of the server broke now, everything would be lost.',
  'backup.old': 'The last backup is more than two days old. Look at the backup disk and the server.',
  'backup.failed_last': 'The last backup failed: {reason}',
  'backup.damaged_last': 'The last backup cannot be restored. Make another one, and look at the backup disk.',

  'backup.not_found': 'No whole backup is there.',
  'backup.damaged': 'This backup is damaged or was changed. Use another one.',
  'backup.other_key': 'This backup was made with another key.',
  'backup.running': 'Another backup into the same folder is under way. Wait until it is done.',
  'backup.occupied': 'That folder holds a registry already. Restore into a new one.',
  'backup.no_log': 'On PostgreSQL, PostgreSQL itself restores to a point in time.',
  'backup.too_early': 'That moment lies before this backup was made. Choose an older one.',
  'backup.failed': 'The backup failed: its folder or the store could not be used.',
  'backup.not_configured': 'The server has no backup folder yet. Nothing was backed up.',
} as const;

export default en;
