import { Api, account, regency, startServer } from './server.mjs';
import { holder, prepare } from './screens.mjs';

/** The servers that the screens are shown from, by `who`: a demonstration in use, and one just installed. */
export async function openSites() {
  const [office, bare, fresh] = await Promise.all([
    startServer(),
    startServer({ empty: true }),
    startServer({ empty: true }),
  ]);
  office.api = await Api.signIn(office.url);
  await prepare(office);
  const district = await Api.signIn(office.url, holder);
  await fetch(`${bare.url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'X-Bina': '1', 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...account, name: 'Administrator', regency }),
  });
  bare.api = await Api.signIn(bare.url);
  const servers = [office, bare, fresh];
  return {
    of: (who = 'office') => ({ office, district: office, nobody: office, empty: bare, setup: fresh })[who],
    cookieOf: (who = 'office') =>
      ({ office: office.api.cookie, district: district.cookie, empty: bare.api.cookie })[who],
    close: () => Promise.all(servers.map((one) => one.close())),
  };
}
