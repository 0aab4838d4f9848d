import dashboard from '@tabler/icons/outline/layout-dashboard.svg?icon';
import store from '@tabler/icons/outline/building-store.svg?icon';
import inbox from '@tabler/icons/outline/files.svg?icon';
import clipboard from '@tabler/icons/outline/clipboard-list.svg?icon';
import twins from '@tabler/icons/outline/arrows-diff.svg?icon';
import mail from '@tabler/icons/outline/mail.svg?icon';
import certificate from '@tabler/icons/outline/certificate.svg?icon';
import agencies from '@tabler/icons/outline/building-community.svg?icon';
import tags from '@tabler/icons/outline/tags.svg?icon';
import map from '@tabler/icons/outline/map-2.svg?icon';
import users from '@tabler/icons/outline/users-group.svg?icon';
import history from '@tabler/icons/outline/history.svg?icon';
import law from '@tabler/icons/outline/scale.svg?icon';
import snapshots from '@tabler/icons/outline/snowflake.svg?icon';
import table from '@tabler/icons/outline/table-export.svg?icon';
import save from '@tabler/icons/outline/database-export.svg?icon';
import shield from '@tabler/icons/outline/shield-lock.svg?icon';
import help from '@tabler/icons/outline/help-circle.svg?icon';
import info from '@tabler/icons/outline/info-circle.svg?icon';
import type { Key } from './i18n.svelte';
import type { Permission } from './session.svelte';

export interface NavEntry {
  href: string;
  title: Key;
  icon: string;
  needs?: Permission;
  /** Work on the regency as a whole, so there is nothing for who holds only a district of it. */
  whole?: true;
  /** The figure beside it: all businesses, or a kind of work that waits. */
  badge?: 'total' | 'pairs_open' | 'batches_unfinished';
}

export interface NavGroup {
  /** The daily work has none, nor has what helps. */
  title?: Key;
  entries: NavEntry[];
}

const groups: NavGroup[] = [
  {
    entries: [
      { href: '/', title: 'nav.overview', icon: dashboard },
      { href: '/usaha', title: 'nav.registry', icon: store, needs: 'registry.read', badge: 'total' },
      {
        href: '/daftar',
        title: 'nav.batches',
        icon: inbox,
        needs: 'intake.run',
        badge: 'batches_unfinished',
      },
      { href: '/ganda', title: 'nav.pairs', icon: twins, needs: 'pairs.decide', badge: 'pairs_open' },
    ],
  },
  {
    title: 'nav.figures',
    entries: [
      { href: '/cuplikan', title: 'nav.snapshots', icon: snapshots, needs: 'registry.read' },
      { href: '/data-terbuka', title: 'nav.opendata', icon: table, needs: 'registry.read' },
    ],
  },
  {
    title: 'nav.registers',
    entries: [
      { href: '/pendataan', title: 'nav.census', icon: clipboard, needs: 'registry.read' },
      { href: '/penerima', title: 'nav.aid', icon: users, needs: 'pairs.decide', whole: true },
      { href: '/izin', title: 'nav.licences', icon: certificate, needs: 'registry.read' },
      { href: '/dinas', title: 'nav.agencies', icon: agencies, needs: 'registry.read' },
      { href: '/kbli', title: 'nav.kbli', icon: tags, needs: 'registry.read', whole: true },
      { href: '/aturan', title: 'nav.rules', icon: law, needs: 'registry.read' },
      { href: '/wilayah', title: 'nav.areas', icon: map, needs: 'areas.manage' },
    ],
  },
  {
    title: 'nav.settings',
    entries: [
      { href: '/pengguna', title: 'nav.users', icon: users, needs: 'users.manage' },
      { href: '/surat', title: 'nav.letters', icon: mail, needs: 'letters.manage' },
      { href: '/pdp', title: 'nav.privacy', icon: shield, needs: 'privacy.manage' },
      { href: '/catatan', title: 'nav.audit', icon: history, needs: 'audit.read' },
      { href: '/cadangan', title: 'nav.backup', icon: save, needs: 'backup.manage' },
    ],
  },
  {
    entries: [
      { href: '/bantuan', title: 'nav.help', icon: help },
      { href: '/tentang', title: 'nav.about', icon: info },
    ],
  },
];

/** What somebody may open, who may hold only a district; a group of which nothing is left is left out. */
export const groupsFor = (can: (permission: Permission) => boolean, district = ''): NavGroup[] =>
  groups
    .map((group) => ({
      ...group,
      entries: group.entries.filter(
        (entry) => (!entry.needs || can(entry.needs)) && !(entry.whole && district),
      ),
    }))
    .filter((group) => group.entries.length > 0);

/** The entry of the menu under which a path lies. */
export const isHere = (href: string, path: string): boolean =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
