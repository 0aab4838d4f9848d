const all = [
  'registry.read',
  'registry.write',
  'registry.unmask',
  'registry.export',
  'intake.run',
  'intake.undo',
  'pairs.decide',
  'users.manage',
  'audit.read',
  'areas.manage',
];
const permissions = {
  administrator: all,
  head: ['registry.read', 'registry.export', 'audit.read'],
  operator: ['registry.read', 'registry.write', 'intake.run', 'pairs.decide'],
  public: [],
};

const grant = (role) => ({ role, area: '3316', area_name: 'Kabupaten Blora' });

export function makeUsers() {
  return [
    {
      id: '018d5b310000700080000000000000a1',
      username: 'retno',
      name: 'Retno Widyastuti',
      password: 'bina-contoh-2024',
      disabled: false,
      grants: [grant('administrator')],
      last_seen: Date.UTC(2024, 0, 31, 0, 40),
    },
    {
      id: '018d5b310000700080000000000000a2',
      username: 'kepala',
      name: 'Hartono Wibowo',
      password: 'bina-contoh-2024',
      disabled: false,
      grants: [grant('head')],
      last_seen: Date.UTC(2024, 0, 29, 1, 5),
    },
    {
      id: '018d5b310000700080000000000000a3',
      username: 'joko',
      name: 'Joko Setyawan',
      password: 'bina-contoh-2024',
      disabled: false,
      grants: [grant('operator')],
      last_seen: Date.UTC(2024, 0, 30, 7, 12),
    },
    {
      id: '018d5b310000700080000000000000a4',
      username: 'wartini',
      name: 'Wartini Handayani',
      password: 'bina-contoh-2024',
      disabled: false,
      grants: [{ role: 'enumerator', area: '331605', area_name: 'Cepu' }],
      last_seen: null,
    },
    {
      id: '018d5b310000700080000000000000a5',
      username: 'eko',
      name: 'Eko Purnomo',
      password: 'bina-contoh-2024',
      disabled: true,
      grants: [grant('partner')],
      last_seen: Date.UTC(2023, 8, 2, 3, 0),
    },
  ];
}

export function meOf(user, today) {
  return {
    user: { id: user.id, username: user.username, name: user.name },
    grants: user.grants,
    permissions: [...new Set(user.grants.flatMap(({ role }) => permissions[role] ?? ['registry.read']))],
    regencies: [{ code: '3316', name: 'Kabupaten Blora' }],
    demo: true,
    today,
  };
}

export const publicUser = ({ password: _password, ...user }) => user;

const events = [
  'access.signed_in',
  'registry.fact_added',
  'intake.batch_received',
  'intake.batch_committed',
  'pairs.decided',
  'registry.unmasked',
  'registry.exported',
];

export function makeAudit() {
  return Array.from({ length: 86 }, (_one, index) => {
    const seq = 86 - index;
    const event = events[(seq * 5) % events.length];
    return {
      seq,
      at: Date.UTC(2024, 0, 31, 0, 40) - index * 3_700_000,
      actor_name: seq % 3 ? 'Retno Widyastuti' : 'Joko Setyawan',
      event,
      subject: `018d5b2f0000700080000000000${String(seq).padStart(5, '0')}`,
      detail: event === 'registry.unmasked' ? { purpose: 'Menghubungi pemilik untuk jadwal kunjungan' } : {},
      hash: Array.from({ length: 64 }, (_digit, at) => '0123456789abcdef'[(seq * 31 + at * 7) % 16]).join(''),
    };
  });
}
