import { hex, random } from './random.mjs';
import { meOf, publicUser } from './access.mjs';
import { areaPage, findAreas } from './areas.mjs';
import { today } from './businesses.mjs';
import { advance, begin, issuesOf, previewOf, receive, rejectedOf, rowsOf } from './intake.mjs';
import { overview } from './overview.mjs';
import { decide, listPairs, undecide } from './pairs.mjs';
import { addFact, csv, faultsOf, filtered, list, newBusiness, page, plainValues } from './registry.mjs';

const ok = (body, status = 200) => ({ status, body });
const nothing = { status: 204, body: undefined };
const problem = (type, status, faults = []) => ({
  status,
  body: { type, status, detail: '', faults, request: 'mock' },
});
const paged = (items, cursor, size = 50) => {
  const from = Number(cursor) || 0;
  return {
    items: items.slice(from, from + size),
    next: from + size < items.length ? String(from + size) : null,
    count: { value: items.length, capped: false },
  };
};

/** (request, url, body) => {status, body}: the API of the server, over the mock's memory. */
export function makeRoutes(state) {
  const rnd = random(11);
  const table = [
    ...openRoutes(state, rnd),
    ...registryRoutes(state),
    ...intakeRoutes(state),
    ...officeRoutes(state),
  ];
  return (request, url, body) => {
    const path = url.pathname.replace('/api/v1', '');
    if (request.method !== 'GET' && request.headers['x-bina'] !== '1') return problem('http.csrf', 403);
    for (const [method, pattern, run, open] of table) {
      if (method !== request.method) continue;
      const params = match(pattern, path);
      if (!params) continue;
      const user = state.sessions.get(request.headers.cookie?.match(/bina_session=(\w+)/)?.[1]);
      if (!user && !open) return problem('access.no_session', 401);
      return run({
        params,
        query: url.searchParams,
        body,
        json: () => JSON.parse(body.toString() || '{}'),
        request,
        user,
      });
    }
    return problem('http.not_found', 404);
  };
}

function match(pattern, path) {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const params = {};
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(given[index]);
    else if (part !== given[index]) return undefined;
  }
  return params;
}

function openRoutes(state, rnd) {
  const enter = (user, status) => {
    const token = hex(rnd, 64);
    state.sessions.set(token, user);
    return {
      ...ok(meOf(user, today), status),
      cookie: `bina_session=${token}; HttpOnly; SameSite=Strict; Path=/`,
    };
  };
  const setup = ({ json }) => {
    const { username, name, password, regency } = json();
    if (state.users.length) return problem('access.already_set_up', 409);
    if (password.length < 12)
      return problem('access.password_short', 422, [{ path: 'password', key: 'access.password_short' }]);
    const user = {
      id: hex(rnd, 32),
      username,
      name,
      password,
      disabled: false,
      last_seen: null,
      grants: [{ role: 'administrator', area: regency, area_name: state.areas.get(regency).name }],
    };
    state.users.push(user);
    return enter(user, 201);
  };
  const signIn = ({ json }) => {
    const { username, password } = json();
    const user = state.users.find(
      (one) => one.username === username && one.password === password && !one.disabled,
    );
    if (state.failures >= 5) return problem('access.too_many_attempts', 429);
    if (!user) return ((state.failures += 1), problem('access.bad_credentials', 401));
    state.failures = 0;
    return enter(user, 201);
  };
  return [
    [
      'GET',
      '/setup',
      () => ok({ needed: state.users.length === 0, demo: state.users.length > 0, version: '0.1.0' }),
      true,
    ],
    ['POST', '/setup', setup, true],
    ['POST', '/session', signIn, true],
    [
      'GET',
      '/session',
      ({ user }) => (user ? ok(meOf(user, today)) : problem('access.no_session', 401)),
      true,
    ],
    ['DELETE', '/session', () => ({ ...nothing, cookie: 'bina_session=; Max-Age=0; Path=/' })],
    [
      'PUT',
      '/session/password',
      ({ json, user }) =>
        json().old === user.password
          ? ((user.password = json().new), nothing)
          : problem('access.bad_credentials', 401),
    ],
    [
      'GET',
      '/areas',
      ({ query }) => ok({ items: findAreas(state.areas, query.get('q') ?? '', Number(query.get('level'))) }),
      true,
    ],
    [
      'GET',
      '/areas/:code',
      ({ params }) =>
        areaPage(state.areas, params.code)
          ? ok(areaPage(state.areas, params.code))
          : problem('areas.not_found', 404),
    ],
  ];
}

function registryRoutes(state) {
  const withBusiness = (run) => (call) => {
    const one = state.byId.get(call.params.id);
    return one ? run(one, call) : problem('registry.not_found', 404);
  };
  const create = ({ params, json }) => {
    const statement = json();
    const faults = faultsOf(statement.day, statement.values);
    if (faults.length) return problem('registry.bad_values', 422, faults);
    const known = state.byId.has(params.id);
    if (!known) {
      const one = newBusiness(params.id, statement);
      state.businesses.push(one);
      state.byId.set(one.id, one);
    }
    return ok(page(state, state.byId.get(params.id)), known ? 200 : 201);
  };
  const add = (one, { params, json, request }) => {
    if (request.headers['if-match'] !== `"${one.version}"`) return { status: 412, body: page(state, one) };
    const faults = addFact(one, params.fact, json());
    return faults.length ? problem('registry.bad_values', 422, faults) : ok(page(state, one), 201);
  };
  return [
    [
      'GET',
      '/overview',
      ({ query }) =>
        ok(overview({ ...state, batches: batchesOf(state) }, query.get('area'), query.get('as_of'))),
    ],
    [
      'GET',
      '/boundaries/:regency',
      () => (state.boundaries ? ok(state.boundaries) : problem('areas.no_boundaries', 404)),
    ],
    ['PUT', '/boundaries/:regency', ({ body }) => importBoundaries(state, body)],
    ['DELETE', '/boundaries/:regency', () => ((state.boundaries = null), nothing)],
    ['GET', '/businesses', ({ query }) => ok(list(state, query))],
    [
      'GET',
      '/businesses/:regency/export',
      ({ query }) => ({
        status: 200,
        bytes: csv(filtered(state.businesses, query), state.areas),
        name: `usaha-3316.${query.get('format')}`,
      }),
    ],
    ['GET', '/businesses/:regency/:id', withBusiness((one) => ok(page(state, one)))],
    ['PUT', '/businesses/:regency/:id', create],
    ['PUT', '/businesses/:regency/:id/facts/:fact', withBusiness(add)],
    [
      'POST',
      '/businesses/:regency/:id/unmask',
      withBusiness((one, { json }) =>
        json().purpose?.length >= 5
          ? ok({ values: plainValues(one) })
          : problem('registry.purpose_missing', 422),
      ),
    ],
  ];
}

function importBoundaries(state, body) {
  let file;
  try {
    file = JSON.parse(body.toString());
  } catch {
    return problem('areas.unreadable', 422);
  }
  const codes = (
    file.features ?? Object.values(file.objects ?? {}).flatMap((object) => object.geometries)
  ).map((one) => String(one.properties?.code ?? '').replace(/\D/g, ''));
  const districts = [...state.areas.values()].filter((area) => area.parent === '3316');
  state.boundaries = file;
  return ok({
    matched: codes.filter((code) => state.areas.has(code)).length,
    unmatched: codes.filter((code) => !state.areas.has(code)),
    missing: districts.filter((area) => !codes.includes(area.code)).map(({ code, name }) => ({ code, name })),
  });
}

const contextOf = (state) => ({
  businesses: state.businesses,
  villages: [...state.areas.values()].filter((area) => area.level === 4),
});
const batchesOf = (state) => [...state.entries.values()].map((entry) => advance(entry, contextOf(state)));

function intakeRoutes(state) {
  const withBatch = (run) => (call) => {
    const entry = state.entries.get(call.params.id);
    if (!entry) return problem('intake.not_found', 404);
    advance(entry, contextOf(state));
    return run(entry, call);
  };
  const put = ({ params, query, body }) => {
    if (body.length === 0) return problem('intake.empty', 422);
    if (body.subarray(0, 4).toString() === '%PDF') return problem('intake.is_pdf', 415);
    const entry = state.entries.get(params.id) ?? receive(params.regency, params.id, query.get('file'), body);
    state.entries.set(params.id, entry);
    return ok(entry.batch, 201);
  };
  const settle = (entry, { json }) => {
    entry.batch.settings = json();
    entry.batch.source = entry.batch.settings.source;
    begin(entry, 'checking');
    return ok(entry.batch, 202);
  };
  const start = (doing) => (entry) => (begin(entry, doing), ok(entry.batch, 202));
  return [
    [
      'GET',
      '/batches',
      ({ query }) =>
        ok({
          ...paged(
            batchesOf(state)
              .map((batch) => ({ ...batch, kind: batch.detection?.kind ?? null }))
              .sort((a, b) => b.created_at - a.created_at),
            query.get('cursor'),
          ),
          count: undefined,
        }),
    ],
    ['PUT', '/batches/:regency/:id', put],
    ['GET', '/batches/:regency/:id', withBatch((entry) => ok(entry.batch))],
    ['PUT', '/batches/:regency/:id/settings', withBatch(settle)],
    [
      'GET',
      '/batches/:regency/:id/preview',
      withBatch((entry, { query }) =>
        ok(previewOf(entry, Number(query.get('from')) || 1, Number(query.get('limit')) || 30)),
      ),
    ],
    ['GET', '/batches/:regency/:id/rows', withBatch((entry, { query }) => ok(rowsOf(entry, query)))],
    ['GET', '/batches/:regency/:id/issues', withBatch((entry) => ok(issuesOf(entry)))],
    ['POST', '/batches/:regency/:id/commit', withBatch(start('committing'))],
    ['POST', '/batches/:regency/:id/undo', withBatch(start('undoing'))],
    [
      'GET',
      '/batches/:regency/:id/rejected',
      withBatch((entry) => ({
        status: 200,
        bytes: rejectedOf(entry),
        name: `ditolak-${entry.batch.file}`,
      })),
    ],
    [
      'GET',
      '/batches/:regency/:id/original',
      withBatch((entry) => ({ status: 200, bytes: entry.body, name: entry.batch.file })),
    ],
  ];
}

function officeRoutes(state) {
  const withPair = (run) => (call) => {
    const pair = state.pairs.find((one) => one.id === call.params.id);
    return pair ? ok(run(pair, call)) : problem('pairs.not_found', 404);
  };
  const putUser = ({ params, json }) => {
    const { password, ...rest } = json();
    if (state.users.some((one) => one.username === rest.username && one.id !== params.id))
      return problem('access.username_taken', 409, [{ path: 'username', key: 'access.username_taken' }]);
    if (password !== undefined && password.length < 12)
      return problem('access.password_short', 422, [{ path: 'password', key: 'access.password_short' }]);
    const before = state.users.find((one) => one.id === params.id) ?? { id: params.id, last_seen: null };
    const grants = rest.grants.map((grant) => ({
      ...grant,
      area_name: state.areas.get(grant.area)?.name ?? '',
    }));
    const user = { ...before, ...rest, grants, password: password ?? before.password };
    state.users = [...state.users.filter((one) => one.id !== params.id), user];
    return ok(publicUser(user));
  };
  const audited = ({ query }) => {
    const wanted = state.audit.filter((one) => !query.get('event') || one.event === query.get('event'));
    return ok(paged(wanted, query.get('cursor')));
  };
  return [
    ['GET', '/pairs', ({ query }) => ok(listPairs(state.pairs, query.get('state'), query.get('cursor')))],
    ['PUT', '/pairs/:regency/:id/decision', withPair((pair, { json }) => decide(pair, json().verdict))],
    ['DELETE', '/pairs/:regency/:id/decision', withPair(undecide)],
    ['GET', '/users', () => ok({ items: state.users.map(publicUser) })],
    ['PUT', '/users/:id', putUser],
    ['GET', '/audit', audited],
    ['GET', '/audit/check', () => ok({ events: state.audit.length, intact: true, broken_at: null })],
    [
      'GET',
      '/about',
      () =>
        ok({
          version: '0.1.0',
          engine: 'sqlite',
          areas: { date: '2025-07-04', licence: 'ODbL 1.0' },
          counts: { businesses: state.businesses.length, batches: state.entries.size },
        }),
    ],
  ];
}
