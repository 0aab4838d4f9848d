import { mount } from 'svelte';
import './tokens.css';
import './shapes.css';
import './forms.css';
import './print.css';
import App from './App.svelte';
import { matchOf } from './base/router.svelte';
import { session } from './base/session.svelte';
import { kept, preferences } from './base/theme.svelte';
import { routes } from './routes';
import { screens } from './screens';

// Who was signed in before most likely still is: his screen is fetched while the server is asked.
if (kept('bina.regency')) {
  void screens.signed_in?.page();
  void matchOf(routes, location.pathname)?.route.page();
}

await Promise.all([preferences.restoreLanguage(), session.start()]);
mount(App, { target: document.getElementById('app')! });
