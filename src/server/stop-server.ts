import type { FastifyInstance } from 'fastify';

/**
 * Stops a server: takes no new connections, lets idle ones go, and waits for the requests under way; their connections close with the answer.
 * @param patience milliseconds after which the connections still open are cut
 * @returns whether all requests were answered
 */
export async function stopServer(app: FastifyInstance, patience: number): Promise<boolean> {
  let patient = true;
  const timer = setTimeout(() => {
    patient = false;
    app.server.closeAllConnections();
  }, patience);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
  return patient;
}
