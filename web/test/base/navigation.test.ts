import { describe, expect, it } from 'vitest';
import { groupsFor, isHere } from '../../src/base/navigation';
import { routes } from '../../src/routes';

const shown = (...permissions: string[]) =>
  groupsFor((permission) => permissions.includes(permission)).map((group) => [
    group.title,
    group.entries.map((entry) => entry.href),
  ]);

describe('the menu', () => {
  it('leaves out what somebody may not open, and a heading with nothing under it', () => {
    expect(shown('registry.read', 'pairs.decide')).toEqual([
      [undefined, ['/', '/usaha', '/ganda']],
      ['nav.figures', ['/cuplikan', '/data-terbuka']],
      ['nav.registers', ['/pendataan', '/penerima', '/izin', '/dinas', '/kbli', '/aturan']],
      [undefined, ['/bantuan', '/tentang']],
    ]);
  });

  it('leaves out for who holds a district what is about the whole regency', () => {
    const hrefs = groupsFor(() => true, '331605').flatMap((group) =>
      group.entries.map((entry) => entry.href),
    );
    expect(hrefs).toContain('/izin');
    expect(hrefs).not.toContain('/kbli');
    expect(hrefs, 'it shows nothing of a single business').toContain('/data-terbuka');
  });

  it('names only screens that exist', () => {
    const hrefs = groupsFor(() => true).flatMap((group) => group.entries.map((entry) => entry.href));
    const paths = routes.map((route) => route.path);
    expect(hrefs.filter((href) => !paths.includes(href))).toEqual([]);
  });

  it.each([
    ['/usaha', '/usaha/3316/ab', true],
    ['/usaha', '/usahaku', false],
    ['/', '/usaha', false],
  ])('says whether %s is where %s lies', (href, path, here) => {
    expect(isHere(href, path)).toBe(here);
  });
});
