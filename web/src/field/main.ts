import { mount } from 'svelte';
import '../tokens.css';
import './phone.css';
import { sentences } from '../base/i18n.svelte';
import { preferences } from '../base/theme.svelte';
import { app } from './app.svelte';
import Field from './Field.svelte';
import { phone } from './phone.svelte';

await Promise.all([preferences.restoreLanguage(), sentences.need(['field']), phone.start()]);
mount(Field, { target: document.getElementById('app')! });
app.start(phone);
// Only needed when something is refused; a start without a line finds them among what is kept.
void sentences.need(['base', 'access', 'census', 'problems']);
