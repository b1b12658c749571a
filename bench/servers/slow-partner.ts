/** A partner that takes 20 ms for each message, however many come at once; it sends its port to its parent. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const TIME = 20;

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    setTimeout(() => response.writeHead(200, { 'content-type': 'text/xml' }).end('<ok/>'), TIME);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
