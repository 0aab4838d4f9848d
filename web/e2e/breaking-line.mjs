// A line to the server that can be down, or break: before a request arrives, after it did, or in the midst of the answer.
import { createServer, request } from 'node:http';

/**
 * {url, down, breaks, newer, asked, broken, close}: `breaks` says of one request to the API after the other what becomes of it,
 * again and again: `0` never arrives, `1` arrives and is not answered, `2` is answered by half, `-` goes well. With `newer`
 * the service worker is another one than before.
 */
export async function breakingLine(target) {
  const line = { down: false, breaks: '-', newer: false, asked: 0, broken: 0 };
  const { hostname, port } = new URL(target);
  const server = createServer((asked, reply) => {
    if (line.down) return asked.socket.destroy();
    const api = asked.url.startsWith('/api/');
    if (api) line.asked += 1;
    const fate = api ? line.breaks[line.asked % line.breaks.length] : '-';
    if (fate !== '-') line.broken += 1;
    if (fate === '0') return asked.socket.destroy();
    const headers = { ...asked.headers, host: `${hostname}:${port}` };
    if (headers.origin) headers.origin = target;
    if (asked.url === '/sw.js') {
      delete headers['accept-encoding'];
      delete headers['if-none-match'];
    }
    const onward = request({ hostname, port, method: asked.method, path: asked.url, headers }, (came) => {
      if (fate === '1') {
        came.resume();
        return asked.socket.destroy();
      }
      if (asked.url === '/sw.js') delete came.headers['content-length'];
      reply.writeHead(came.statusCode, came.headers);
      if (fate === '2') {
        came.once('data', (piece) => {
          reply.write(piece.subarray(0, Math.floor(piece.length / 2)), () => asked.socket.destroy());
        });
        came.resume();
        return;
      }
      if (line.newer && asked.url === '/sw.js') came.on('end', () => reply.end('\n// newer\n'));
      came.pipe(reply, { end: !(line.newer && asked.url === '/sw.js') });
    });
    onward.on('error', () => asked.socket.destroy());
    asked.pipe(onward);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  line.url = `http://127.0.0.1:${server.address().port}`;
  line.close = () =>
    new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    });
  return line;
}
