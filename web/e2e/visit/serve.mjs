import { createServer } from 'vite';

/** The screen of a visit by itself, as main.ts mounts it: {url, close}. */
export async function serveVisit() {
  const root = new URL('../..', import.meta.url).pathname;
  const server = await createServer({
    root,
    configFile: `${root}/vite.config.ts`,
    logLevel: 'error',
    // Nothing is bundled beforehand, so that no page is loaded twice.
    optimizeDeps: { noDiscovery: true, include: [] },
    // The questionnaire lies outside of web.
    server: { port: 0, host: '127.0.0.1', fs: { strict: false }, hmr: false, watch: null },
  });
  await server.listen();
  const { port } = server.httpServer.address();
  return { url: `http://127.0.0.1:${port}/e2e/visit/index.html`, close: () => server.close() };
}
