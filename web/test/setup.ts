import { beforeEach } from 'vitest';
import { sentences } from '../src/base/i18n.svelte';

/** Tests read the sentences as an Indonesian office does. */
beforeEach(async () => {
  await sentences.speak('id');
  await sentences.need([
    'base',
    'problems',
    'access',
    'overview',
    'registry',
    'intake',
    'pairs',
    'audit',
    'about',
    'areas',
    'backup',
  ]);
});
