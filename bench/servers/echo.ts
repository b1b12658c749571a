/** The bare node:http server that the bench compares with: reads the request, answers with its bytes, or with as many bytes as `?bytes=` says. */
import { createServer } from 'node:http';

const answers = new Map<string, Buffer>();

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const answer = answerOf(request.url ?? '') ?? body;
    response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8', 'content-length': answer.length });
    response.end(answer);
  });
});

function answerOf(url: string): Buffer | undefined {
  const bytes = url.split('bytes=')[1];
  if (bytes === undefined) return undefined;
  let answer = answers.get(bytes);
  if (answer === undefined) {
    answer = Buffer.alloc(Number(bytes), 'x');
    answers.set(bytes, answer);
  }
  return answer;
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.stdout.write(`http://127.0.0.1:${address.port}\n`);
});
process.once('SIGTERM', () => server.close(() => {}).closeAllConnections());
